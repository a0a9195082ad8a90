import type { Mode } from "./types.ts";

/** A passage that a lookup found, with the signals that found it. */
export interface Candidate {
	id: number;
	articleId: number;
	/** Cosine in [−1, 1]; null when meaning did not find it. */
	similarity: number | null;
	/** BM25, above 0; null when keywords did not find it. */
	keyword: number | null;
}

export interface Ranked extends Candidate {
	/** Absolute, in [0, 1]. */
	score: number;
}

// Share of meaning in the fused order; the rest is keywords. Of 0.4, 0.5 and 0.6 the best on each of
// three judged collections (nDCG@10 on TIME 0.773, 0.786, 0.783; NewsQA 0.892, 0.894, 0.874;
// MultiHop-RAG 0.811, 0.813, 0.811).
const SEMANTIC_WEIGHT = 0.5;

/**
 * The score below which nothing is an answer, until it is calibrated on the index itself. Fewer
 * signals give lower scores (see {@link scoreOf}), so each mode has its own cut. At 0.4 at most 0.2 %
 * of the questions of TIME, NewsQA and MultiHop-RAG are refused by their own collection, and 66, 35 and
 * 89 % of those of the others.
 */
export const THRESHOLDS: Readonly<Record<Mode, number>> = {
	hybrid: 0.4,
	semantic: 0.3,
	keyword: 0.18,
};

/**
 * Orders candidates, best first, by `(minmax(cosine) + BM25 / max(BM25)) / 2` in hybrid mode
 * and by the one signal in the others; equal ones by rising id.
 *
 * @param ceiling - See {@link keywordCeiling}.
 */
export function rank(
	candidates: readonly Candidate[],
	mode: Mode,
	ceiling: number,
): Ranked[] {
	// In a loop: there can be more candidates than a call takes arguments.
	let [best, worst, bestKeyword] = [-1, 1, 0];
	for (const { similarity, keyword } of candidates) {
		best = Math.max(best, similarity ?? best);
		worst = Math.min(worst, similarity ?? worst);
		bestKeyword = Math.max(bestKeyword, keyword ?? 0);
	}
	const order = ({ similarity, keyword }: Candidate): number => {
		const meaning =
			similarity === null || best === worst
				? Number(similarity !== null)
				: (similarity - worst) / (best - worst);
		const words = bestKeyword === 0 ? 0 : (keyword ?? 0) / bestKeyword;
		if (mode === "semantic") return meaning;
		if (mode === "keyword") return words;
		return SEMANTIC_WEIGHT * meaning + (1 - SEMANTIC_WEIGHT) * words;
	};
	return candidates
		.map((candidate) => ({
			...candidate,
			score: scoreOf(candidate, ceiling),
			order: order(candidate),
		}))
		.sort((a, b) => b.order - a.order || a.id - b.id)
		.map(({ order: _, ...ranked }) => ranked);
}

/**
 * How good a passage is by itself: a fixed function of its signals, in [0, 1], that rises with each of
 * them and does not depend on what else was found: `1 − (1 − cosine) · (1 − BM25 / ceiling)`.
 *
 * @param keywordCeiling - See {@link keywordCeiling}. Against it, BM25 compares between questions and indexes.
 */
export function scoreOf(
	{ similarity, keyword }: Pick<Candidate, "similarity" | "keyword">,
	keywordCeiling: number,
): number {
	const meaning = Math.min(1, Math.max(0, similarity ?? 0));
	const words = keyword === null ? 0 : Math.min(1, keyword / keywordCeiling);
	return 1 - (1 - meaning) * (1 - words);
}

// The saturation of term frequency in FTS5's BM25.
const K1 = 1.2;

/**
 * The BM25 that no passage can exceed: what one would have that repeats every term without end. A
 * passage of average length that holds every term once has 1 / 2.2 of it.
 *
 * @param frequencies - In how many passages each term stands; 0 when left out.
 */
export function keywordCeiling(
	terms: readonly string[],
	frequencies: ReadonlyMap<string, number>,
	passages: number,
): number {
	const idfs = terms.map((term) => {
		const count = frequencies.get(term) ?? 0;
		// FTS5 gives terms that stand in most passages this instead of a negative weight.
		return Math.max(Math.log((passages - count + 0.5) / (count + 0.5)), 1e-6);
	});
	return (K1 + 1) * idfs.reduce((sum, idf) => sum + idf, 0);
}

/** The first `top` of a ranking with at most `perArticle` of any one article. */
export function capped<T extends { articleId: number }>(
	ranked: readonly T[],
	perArticle: number,
	top: number,
): T[] {
	const taken = new Map<number, number>();
	const kept: T[] = [];
	for (const candidate of ranked) {
		if (kept.length === top) break;
		const count = taken.get(candidate.articleId) ?? 0;
		if (count >= perArticle) continue;
		taken.set(candidate.articleId, count + 1);
		kept.push(candidate);
	}
	return kept;
}
