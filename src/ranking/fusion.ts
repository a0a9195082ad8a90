import type { Mode } from "../types.ts";
import { ARTICLE, FUSION } from "./weights.ts";

/** A passage that a lookup found, with the signals that found it. */
export interface Candidate {
	id: number;
	articleId: number;
	/** Cosine in [−1, 1]; null when meaning did not find it. */
	similarity: number | null;
	/** BM25, above 0; null when keywords did not find it. */
	keyword: number | null;
	/** BM25 of the whole article, at least 0. */
	article: number;
}

/** A candidate and what it is ordered by; only compares within one lookup. */
export interface Fused extends Candidate {
	order: number;
}

/**
 * Orders candidates, best first, equal ones by rising id: in hybrid mode by a weighted sum of the cosine
 * (spread over its range), the passage's BM25 and its article's (each over its maximum), in the others by
 * the one signal.
 *
 * @param passagesPerArticle - On average, in the index: decides how much the article counts.
 */
export function fuse(
	candidates: readonly Candidate[],
	mode: Mode,
	passagesPerArticle: number,
): Fused[] {
	// In a loop: there can be more candidates than a call takes arguments.
	let [best, worst, bestKeyword, bestArticle] = [-1, 1, 0, 0];
	for (const { similarity, keyword, article } of candidates) {
		best = Math.max(best, similarity ?? best);
		worst = Math.min(worst, similarity ?? worst);
		bestKeyword = Math.max(bestKeyword, keyword ?? 0);
		bestArticle = Math.max(bestArticle, article);
	}
	const articleWeight = FUSION.article * articleShare(passagesPerArticle);
	const order = ({ similarity, keyword, article }: Candidate): number => {
		const meaning =
			similarity === null ? 0 : spread(similarity, worst, best, 1);
		const words = bestKeyword === 0 ? 0 : (keyword ?? 0) / bestKeyword;
		if (mode === "semantic") return meaning;
		if (mode === "keyword") return words;
		const whole = bestArticle === 0 ? 0 : article / bestArticle;
		return (
			FUSION.semantic * meaning + FUSION.keyword * words + articleWeight * whole
		);
	};
	return inOrder(
		candidates.map((candidate) => ({ ...candidate, order: order(candidate) })),
	);
}

/** How much an article's BM25 counts, in [0, 1]: none where an article is hardly more than a passage. */
export function articleShare(passagesPerArticle: number): number {
	return Math.min(1, Math.max(0, spread(passagesPerArticle, ...ARTICLE, 0)));
}

/** Best first; equal ones by rising id. */
export function inOrder<T extends { id: number; order: number }>(
	candidates: readonly T[],
): T[] {
	return [...candidates].sort((a, b) => b.order - a.order || a.id - b.id);
}

/** Where `value` lies between `low` (0) and `high` (1). */
export function spread(
	value: number,
	low: number,
	high: number,
	ifSame: number,
): number {
	return low === high ? ifSame : (value - low) / (high - low);
}
