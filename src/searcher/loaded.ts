import { reasonOf, SearchError } from "../errors.ts";
import { Graph } from "../hnsw.ts";
import { createEmbedder } from "../models/embedder.ts";
import type { Store } from "../store/store.ts";
import type { Embedder, Mode, Reranker } from "../types.ts";

/** The graph of one generation; null where there is none that can be used. */
export interface LoadedGraph {
	generation: number;
	graph: Graph | null;
	warning: string | null;
}

/** What lookups need and is slow to load, loaded by the first that needs it and kept. */
export class Loaded {
	readonly #store: Store;
	readonly #givenEmbedder: Embedder | undefined;
	readonly #givenReranker: Reranker | null | undefined;
	#ownEmbedder: { fingerprint: string; embedder: Promise<Embedder> } | null =
		null;
	#ownReranker: Promise<Reranker> | null = null;
	#graph: LoadedGraph | null = null;
	/** Time spent on loading that no answer has reported yet. */
	#ms: number;

	/** @param ms - Already spent on opening the store. */
	constructor(
		store: Store,
		given: {
			embedder?: Embedder | undefined;
			reranker?: Reranker | null | undefined;
		},
		ms: number,
	) {
		this.#store = store;
		this.#givenEmbedder = given.embedder;
		this.#givenReranker = given.reranker;
		this.#ms = ms;
	}

	/** The model of the index as it is now: a rebuild may have changed it. */
	async embedder(): Promise<Embedder> {
		if (this.#givenEmbedder) return this.#givenEmbedder;
		const { settings, modelFolder } = this.#store.state();
		const { fingerprint } = settings.model;
		if (this.#ownEmbedder?.fingerprint !== fingerprint) {
			await this.#closeEmbedder();
			this.#ownEmbedder = {
				fingerprint,
				embedder: createEmbedder({ model: modelFolder ?? undefined }),
			};
		}
		const { embedder } = this.#ownEmbedder;
		try {
			return await this.#timed(() => embedder);
		} catch (error) {
			// Next time it is tried again: the model may be back by then.
			this.#ownEmbedder = null;
			throw error;
		}
	}

	/**
	 * The cross-encoder.
	 *
	 * @returns Null where none is wanted, and why there is none where its files are missing.
	 * @throws {SearchError} `MODEL_CORRUPT`.
	 */
	async reranker(): Promise<Reranker | string | null> {
		if (this.#givenReranker !== undefined) return this.#givenReranker;
		this.#ownReranker ??= loadReranker();
		try {
			return await this.#ownReranker;
		} catch (error) {
			this.#ownReranker = null;
			if (error instanceof SearchError && error.code === "MODEL_NOT_FOUND") {
				return error.message;
			}
			throw error;
		}
	}

	/** The current generation's graph; an exact scan answers where it cannot be used. */
	async graph(mode: Mode): Promise<LoadedGraph> {
		const { generation, graph: file, settings } = this.#store.state();
		if (mode === "keyword") return { generation, graph: null, warning: null };
		// One that could not be loaded is tried again: it may have been mended since.
		if (this.#graph?.generation === generation && !this.#graph.warning) {
			return this.#graph;
		}
		this.#graph = await this.#timed(async () => {
			if (!file) return { generation, graph: null, warning: null };
			const { dimensions } = settings.model;
			try {
				const path = this.#store.graphFile(generation);
				const graph = await Graph.load(path, dimensions, file);
				return { generation, graph, warning: null };
			} catch (error) {
				const warning = `${reasonOf(error)}; an exact scan answers, and "ask index" mends it`;
				return { generation, graph: null, warning };
			}
		});
		return this.#graph;
	}

	/** Milliseconds spent on loading since this was last asked. */
	takeMs(): number {
		const ms = this.#ms;
		this.#ms = 0;
		return ms;
	}

	async close(): Promise<void> {
		await this.#closeEmbedder();
		const reranker = await this.#ownReranker?.catch(() => null);
		await reranker?.close();
	}

	async #closeEmbedder(): Promise<void> {
		const own = this.#ownEmbedder;
		this.#ownEmbedder = null;
		await (await own?.embedder)?.close();
	}

	async #timed<T>(work: () => Promise<T>): Promise<T> {
		const started = performance.now();
		try {
			return await work();
		} finally {
			this.#ms += performance.now() - started;
		}
	}
}

async function loadReranker(): Promise<Reranker> {
	// Loaded here: its process is nothing to those who do not rerank.
	const { createReranker } = await import("../models/reranker.ts");
	return createReranker();
}
