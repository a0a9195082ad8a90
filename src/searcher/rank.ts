import { SearchError } from "../errors.ts";
import { termsOf } from "../keywords.ts";
import {
	headOf,
	type Reranked,
	reorder,
	rerankShare,
} from "../ranking/rerank.ts";
import { evidenceOf, scoreOf } from "../ranking/score.ts";
import { settingsFor } from "../settings.ts";
import type { Store } from "../store/store.ts";
import { titled } from "../titled.ts";
import type { Answer, Embedder, Reranker } from "../types.ts";
import { refuseOther } from "./compatible.ts";
import { type Found, find } from "./find.ts";
import type { Loaded } from "./loaded.ts";
import type { CheckedOptions } from "./options.ts";
import type { Asked } from "./vectors.ts";

export interface Scored extends Reranked {
	/** Absolute, in [0, 1]. */
	score: number;
}

/** A question's vector, and what made it. */
export interface Meaning {
	vector: Float32Array;
	embedder: Embedder;
}

/** All that a question finds, in order, and what is known about it. */
export interface Ranking
	extends Pick<Answer, "threshold" | "index" | "warnings"> {
	question: string;
	passages: Scored[];
	/** The one whose score says whether there is an answer. */
	best: Scored | null;
	/** The texts of the first of them, by id. */
	rows: Found["rows"];
	/** How much each word of the question says. */
	weights: Found["weights"];
	/** Who is asked about as one who speaks; null where nobody is. */
	isAsked: Found["isAsked"];
	/** Whether a filter leaves only passages in which they speak. */
	filtered: boolean;
	/** What read the first of them again; null where nothing did. */
	reranker: Reranker | null;
	/** Of the question, and what made it; null where meaning was not looked for. */
	meaning: Meaning | null;
	timings: Omit<Answer["timings"], "loadMs">;
}

/**
 * Ranks the passages of an index for a question.
 *
 * @param asked - What whoever asks has asked before.
 * @throws {SearchError} `USAGE` (blank question), `MODEL_NOT_FOUND`, `MODEL_CORRUPT`,
 *   `INDEX_INCOMPATIBLE`, `INDEX_CORRUPT`.
 */
export async function rank(
	store: Store,
	loaded: Loaded,
	question: string,
	options: CheckedOptions,
	asked: Asked,
): Promise<Ranking> {
	if (question.trim() === "") {
		throw new SearchError(
			"USAGE",
			"the question is blank",
			'ask something: ask "what did Rutte pledge"',
		);
	}
	const share = options.rerank > 0 ? rerankShare(termsOf(question).length) : 0;

	const warnings: string[] = [];
	const { found, meaning, embedMs, searchMs, vectors } = await findIn(
		store,
		loaded,
		question,
		options,
		asked,
		warnings,
	);
	if (!found.anyPassage) warnings.push("nothing matches the filters");

	const started = performance.now();
	const wanted = share > 0 && found.fused.length > 0;
	const loadedReranker = wanted ? await loaded.reranker() : null;
	if (typeof loadedReranker === "string") {
		warnings.push(`no passage was read again: ${loadedReranker}`);
	}
	const reader = typeof loadedReranker === "string" ? null : loadedReranker;
	options.signal?.throwIfAborted();
	const logits = reader
		? await readAgain(reader, question, found, options)
		: new Map<number, number>();
	const passages = reorder(found.fused, logits, share).map((passage) => ({
		...passage,
		score: scoreOf(evidenceOf(passage, found.ceiling)),
	}));
	return {
		question,
		passages,
		rows: found.rows,
		weights: found.weights,
		isAsked: found.isAsked,
		filtered: options.speakers.length > 0,
		reranker: reader,
		meaning,
		threshold: options.minScore ?? found.threshold,
		best: bestOf(passages),
		index: found.index,
		timings: {
			embedMs,
			searchMs,
			rerankMs: performance.now() - started,
			vectors,
		},
		warnings,
	};
}

/** The passage with the best score; where any were read again, only those can say that there is an answer. */
function bestOf(passages: readonly Scored[]): Scored | null {
	const read = passages.filter(({ logit }) => logit !== null);
	return (read.length > 0 ? read : passages).reduce<Scored | null>(
		(best, passage) => (best && best.score >= passage.score ? best : passage),
		null,
	);
}

/** What the cross-encoder says of the first passages, by id. */
async function readAgain(
	reranker: Reranker,
	question: string,
	{ fused, rows }: Found,
	{ rerank, signal }: CheckedOptions,
): Promise<Map<number, number>> {
	const head = headOf(fused, rerank).flatMap(({ id }) => rows.get(id) ?? []);
	const logits = await reranker.score(
		question,
		head.map(({ text, article }) => titled(text, article.title)),
		signal,
	);
	return new Map(head.map(({ id }, at) => [id, logits[at] ?? 0]));
}

/** Embeds the question and looks it up in one generation. */
async function findIn(
	store: Store,
	loaded: Loaded,
	question: string,
	options: CheckedOptions,
	asked: Asked,
	warnings: string[],
): Promise<{
	found: Found;
	meaning: Meaning | null;
	embedMs: number;
	searchMs: number;
	vectors: Answer["timings"]["vectors"];
}> {
	for (;;) {
		options.signal?.throwIfAborted();
		const loading = loaded.vectors(options, asked);
		loading.catch(() => {});
		const meaning = await embed(store, loaded, question, options, warnings);
		const loadedVectors = await loading;
		const { generation, warning } = loadedVectors;
		const started = performance.now();
		// Meanwhile a writer may have committed another generation, even one of another model.
		const found = store.snapshot(() => {
			const now = store.state();
			const model = meaning?.embedder.model ?? now.settings.model;
			const same =
				now.generation === generation &&
				model.fingerprint === now.settings.model.fingerprint;
			const vector = meaning?.vector ?? null;
			return same
				? find(store, question, vector, loadedVectors, options)
				: null;
		});
		if (found) {
			if (meaning && warning) warnings.push(warning);
			const searchMs = performance.now() - started;
			const vectors = meaning ? loadedVectors.how : null;
			return { found, meaning, embedMs: meaning?.ms ?? 0, searchMs, vectors };
		}
	}
}

async function embed(
	store: Store,
	loaded: Loaded,
	question: string,
	{ mode, signal }: CheckedOptions,
	warnings: string[],
): Promise<(Meaning & { ms: number }) | null> {
	if (mode === "keyword") return null;
	const embedder = await loaded.embedder();
	refuseOther(store.state().settings, settingsFor(embedder.model));
	signal?.throwIfAborted();
	const started = performance.now();
	const { maxTokens } = embedder.model;
	const warning = `the question is longer than the model reads: its meaning is taken from its first ${maxTokens} tokens`;
	// No text has more tokens than characters: most need not be counted.
	if (
		question.length > maxTokens - 2 &&
		embedder.countTokens(question) > maxTokens - 2 &&
		!warnings.includes(warning)
	) {
		warnings.push(warning);
	}
	const vector = await embedder.embedQuestion(question);
	return { vector, embedder, ms: performance.now() - started };
}
