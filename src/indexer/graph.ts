import { reasonOf } from "../errors.ts";
import { AddonMissing, Graph } from "../hnsw.ts";
import type { State } from "../store/schema.ts";
import type { Writer } from "../store/writer.ts";

// Deleted vectors stay in the graph and are walked through; beyond this share it is built afresh.
const MAX_DELETED_SHARE = 0.2;

/**
 * The graph of an index while it is updated: what is embedded goes in at once, the rest is brought in
 * line when the update is committed.
 */
export class GraphUpdate {
	readonly #writer: Writer;
	readonly #dimensions: number;
	#graph: Graph | null;
	/** Ids in the graph, the deleted ones left out. */
	#live: Set<number>;
	/** Why the saved graph could not be used, or none can be built; null when all is well. */
	readonly warning: string | null;

	private constructor(
		writer: Writer,
		dimensions: number,
		graph: Graph | null,
		live: Set<number>,
		warning: string | null,
	) {
		this.#writer = writer;
		this.#dimensions = dimensions;
		this.#graph = graph;
		this.#live = live;
		this.warning = warning;
	}

	/**
	 * Starts from the saved graph, or from an empty one if there is none that can be used; where hnswlib-node does not
	 * load, from none.
	 */
	static async open(
		writer: Writer,
		dimensions: number,
		{ fresh }: { fresh: boolean },
	): Promise<GraphUpdate> {
		const { graph, codes, generation } = writer.state();
		let warning: string | null = null;
		const make = (graph: Graph | null, live: Set<number>) =>
			new GraphUpdate(writer, dimensions, graph, live, warning);
		try {
			if (graph && !fresh) {
				const file = writer.graphFile(generation);
				const loaded = await Graph.load(file, dimensions, graph);
				return make(loaded, writer.embeddingsInUse());
			}
			if (codes && !fresh) warning = "the index had no graph; it was built";
		} catch (error) {
			warning = `${reasonOf(error)}; it was built again`;
		}
		try {
			return make(Graph.create(dimensions), new Set());
		} catch (error) {
			if (!(error instanceof AddonMissing)) throw error;
			warning = `no graph was built, so lookups compare all vectors: ${error.message}`;
			return make(null, new Set());
		}
	}

	add(id: number, vector: Float32Array): void {
		this.#graph?.add(id, vector);
		this.#live.add(id);
	}

	/** The graph as it is now; null where none can be built. */
	get current(): Pick<Graph, "search"> | null {
		return this.#graph;
	}

	/** Brings the graph in line with the embeddings in use, and saves it; null when there are none. */
	async save(
		inUse: ReadonlySet<number>,
		generation: number,
	): Promise<State["graph"]> {
		if (!this.#graph) return null;
		const gone = [...this.#live].filter((id) => !inUse.has(id));
		const deleted = this.#graph.deleted + gone.length;
		if (deleted > MAX_DELETED_SHARE * inUse.size) {
			this.#graph = Graph.create(this.#dimensions);
			this.#live = new Set();
		} else {
			for (const id of gone) this.#graph.remove(id);
		}
		const missing = [...inUse].filter((id) => !this.#live.has(id));
		const graph = this.#graph;
		for (const { id, vector } of this.#writer.reader().vectors(missing)) {
			graph.add(id, vector);
		}
		this.#live = new Set(inUse);
		if (inUse.size === 0) return null;
		const { step } = this.#writer;
		return graph.save(this.#writer.graphFile(generation), step);
	}
}
