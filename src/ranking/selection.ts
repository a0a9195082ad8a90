import { nearIdentical, type Shingles, shinglesOf } from "./duplicates.ts";

// Passages among which copies of those to show are looked for: a copy scores like its original.
const LOOKED_AT = 25;

/** A passage to show, and those that say the same. */
export interface Selected<T> {
	shown: T;
	folded: T[];
}

/**
 * Folds near-identical passages of other articles into the best of them, and keeps at most `perArticle` of
 * any one article, until there are `top`.
 *
 * @param ranked - Best first.
 */
export function select<T extends { articleId: number; text: string }>(
	ranked: readonly T[],
	{ perArticle, top }: { perArticle: number; top: number },
): Selected<T>[] {
	const kept: (Selected<T> & { shingles: Shingles })[] = [];
	const taken = new Map<number, number>();
	for (const [at, passage] of ranked.entries()) {
		if (kept.length >= top && at >= LOOKED_AT) break;
		const shingles = shinglesOf(passage.text);
		const same = kept.find(
			({ shown, shingles: others }) =>
				shown.articleId !== passage.articleId &&
				nearIdentical(others, shingles),
		);
		const count = taken.get(passage.articleId) ?? 0;
		if (same) {
			same.folded.push(passage);
		} else if (kept.length < top && count < perArticle) {
			taken.set(passage.articleId, count + 1);
			kept.push({ shown: passage, folded: [], shingles });
		}
	}
	return grouped(kept);
}

/** Passages of one article side by side, where the best of them stands. */
function grouped<T extends { articleId: number }>(
	kept: readonly Selected<T>[],
): Selected<T>[] {
	const groups = new Map<number, Selected<T>[]>();
	for (const { shown, folded } of kept) {
		const group = groups.get(shown.articleId) ?? [];
		group.push({ shown, folded });
		groups.set(shown.articleId, group);
	}
	return [...groups.values()].flat();
}
