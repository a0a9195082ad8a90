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

/** What was loaded, or why it could not be. */
interface Tried<T> {
	is: T | null;
	failure: string | null;
}

/** What somebody who asks has asked of one generation so far: decides when the graph pays, and what they were told. */
export class Asked {
	#generation: number | null = null;
	scans = 0;
	readonly #told = new Set<string>();

	/** Begins anew where the generation is another one. */
	of(generation: number): this {
		if (this.#generation !== generation) {
			this.#generation = generation;
			this.scans = 0;
			this.#told.clear();
		}
		return this;
	}

	isTold(warning: string | null): boolean {
		return warning !== null && this.#told.has(warning);
	}

	/** Of these warnings those that are new to them; null for none. */
	tell(warnings: readonly (string | null)[]): string | null {
		const news = warnings.filter((each) => each !== null && !this.isTold(each));
		for (const warning of news) if (warning) this.#told.add(warning);
		return news.length > 0 ? news.join("; ") : null;
	}
}

/** What compares a question with vectors: loaded when it is needed, and again for each generation. */
export class Vectors {
	readonly #store: Store;
	#generation: number | null = null;
	#graph: Promise<Tried<Graph>> | null = null;
	#codes: Promise<Tried<Codes>> | null = null;
	/** Why the rounded vectors could not be loaded. */
	#codesFailure: string | null = null;

	constructor(store: Store) {
		this.#store = store;
	}

	/** What is best for the next lookup. What cannot be used is warned of once. */
	async load(options: VectorOptions, by: Asked): Promise<LoadedVectors> {
		const state = this.#store.state();
		const { generation } = state;
		if (this.#generation !== generation) {
			this.#generation = generation;
			this.#graph = null;
			this.#codes = null;
			this.#codesFailure = null;
		}
		const asked = by.of(generation);
		const found = { generation, graph: null, codes: null, warning: null };
		if (options.mode === "keyword") return { ...found, how: null };
		const { dimensions } = state.settings.model;
		// A filter wants all that it leaves compared: a graph would lead through all the others.
		const mayUseGraph = state.graph !== null && !narrows(options);
		const wantsGraph =
			asked.scans >= SCANS_PER_GRAPH || asked.isTold(this.#codesFailure);
		const failures: (string | null)[] = [];
		if (mayUseGraph && wantsGraph && state.graph) {
			const file = this.#store.graphFile(generation);
			const mark = state.graph;
			this.#graph ??= tried(async () => {
				// Loaded here: few processes ask so often that they need it.
				const { Graph } = await import("../hnsw.ts");
				return Graph.load(file, dimensions, mark);
			});
			const { is, failure } = await this.#graph;
			if (is) return { ...found, graph: is, how: "graph" };
			failures.push(failure);
		}
		asked.scans += 1;
		if (!state.codes) {
			return { ...found, how: "scan", warning: asked.tell(failures) };
		}
		const file = this.#store.codesFile(generation);
		const mark = state.codes;
		this.#codes ??= tried(() => Codes.load(file, dimensions, mark));
		const { is, failure } = await this.#codes;
		this.#codesFailure = failure;
		const warning = asked.tell([...failures, failure]);
		return { ...found, codes: is, how: "scan", warning };
	}
}

async function tried<T>(load: () => Promise<T>): Promise<Tried<T>> {
	try {
		return { is: await load(), failure: null };
	} catch (error) {
		const cure = error instanceof SearchError ? `; ${error.hint}` : "";
		const failure = `${reasonOf(error)}${cure}; an exact scan answers`;
		return { is: null, failure };
	}
}
