import { resolve } from "node:path";
import { parseCitation } from "../citation.ts";
import { Paths } from "../paths.ts";
import { Store } from "../store/store.ts";
import type {
	Answer,
	ArticleEntry,
	DuplicateGroup,
	Embedder,
	Excerpt,
	IndexStatus,
	Reranker,
	Verification,
	WholeArticle,
} from "../types.ts";
import { citationOf } from "./cite.ts";
import { refuseOther } from "./compatible.ts";
import { excerpt } from "./excerpt.ts";
import { type Hits, hitsOf } from "./hits.ts";
import { Loaded } from "./loaded.ts";
import {
	type AskOptions,
	type CheckedOptions,
	checkOptions,
} from "./options.ts";
import { periodOf } from "./period.ts";
import { present } from "./present.ts";
import { type Ranking, rank } from "./rank.ts";
import { Sources } from "./sources.ts";
import { statusOf } from "./status.ts";
import { Asked } from "./vectors.ts";
import { verifyAll, verifyCitation } from "./verify.ts";
import { articleEntries, wholeArticle } from "./whole-article.ts";

export interface OpenOptions {
	/** The index folder. */
	index: string;
	/** In place of the local model that the index was built with; closed by the caller. */
	embedder?: Embedder | undefined;
	/** In place of the bundled cross-encoder; closed by the caller. Null for none. */
	reranker?: Reranker | null | undefined;
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
		const sources = new Sources(store, new Paths(store.dir));
		return new SearchIndex(store, sources, options, opened);
	} catch (error) {
		store.close();
		throw error;
	}
}

/** An open index. Sees every new generation from the next call on. */
export class SearchIndex {
	readonly #store: Store;
	readonly #sources: Sources;
	readonly #loaded: Loaded;
	readonly #asked = new Asked();

	/** @internal Use {@link openIndex}. */
	constructor(
		store: Store,
		sources: Sources,
		options: OpenOptions,
		openedMs: number,
	) {
		this.#store = store;
		this.#sources = sources;
		this.#loaded = new Loaded(store, options, openedMs);
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
		return this.askFor(this.#asked, question, options);
	}

	/** @internal For somebody else, who is answered as by an index that they had opened themselves. */
	async askFor(
		asked: Asked,
		question: string,
		options: AskOptions,
	): Promise<Answer> {
		const period = await periodOf(options, new Date());
		const checked = checkOptions(options, period);
		return this.present(await this.rank(question, checked, asked), checked);
	}

	/** @internal The same, with what all good passages have in common. */
	async survey(
		question: string,
		options: AskOptions = {},
	): Promise<{ answer: Answer; hits: Hits }> {
		const checked = checkOptions(options, await periodOf(options, new Date()));
		const ranking = await this.rank(question, checked);
		const hits = hitsOf(this.#store, ranking);
		return { answer: await this.present(ranking, checked), hits };
	}

	/** @internal The whole ranking of a question: what {@link SearchIndex.ask} presents, and `eval` measures. */
	async rank(
		question: string,
		options: CheckedOptions,
		asked: Asked = this.#asked,
	): Promise<Ranking> {
		return rank(this.#store, this.#loaded, question, options, asked);
	}

	/** @internal */
	async counts(): Promise<Answer["index"]> {
		const { generation, settings } = this.#store.state();
		const counts = this.#store.counts();
		return { generation, ...counts, model: settings.model.name };
	}

	/** @internal Loads what lookups need, before the first of them. */
	async warmUp(): Promise<void> {
		await this.#loaded.embedder();
		await this.#loaded.reranker();
	}

	/** @internal Whether passages can be read again. */
	async canRerank(): Promise<boolean> {
		const reranker = await this.#loaded.reranker();
		return reranker !== null && typeof reranker !== "string";
	}

	/** @internal */
	async present(ranking: Ranking, options: CheckedOptions): Promise<Answer> {
		const { threshold, best, index, timings, warnings } = ranking;
		const answered = best !== null && best.score >= threshold;
		const miss = answered ? null : ranking.rows.get(best?.id ?? -1);
		return {
			question: ranking.question,
			answered,
			results:
				answered || options.all
					? await present(ranking, options, this.#store, this.#sources)
					: [],
			period: { since: options.since, until: options.until },
			threshold,
			bestScore: best?.score ?? null,
			nearestMiss: miss ? citationOf(miss.article, miss) : null,
			index,
			timings: { loadMs: this.#loaded.takeMs(), ...timings },
			warnings,
		};
	}

	/** What the index holds, and whether it is whole and current. Reads every source. */
	async status(): Promise<IndexStatus> {
		return statusOf(this.#store, this.#sources);
	}

	/** Articles that tell the same story, by groups: wire copy, updates, reprints. */
	async duplicates(): Promise<DuplicateGroup[]> {
		return [...this.#store.stories().values()].map((articles) => ({
			articles: articles.map(({ path, member, record, metadata }) => ({
				path,
				member,
				record,
				title: metadata.headline?.value ?? null,
				source: (metadata.source ?? metadata.agency)?.value ?? null,
				published: metadata.published?.value ?? null,
			})),
		}));
	}

	/**
	 * The passage of a citation inside its article.
	 *
	 * @param context - Lines before and after the passage; default 3.
	 * @throws {SearchError} `CITATION_INVALID`.
	 */
	async show(
		citation: string,
		{ context = CONTEXT_LINES }: { context?: number | undefined } = {},
	): Promise<Excerpt> {
		return excerpt(this.#store, this.#sources, citation, context);
	}

	/**
	 * An article of the index with its whole text.
	 *
	 * @param name - Its path, `path!member!record`, or a citation of it.
	 * @throws {SearchError} `CITATION_INVALID` if the index does not hold it.
	 */
	async article(name: string): Promise<WholeArticle> {
		return wholeArticle(this.#store, this.#sources, name);
	}

	/**
	 * Articles in the order of their places.
	 *
	 * @param range - How many to pass over, and the most to return; default all.
	 */
	async articles({
		from = 0,
		most = Number.POSITIVE_INFINITY,
	}: {
		from?: number;
		most?: number;
	} = {}): Promise<{ articles: ArticleEntry[]; total: number }> {
		return articleEntries(this.#store, { from, most });
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
			yield* verifyAll(this.#store, this.#sources);
			return;
		}
		for (const id of citations) parseCitation(id);
		for (const id of citations) {
			yield verifyCitation(this.#store, this.#sources, id);
		}
	}

	async close(): Promise<void> {
		this.#store.close();
		await this.#loaded.close();
	}
}
