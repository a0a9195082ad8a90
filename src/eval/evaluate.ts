import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { SearchError } from "../errors.ts";
import { buildFromRecords } from "../indexer/records.ts";
import { createEmbedder } from "../models/embedder.ts";
import { type CheckedOptions, checkOptions } from "../searcher/options.ts";
import { openIndex, type SearchIndex } from "../searcher/searcher.ts";
import { settingsFor } from "../settings.ts";
import { difference } from "../store/settings.ts";
import { Store } from "../store/store.ts";
import type { Embedder, EvalReport, Progress, Reranker } from "../types.ts";
import {
	collectionFiles,
	digestOf,
	halfOf,
	type Qrels,
	type Query,
	readDocuments,
	readQrels,
	readQueries,
} from "./collection.ts";
import {
	type Judgements,
	type Observation,
	observe,
	summarise,
} from "./summary.ts";

export interface EvalOptions {
	/** A folder with `corpus.jsonl`, `queries.jsonl` and `qrels.tsv`, as BEIR lays them out. */
	folder: string;
	/** Where indexes of collections are kept, one a content; made if it is not there. */
	cache: string;
	/** Another file of relevance: a path, else a name in the folder. */
	qrels?: string | undefined;
	/** Only the first so many judged questions (of the half). */
	limit?: number | undefined;
	/** Only the questions whose id has an even (`a`) or odd (`b`) SHA-256. */
	half?: "a" | "b" | undefined;
	/**
	 * Whether to ask what cannot be answered, and count what is refused: `true` for the questions that are
	 * not judged, else another file of questions.
	 */
	nulls?: string | true | undefined;
	/** Passages that the cross-encoder reads again, from 1; default 5. */
	rerank?: number | undefined;
	/** In place of the bundled models; closed by the caller. */
	embedder?: Embedder | undefined;
	reranker?: Reranker | null | undefined;
	signal?: AbortSignal | undefined;
	onProgress?: ((progress: Progress) => void) | undefined;
}

/**
 * Measures retrieval over a judged collection, in every mode side by side.
 *
 * Documents are ranked by their best passage. Nothing touches the ranking but the mode: no threshold, no
 * folding, no cap on the passages of an article.
 *
 * @throws {SearchError} `USAGE` if the folder is no such collection, and what building and asking throw.
 */
export async function evaluate(options: EvalOptions): Promise<EvalReport> {
	const { folder, signal, onProgress = () => {} } = options;
	const files = collectionFiles(folder, options.qrels);
	const inHalf = ({ id }: Query) =>
		options.half === undefined || halfOf(id) === options.half;
	const qrels = await readQrels(files.qrels);
	const queries = (await readQueries(files.queries)).filter(inHalf);
	const judged = queries
		.filter(({ id }) => isJudged(id, qrels))
		.slice(0, options.limit);
	if (judged.length === 0) {
		throw new SearchError(
			"USAGE",
			`no question of ${files.queries} is judged in ${files.qrels}`,
			"name the file of relevance that belongs to the questions: --qrels FILE",
		);
	}
	const nulls = await nullQueries(options, queries, qrels, inHalf);

	const embedder = options.embedder ?? (await createEmbedder());
	try {
		const run = { signal, onProgress };
		const index = await indexOf(files.corpus, options.cache, embedder, run);
		const opened = await openIndex({
			index,
			embedder,
			reranker: options.reranker,
		});
		try {
			const { documents, ...size } = contentsOf(index);
			return {
				documents: documents.size,
				...size,
				questions: judged.length,
				...(await askAll(opened, judged, nulls, { qrels, documents }, options)),
			};
		} finally {
			await opened.close();
		}
	} finally {
		if (!options.embedder) await embedder.close();
	}
}

/** Whether any document is relevant to a question. */
function isJudged(id: string, qrels: Qrels): boolean {
	return [...(qrels.get(id)?.values() ?? [])].some((grade) => grade > 0);
}

async function nullQueries(
	{ nulls }: EvalOptions,
	queries: readonly Query[],
	qrels: Qrels,
	inHalf: (query: Query) => boolean,
): Promise<Query[]> {
	if (nulls === undefined) return [];
	return nulls === true
		? queries.filter(({ id }) => !qrels.has(id))
		: (await readQueries(nulls)).filter(inHalf);
}

/** The index of a corpus, built unless it is there already: its folder is named by the corpus's content. */
async function indexOf(
	corpus: string,
	cache: string,
	embedder: Embedder,
	run: { signal: AbortSignal | undefined; onProgress: (p: Progress) => void },
): Promise<string> {
	const dir = join(cache, (await digestOf(corpus)).slice(0, 16));
	if (!isBuilt(dir, embedder)) {
		mkdirSync(cache, { recursive: true });
		await buildFromRecords(dir, readDocuments(corpus), embedder, run);
	}
	return dir;
}

function isBuilt(dir: string, embedder: Embedder): boolean {
	try {
		const store = Store.open(dir);
		try {
			const { settings, unfinished } = store.state();
			return !unfinished && !difference(settings, settingsFor(embedder.model));
		} finally {
			store.close();
		}
	} catch (error) {
		// Whatever is wrong with it, it is built again.
		if (error instanceof SearchError) return false;
		throw error;
	}
}

function contentsOf(
	dir: string,
): Pick<EvalReport, "passages" | "indexBytes"> & Pick<Judgements, "documents"> {
	const store = Store.open(dir);
	try {
		return {
			documents: new Map(store.articles().map(({ id, path }) => [id, path])),
			passages: store.counts().passages,
			indexBytes: store.bytes(),
		};
	} finally {
		store.close();
	}
}

/** Asks every question in every mode. */
async function askAll(
	index: SearchIndex,
	judged: readonly Query[],
	nulls: readonly Query[],
	judgements: Judgements,
	{ rerank, signal, onProgress = () => {} }: EvalOptions,
): Promise<Pick<EvalReport, "modes" | "nulls" | "own">> {
	const asked: [keyof EvalReport["modes"], CheckedOptions][] = [
		["keyword", checkOptions({ mode: "keyword", signal })],
		["semantic", checkOptions({ mode: "semantic", signal })],
		["hybrid", checkOptions({ rerank: 0, signal })],
	];
	if (await index.canRerank()) {
		asked.push(["reranked", checkOptions({ rerank, signal })]);
	}
	const total = asked.length * judged.length + nulls.length;
	let done = 0;
	const ask = async ({ text }: Query, options: CheckedOptions) => {
		const started = performance.now();
		const ranking = await index.rank(text, options);
		const { answered } = await index.present(ranking, options);
		done += 1;
		onProgress({ phase: "ask", done, total });
		return { ranking, answered, ms: performance.now() - started };
	};

	const summaries: Partial<EvalReport["modes"]> = {};
	// The last mode is the default, and decides what is refused.
	let refused = 0;
	for (const [mode, options] of asked) {
		// Loading is no part of a lookup's latency.
		await index.rank(judged[0]?.text ?? "", options);
		const observed: Observation[] = [];
		refused = 0;
		for (const query of judged) {
			const { ranking, answered, ms } = await ask(query, options);
			observed.push(observe(ranking, ms, query, judgements));
			if (!answered) refused += 1;
		}
		summaries[mode] = summarise(observed);
	}
	const byDefault = asked.at(-1)?.[1] ?? checkOptions({ signal });
	let nullsRefused = 0;
	for (const query of nulls) {
		const { answered } = await ask(query, byDefault);
		if (!answered) nullsRefused += 1;
	}
	const { keyword, semantic, hybrid, reranked = null } = summaries;
	if (!keyword || !semantic || !hybrid) throw new Error("a mode was not asked");
	return {
		modes: { keyword, semantic, hybrid, reranked },
		nulls: { asked: nulls.length, refused: nullsRefused },
		own: { asked: judged.length, refused },
	};
}
