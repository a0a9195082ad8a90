import { join } from "node:path";
import { Codes } from "../../src/codes.ts";
import { exactSearch } from "../../src/exact.ts";
import { Graph } from "../../src/hnsw.ts";
import { createEmbedder } from "../../src/index.ts";
import { Store } from "../../src/store/store.ts";

/** Share of the ten nearest vectors, as an exact search finds them, that are found. */
export interface Recall {
	graph: number;
	scan: number;
}

const TOP = 10;
// As a lookup takes them (src/candidates.ts).
const CANDIDATES = 350;

export async function measureRecall(
	folder: string,
	questions: readonly string[],
): Promise<Recall> {
	const store = Store.open(join(folder, "index"));
	const embedder = await createEmbedder({ threads: 1 });
	const { generation, graph, codes, settings } = store.state();
	if (!graph || !codes) throw new Error("the index is empty");
	const { dimensions } = settings.model;
	const byGraph = await Graph.load(
		store.graphFile(generation),
		dimensions,
		graph,
	);
	const byScan = await Codes.load(
		store.codesFile(generation),
		dimensions,
		codes,
	);
	const vectors = [...store.vectors(null)];
	const found = { graph: 0, scan: 0 };
	for (const question of questions) {
		const query = await embedder.embedQuestion(question);
		const nearest = exactSearch(query, vectors, TOP).map(({ id }) => id);
		const graphed = new Set(byGraph.search(query, TOP).map(({ id }) => id));
		const near = byScan.search(query, CANDIDATES, null);
		const scanned = exactSearch(query, store.vectors(near), TOP);
		const ids = new Set(scanned.map(({ id }) => id));
		found.graph += nearest.filter((id) => graphed.has(id)).length;
		found.scan += nearest.filter((id) => ids.has(id)).length;
	}
	await embedder.close();
	store.close();
	const all = questions.length * Math.min(TOP, vectors.length);
	return { graph: found.graph / all, scan: found.scan / all };
}
