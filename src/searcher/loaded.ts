import { SearchError } from "../errors.ts";
import { Digests } from "../hashing/digests.ts";
import type { Store } from "../store/store.ts";
import type { Embedder, Reranker } from "../types.ts";
import {
	type Asked,
	type LoadedVectors,
	type VectorOptions,
	Vectors,
} from "./vectors.ts";

/** What lookups need and is slow to load, loaded by the first that needs it and kept. */
export class Loaded {
	readonly #store: Store;
	readonly #givenEmbedder: Embedder | undefined;
	readonly #givenReranker: Reranker | null | undefined;
	#ownEmbedder: { fingerprint: string; embedder: Promise<Embedder> } | null =
		null;
	/** Of models that the index had before. */
	readonly #retired: Promise<Embedder>[] = [];
	#ownReranker: Promise<Reranker> | null = null;
	readonly #vectors: Vectors;
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
		this.#vectors = new Vectors(store);
		this.#givenEmbedder = given.embedder;
		this.#givenReranker = given.reranker;
		this.#ms = ms;
	}

	/** The model of the index as it is now: a rebuild may have changed it. */
	async embedder(): Promise<Embedder> {
		if (this.#givenEmbedder) return this.#givenEmbedder;
		const { settings, modelFolder, weights } = this.#store.state();
		const { fingerprint } = settings.model;
		let own = this.#ownEmbedder;
		if (own?.fingerprint !== fingerprint) {
			// The one before may still be at work for others.
			if (own) this.#retired.push(own.embedder);
			const embedder = loadEmbedder(modelFolder, new Digests(weights));
			own = { fingerprint, embedder };
			this.#ownEmbedder = own;
		}
		const { embedder } = own;
		try {
			return await this.#timed(() => embedder);
		} catch (error) {
			// Next time it is tried again: the model may be back by then.
			if (this.#ownEmbedder === own) this.#ownEmbedder = null;
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
		this.#ownReranker ??= loadReranker(
			new Digests(this.#store.state().weights),
		);
		const reranker = this.#ownReranker;
		try {
			return await this.#timed(() => reranker);
		} catch (error) {
			this.#ownReranker = null;
			if (error instanceof SearchError && error.code === "MODEL_NOT_FOUND") {
				return error.message;
			}
			throw error;
		}
	}

	/** What compares vectors in the current generation. */
	async vectors(options: VectorOptions, asked: Asked): Promise<LoadedVectors> {
		return this.#timed(() => this.#vectors.load(options, asked));
	}

	/** Milliseconds spent on loading since this was last asked. */
	takeMs(): number {
		const ms = this.#ms;
		this.#ms = 0;
		return ms;
	}

	async close(): Promise<void> {
		const own = this.#ownEmbedder?.embedder ?? [];
		this.#ownEmbedder = null;
		for (const embedder of this.#retired.splice(0).concat(own)) {
			await (await embedder.catch(() => null))?.close();
		}
		const reranker = await this.#ownReranker?.catch(() => null);
		await reranker?.close();
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

async function loadEmbedder(
	model: string | null,
	digests: Digests,
): Promise<Embedder> {
	// Loaded here: ONNX Runtime is nothing to those who look for words alone.
	const { createEmbedder } = await import("../models/embedder.ts");
	return createEmbedder({ model: model ?? undefined, digests });
}

async function loadReranker(digests: Digests): Promise<Reranker> {
	// Loaded here: it is nothing to those who do not rerank.
	const { createReranker } = await import("../models/reranker.ts");
	return createReranker({ digests });
}
