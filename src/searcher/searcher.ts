import { resolve } from "node:path";
import picomatch from "picomatch";
import { parseCitation } from "../citation.ts";
import { reasonOf, SearchError } from "../errors.ts";
import { exactSearch } from "../exact.ts";
import { Graph, type Neighbour } from "../hnsw.ts";
import { questionTerms } from "../keywords.ts";
import { createEmbedder } from "../models/embedder.ts";
import { Paths } from "../paths.ts";
import {
	type Candidate,
	capped,
	keywordCeiling,
	type Ranked,
	rank,
	THRESHOLDS,
} from "../ranking.ts";
import { settingsFor } from "../settings.ts";
import { difference, type Settings } from "../store/settings.ts";
import { type PassageRow, Store } from "../store/store.ts";
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

// How many passages each way of finding them hands to the ranking.
const CANDIDATES = 200;
const CANDIDATES_PER_RESULT = 5;
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

interface Kept {
	candidate: Ranked;
	row: PassageRow;
}

/** An open index. Sees every new generation from the next call on. */
export class SearchIndex {
	readonly #store: Store;
	readonly #paths: Paths;
	readonly #givenEmbedder: Embedder | undefined;
	#ownEmbedder: Promise<Embedder> | null = null;
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
		const warnings: string[] = [];
		const { vector, embedMs } = await this.#embed(question, checked, warnings);
		// Between loading the graph and reading the rest a writer may commit: then load again.
		for (;;) {
			checked.signal?.throwIfAborted();
			const loaded = await this.#load(checked.mode);
			const started = performance.now();
			const found = this.#store.snapshot(() =>
				this.#store.state().generation === loaded.generation
					? this.#find(question, vector, loaded.graph, checked)
					: null,
			);
			if (!found) continue;
			const results = await this.#results(found.kept);
			if (vector && loaded.warning) warnings.push(loaded.warning);
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
		await (await this.#ownEmbedder)?.close();
	}

	#find(
		question: string,
		vector: Float32Array | null,
		graph: Graph | null,
		{ mode, top, perArticle, minScore, all, paths }: CheckedOptions,
	) {
		const store = this.#store;
		const counts = store.counts();
		const articleIds = paths.length > 0 ? this.#matching(paths) : null;
		const depth = Math.max(CANDIDATES, CANDIDATES_PER_RESULT * top);
		const terms = mode === "semantic" ? [] : questionTerms(question);

		const candidates = new Map<number, Candidate>();
		if (vector) {
			const neighbours =
				graph && articleIds === null
					? graph.search(vector, depth)
					: exactSearch(vector, store.vectors(articleIds), depth);
			for (const found of this.#passages(neighbours, articleIds)) {
				candidates.set(found.id, found);
			}
		}
		for (const found of store.keywordSearch(terms, depth, articleIds)) {
			const similarity = candidates.get(found.id)?.similarity ?? null;
			candidates.set(found.id, { ...found, similarity });
		}

		const ceiling = keywordCeiling(
			terms,
			store.passageFrequencies(terms),
			counts.passages,
		);
		const ranked = rank([...candidates.values()], mode, ceiling);
		const threshold = minScore ?? THRESHOLDS[mode];
		const bestScore =
			ranked.length > 0 ? Math.max(...ranked.map(({ score }) => score)) : null;
		const answered = bestScore !== null && bestScore >= threshold;
		const shown = all
			? ranked
			: ranked.filter(({ score }) => score >= threshold);
		const { generation, settings } = store.state();
		return {
			kept: this.#withRows(capped(shown, perArticle, top)),
			threshold,
			bestScore,
			answered,
			index: { generation, ...counts, model: settings.model.name },
		};
	}

	#matching(globs: readonly string[]): number[] {
		const matchers = globs.map((glob) =>
			picomatch(glob, { basename: !glob.includes("/"), dot: true }),
		);
		return this.#store
			.articles()
			.filter(({ path }) => matchers.some((matches) => matches(path)))
			.map(({ id }) => id);
	}

	#passages(
		neighbours: readonly Neighbour[],
		articleIds: readonly number[] | null,
	): Candidate[] {
		const similarities = new Map(
			neighbours.map(({ id, similarity }) => [id, similarity]),
		);
		return this.#store
			.passagesByEmbedding([...similarities.keys()], articleIds)
			.map(({ id, articleId, embeddingId }) => ({
				id,
				articleId,
				similarity: similarities.get(embeddingId) ?? null,
				keyword: null,
			}));
	}

	#withRows(ranked: readonly Ranked[]): Kept[] {
		const rows = new Map(
			this.#store
				.passages(ranked.map(({ id }) => id))
				.map((row) => [row.id, row]),
		);
		return ranked.flatMap((candidate) => {
			const row = rows.get(candidate.id);
			return row ? [{ candidate, row }] : [];
		});
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
	): Promise<{ vector: Float32Array | null; embedMs: number }> {
		if (mode === "keyword") return { vector: null, embedMs: 0 };
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
		return { vector, embedMs: performance.now() - started };
	}

	#embedder(): Promise<Embedder> | Embedder {
		if (this.#givenEmbedder) return this.#givenEmbedder;
		this.#ownEmbedder ??= createEmbedder({
			model: this.#store.state().modelFolder ?? undefined,
		});
		return this.#ownEmbedder;
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
