import { resolve } from "node:path";
import { parseCitation } from "../citation.ts";
import { reasonOf, SearchError } from "../errors.ts";
import { Graph } from "../hnsw.ts";
import { createEmbedder } from "../models/embedder.ts";
import { Paths } from "../paths.ts";
import { settingsFor } from "../settings.ts";
import { difference, type Settings } from "../store/settings.ts";
import { Store } from "../store/store.ts";
import type {
	Answer,
	Embedder,
	Excerpt,
	IndexStatus,
	Result,
	Verification,
} from "../types.ts";
import { citationOf } from "./cite.ts";
import { excerpt, verifyAll, verifyCitation } from "./evidence.ts";
import { find, type Kept } from "./find.ts";
import {
	type AskOptions,
	type CheckedOptions,
	checkOptions,
} from "./options.ts";
import { readSource } from "./sources.ts";
import { statusOf } from "./status.ts";

export interface OpenOptions {
	/** The index folder. */
	index: string;
	/** In place of the local model that the index was built with; closed by the caller. */
	embedder?: Embedder;
}

const CONTEXT_LINES = 3;

/**
 * Opens an index to ask it. Cheap: graph and model are loaded by the first lookup that needs them.
 *
 * @throws {SearchError} `INDEX_NOT_FOUND`, `INDEX_CORRUPT`, `INDEX_INCOMPATIBLE`.
 */
export async function openIndex(options: OpenOptions): Promise<SearchIndex> {
	const started = performance.now();
	const store = Store.open(resolve(options.index));
	try {
		refuseOther(store.state().settings, {});
		const opened = performance.now() - started;
		return new SearchIndex(store, new Paths(store.dir), options, opened);
	} catch (error) {
		store.close();
		throw error;
	}
}

/** The graph of one generation; null where there is none that can be used. */
interface LoadedGraph {
	generation: number;
	graph: Graph | null;
	warning: string | null;
}

/** An open index. Sees every new generation from the next call on. */
export class SearchIndex {
	readonly #store: Store;
	readonly #paths: Paths;
	readonly #givenEmbedder: Embedder | undefined;
	#ownEmbedder: { fingerprint: string; embedder: Promise<Embedder> } | null =
		null;
	#loaded: LoadedGraph | null = null;
	/** Time spent on loading that no answer has reported yet. */
	#loadMs: number;

	/** @internal Use {@link openIndex}. */
	constructor(
		store: Store,
		paths: Paths,
		options: OpenOptions,
		openedMs: number,
	) {
		this.#store = store;
		this.#paths = paths;
		this.#givenEmbedder = options.embedder;
		this.#loadMs = openedMs;
	}

	/**
	 * Finds the passages that answer a question.
	 *
	 * A filter narrows what is looked at, before anything is ranked.
	 *
	 * @throws {SearchError} `USAGE` (blank question, option out of range), `MODEL_NOT_FOUND`,
	 *   `MODEL_CORRUPT`, `INDEX_INCOMPATIBLE`, `INDEX_CORRUPT`.
	 */
	async ask(question: string, options: AskOptions = {}): Promise<Answer> {
		const checked = checkOptions(options);
		if (question.trim() === "") {
			throw new SearchError(
				"USAGE",
				"the question is blank",
				'ask something: ask "what did Rutte pledge"',
			);
		}
		for (;;) {
			checked.signal?.throwIfAborted();
			const warnings: string[] = [];
			const { vector, embedMs, model } = await this.#embed(
				question,
				checked,
				warnings,
			);
			const loaded = await this.#load(checked.mode);
			const started = performance.now();
			// Meanwhile a writer may have committed another generation, even one of another model.
			const found = this.#store.snapshot(() =>
				this.#store.state().generation === loaded.generation &&
				(model === null ||
					model === this.#store.state().settings.model.fingerprint)
					? find(this.#store, question, vector, loaded.graph, checked)
					: null,
			);
			if (!found) continue;
			const results = await this.#results(found.kept);
			if (vector && loaded.warning) warnings.push(loaded.warning);
			if (!found.anyArticle)
				warnings.push("no article's path matches the filter");
			return {
				question,
				answered: found.answered,
				results,
				threshold: found.threshold,
				bestScore: found.bestScore,
				index: found.index,
				timings: {
					loadMs: this.#takeLoadMs(),
					embedMs,
					searchMs: performance.now() - started,
				},
				warnings,
			};
		}
	}

	/** What the index holds, and whether it is whole and current. Reads every source. */
	async status(): Promise<IndexStatus> {
		const { warning } = await this.#load("hybrid");
		return statusOf(this.#store, this.#paths, warning === null);
	}

	/**
	 * The passage of a citation inside its article.
	 *
	 * @param context - Lines before and after the passage; default 3.
	 * @throws {SearchError} `CITATION_INVALID`.
	 */
	async show(
		citation: string,
		{ context = CONTEXT_LINES }: { context?: number } = {},
	): Promise<Excerpt> {
		return excerpt(this.#store, this.#paths, citation, context);
	}

	/**
	 * Checks citations against the sources as they are now, in order; without any, all of the index.
	 *
	 * @throws {SearchError} `CITATION_INVALID` if one is not a citation at all; before any is checked.
	 */
	async *verify(
		citations: readonly string[] = [],
	): AsyncGenerator<Verification> {
		if (citations.length === 0) {
			yield* verifyAll(this.#store, this.#paths);
			return;
		}
		for (const id of citations) parseCitation(id);
		for (const id of citations) {
			yield verifyCitation(this.#store, this.#paths, id);
		}
	}

	async close(): Promise<void> {
		this.#store.close();
		await this.#closeEmbedder();
	}

	async #results(kept: readonly Kept[]): Promise<Result[]> {
		const hashes = new Map<string, string | undefined>();
		for (const { row } of kept) {
			if (hashes.has(row.path)) continue;
			hashes.set(row.path, (await readSource(this.#paths, row.path))?.sha256);
		}
		return kept.map(({ candidate, row }, index) => ({
			rank: index + 1,
			score: candidate.score,
			similarity: candidate.similarity,
			keyword: candidate.keyword,
			text: row.text,
			highlight: null,
			citation: citationOf(row),
			stale: hashes.get(row.path) !== row.sha256,
			alsoIn: [],
		}));
	}

	async #embed(
		question: string,
		{ mode, signal }: CheckedOptions,
		warnings: string[],
	): Promise<{
		vector: Float32Array | null;
		embedMs: number;
		/** Fingerprint of the model that made the vector. */
		model: string | null;
	}> {
		if (mode === "keyword") return { vector: null, embedMs: 0, model: null };
		const embedder = await this.#timed(() => this.#embedder());
		refuseOther(this.#store.state().settings, settingsFor(embedder.model));
		signal?.throwIfAborted();
		const started = performance.now();
		const { maxTokens } = embedder.model;
		if (embedder.countTokens(question) > maxTokens - 2) {
			warnings.push(
				`the question is longer than the model reads: its meaning is taken from its first ${maxTokens} tokens`,
			);
		}
		const vector = await embedder.embedQuestion(question);
		return {
			vector,
			embedMs: performance.now() - started,
			model: embedder.model.fingerprint,
		};
	}

	/** The model of the index as it is now: a rebuild may have changed it. */
	async #embedder(): Promise<Embedder> {
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
		try {
			return await this.#ownEmbedder.embedder;
		} catch (error) {
			// Next time it is tried again: the model may be back by then.
			this.#ownEmbedder = null;
			throw error;
		}
	}

	async #closeEmbedder(): Promise<void> {
		const own = this.#ownEmbedder;
		this.#ownEmbedder = null;
		await (await own?.embedder)?.close();
	}

	/** The current generation's graph; an exact scan answers where it cannot be used. */
	async #load(mode: CheckedOptions["mode"]): Promise<LoadedGraph> {
		const { generation, graph: file, settings } = this.#store.state();
		if (mode === "keyword") return { generation, graph: null, warning: null };
		// One that could not be loaded is tried again: it may have been mended since.
		if (this.#loaded?.generation === generation && !this.#loaded.warning) {
			return this.#loaded;
		}
		this.#loaded = await this.#timed(async () => {
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
		return this.#loaded;
	}

	async #timed<T>(work: () => Promise<T> | T): Promise<T> {
		const started = performance.now();
		try {
			return await work();
		} finally {
			this.#loadMs += performance.now() - started;
		}
	}

	#takeLoadMs(): number {
		const ms = this.#loadMs;
		this.#loadMs = 0;
		return ms;
	}
}

/** Refuses an index whose settings are not those of this program, or not those wanted. */
function refuseOther(index: Settings, wanted: Partial<Settings>): void {
	const { chunker, keywords, metric } = settingsFor(index.model);
	const different = difference(index, { chunker, keywords, metric, ...wanted });
	if (different) {
		throw new SearchError(
			"INDEX_INCOMPATIBLE",
			different,
			"build it again: ask index --rebuild",
		);
	}
}
