import { Codes } from "../codes.ts";
import { reasonOf } from "../errors.ts";
import type { Graph } from "../hnsw.ts";
import type { Store } from "../store/store.ts";
import type { Answer } from "../types.ts";
import type { CheckedOptions } from "./options.ts";

export type VectorOptions = Pick<CheckedOptions, "mode" | "paths">;

/** What finds the nearest vectors of one generation; with neither all stored ones are read. */
export interface LoadedVectors {
	generation: number;
	graph: Graph | null;
	codes: Codes | null;
	how: Answer["timings"]["vectors"];
	warning: string | null;
}

// Loading a graph takes as long as so many scans of the rounded vectors (docs/performance.md). Scanning that often
// first, and loading it then, never takes twice as long as the better of the two would have.
const SCANS_PER_GRAPH = 5;

/** What compares a question with vectors: loaded when it is needed, and again for each generation. */
export class Vectors {
	readonly #store: Store;
	#generation: number | null = null;
	#graph: Graph | null = null;
	#codes: Codes | null = null;
	#scans = 0;

	constructor(store: Store) {
		this.#store = store;
	}

	/** What is best for the next lookup. */
	async load({ mode, paths }: VectorOptions): Promise<LoadedVectors> {
		const { generation } = this.#store.state();
		if (this.#generation !== generation) {
			this.#generation = generation;
			this.#graph = null;
			this.#codes = null;
			this.#scans = 0;
		}
		const found = { generation, graph: null, codes: null, warning: null };
		if (mode === "keyword") return { ...found, how: null };
		// A filter wants all that it leaves compared: a graph would lead through all the others.
		const byGraph = paths.length === 0 && this.#scans >= SCANS_PER_GRAPH;
		if (!byGraph) this.#scans += 1;
		try {
			return byGraph
				? { ...found, graph: await this.#loadGraph(), how: "graph" }
				: { ...found, codes: await this.#loadCodes(), how: "scan" };
		} catch (error) {
			const warning = `${reasonOf(error)}; an exact scan answers, and "ask index" mends it`;
			return { ...found, how: "scan", warning };
		}
	}

	async #loadGraph(): Promise<Graph | null> {
		const { generation, graph, settings } = this.#store.state();
		if (!graph || this.#graph) return this.#graph;
		// Loaded here: few processes ask so often that they need it.
		const { Graph } = await import("../hnsw.ts");
		const file = this.#store.graphFile(generation);
		this.#graph = await Graph.load(file, settings.model.dimensions, graph);
		return this.#graph;
	}

	async #loadCodes(): Promise<Codes | null> {
		const { generation, codes, settings } = this.#store.state();
		if (!codes || this.#codes) return this.#codes;
		const file = this.#store.codesFile(generation);
		this.#codes = await Codes.load(file, settings.model.dimensions, codes);
		return this.#codes;
	}
}
