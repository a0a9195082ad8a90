import { Codes } from "../codes.ts";
import { reasonOf, SearchError } from "../errors.ts";
import type { Graph } from "../hnsw.ts";
import type { Store } from "../store/store.ts";
import type { Answer } from "../types.ts";
import { type Filter, narrows } from "./filter.ts";
import type { CheckedOptions } from "./options.ts";

export type VectorOptions = Filter & Pick<CheckedOptions, "mode">;

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

/** What was loaded, or could not be. */
interface Kept<T> {
	is: T | null;
	failed: boolean;
}

const UNTRIED = { is: null, failed: false };

/** What compares a question with vectors: loaded when it is needed, and again for each generation. */
export class Vectors {
	readonly #store: Store;
	#generation: number | null = null;
	#graph: Kept<Graph> = UNTRIED;
	#codes: Kept<Codes> = UNTRIED;
	#scans = 0;

	constructor(store: Store) {
		this.#store = store;
	}

	/** What is best for the next lookup. What cannot be used is warned of once. */
	async load(options: VectorOptions): Promise<LoadedVectors> {
		const state = this.#store.state();
		const { generation } = state;
		if (this.#generation !== generation) {
			this.#generation = generation;
			this.#graph = UNTRIED;
			this.#codes = UNTRIED;
			this.#scans = 0;
		}
		const found = { generation, graph: null, codes: null, warning: null };
		if (options.mode === "keyword") return { ...found, how: null };
		const { dimensions } = state.settings.model;
		const warnings: string[] = [];
		// A filter wants all that it leaves compared: a graph would lead through all the others.
		const mayUseGraph = state.graph !== null && !narrows(options);
		const wantsGraph = this.#scans >= SCANS_PER_GRAPH || this.#codes.failed;
		if (mayUseGraph && wantsGraph && state.graph) {
			// Loaded here: few processes ask so often that they need it.
			const { Graph } = await import("../hnsw.ts");
			const file = this.#store.graphFile(generation);
			const mark = state.graph;
			this.#graph = await kept(this.#graph, warnings, () =>
				Graph.load(file, dimensions, mark),
			);
			const graph = this.#graph.is;
			if (graph) return { ...found, graph, how: "graph" };
		}
		this.#scans += 1;
		if (state.codes) {
			const file = this.#store.codesFile(generation);
			const mark = state.codes;
			this.#codes = await kept(this.#codes, warnings, () =>
				Codes.load(file, dimensions, mark),
			);
		}
		const warning = warnings.length > 0 ? warnings.join("; ") : null;
		return { ...found, codes: this.#codes.is, how: "scan", warning };
	}
}

/** Loads what has not been tried yet. */
async function kept<T>(
	before: Kept<T>,
	warnings: string[],
	load: () => Promise<T>,
): Promise<Kept<T>> {
	if (before.is || before.failed) return before;
	try {
		return { is: await load(), failed: false };
	} catch (error) {
		const cure = error instanceof SearchError ? `; ${error.hint}` : "";
		const reason = `${reasonOf(error)}${cure}`;
		warnings.push(`${reason}; an exact scan answers`);
		return { is: null, failed: true };
	}
}
