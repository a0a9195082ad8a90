import { type Fused, inOrder, spread } from "./fusion.ts";
import { RERANK } from "./weights.ts";

/** A candidate with what the cross-encoder says of it; null when it did not read it. */
export interface Reranked extends Fused {
	logit: number | null;
}

/** How much the cross-encoder is worth for a question of so many words, in [0, 1]. */
export function rerankShare(words: number): number {
	const [full, none] = RERANK.words;
	return Math.min(1, Math.max(0, spread(words, none, full, 0)));
}

/** The candidates to read again: the first `depth` of the fused order, but few of any one article. */
export function headOf<T extends { articleId: number }>(
	fused: readonly T[],
	depth: number,
): T[] {
	return capped(fused, RERANK.perArticle, depth);
}

/**
 * Orders candidates anew: those that were read again come first, by their fused order and their logit; the
 * rest follow as they were.
 *
 * @param logits - By passage id.
 * @param share - See {@link rerankShare}.
 */
export function reorder(
	fused: readonly Fused[],
	logits: ReadonlyMap<number, number>,
	share: number,
): Reranked[] {
	const head: Reranked[] = [];
	const rest: Reranked[] = [];
	for (const candidate of fused) {
		const logit = logits.get(candidate.id);
		if (logit === undefined) {
			rest.push({ ...candidate, logit: null });
		} else {
			const order = candidate.order + RERANK.logit * share * logit;
			head.push({ ...candidate, order, logit });
		}
	}
	return [...inOrder(head), ...rest];
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
