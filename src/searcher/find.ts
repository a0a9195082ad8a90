import picomatch from "picomatch";
import { exactSearch } from "../exact.ts";
import type { Graph, Neighbour } from "../hnsw.ts";
import { onlyStopWords, questionTerms, termsOf } from "../keywords.ts";
import {
	type Candidate,
	capped,
	keywordCeiling,
	type Ranked,
	rank,
	THRESHOLDS,
} from "../ranking.ts";
import type { PassageRow, Store } from "../store/store.ts";
import type { Answer } from "../types.ts";
import type { CheckedOptions } from "./options.ts";

/** A passage that is shown. */
export interface Kept {
	candidate: Ranked;
	row: PassageRow;
}

export interface Found
	extends Pick<Answer, "answered" | "threshold" | "bestScore" | "index"> {
	kept: Kept[];
	/** Whether a filter left any article to look at. */
	anyArticle: boolean;
}

// How many passages each way of finding them hands to the ranking. Always as many, so that the best
// five of a hundred are the best five.
const CANDIDATES = 500;

/**
 * Finds and ranks passages in one snapshot of the store.
 *
 * @param vector - Of the question; null to look for keywords only.
 * @param graph - Null for an exact search, as a filter needs one too.
 */
export function find(
	store: Store,
	question: string,
	vector: Float32Array | null,
	graph: Graph | null,
	{ mode, top, perArticle, minScore, all, paths }: CheckedOptions,
): Found {
	const counts = store.counts();
	const articleIds = paths.length > 0 ? matching(store, paths) : null;
	const terms = mode === "semantic" ? [] : questionTerms(question);

	const candidates = new Map<number, Candidate>();
	if (vector) {
		const neighbours =
			graph && articleIds === null
				? graph.search(vector, CANDIDATES)
				: exactSearch(vector, store.vectors(articleIds), CANDIDATES);
		for (const found of passagesOf(store, neighbours, articleIds)) {
			candidates.set(found.id, found);
		}
	}
	for (const found of store.keywordSearch(terms, CANDIDATES, articleIds)) {
		const similarity = candidates.get(found.id)?.similarity ?? null;
		candidates.set(found.id, { ...found, similarity });
	}

	const ceiling = onlyStopWords(termsOf(question))
		? Number.POSITIVE_INFINITY
		: keywordCeiling(terms, store.passageFrequencies(terms), counts.passages);
	const ranked = rank([...candidates.values()], mode, ceiling);
	const threshold = minScore ?? THRESHOLDS[mode];
	const bestScore = ranked.reduce<number | null>(
		(best, { score }) => Math.max(best ?? 0, score),
		null,
	);
	const answered = bestScore !== null && bestScore >= threshold;
	const shown = all ? ranked : ranked.filter(({ score }) => score >= threshold);
	const { generation, settings } = store.state();
	return {
		kept: withRows(store, capped(shown, perArticle, top)),
		anyArticle: articleIds === null || articleIds.length > 0,
		threshold,
		bestScore,
		answered,
		index: { generation, ...counts, model: settings.model.name },
	};
}

/** Ids of the articles whose path matches any of the globs. */
function matching(store: Store, globs: readonly string[]): number[] {
	const matchers = globs.map((glob) =>
		picomatch(glob, { basename: !glob.includes("/"), dot: true }),
	);
	return store
		.articles()
		.filter(({ path }) => matchers.some((matches) => matches(path)))
		.map(({ id }) => id);
}

/** The passages of the embeddings that were found. */
function passagesOf(
	store: Store,
	neighbours: readonly Neighbour[],
	articleIds: readonly number[] | null,
): Candidate[] {
	const similarities = new Map(
		neighbours.map(({ id, similarity }) => [id, similarity]),
	);
	return store
		.passagesByEmbedding([...similarities.keys()], articleIds)
		.map(({ id, articleId, embeddingId }) => ({
			id,
			articleId,
			similarity: similarities.get(embeddingId) ?? null,
			keyword: null,
		}));
}

function withRows(store: Store, ranked: readonly Ranked[]): Kept[] {
	const rows = new Map(
		store.passages(ranked.map(({ id }) => id)).map((row) => [row.id, row]),
	);
	return ranked.flatMap((candidate) => {
		const row = rows.get(candidate.id);
		return row ? [{ candidate, row }] : [];
	});
}
