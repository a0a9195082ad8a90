import { samePassage } from "../duplicates/same.ts";
import { overlap, type Shingles, shinglesOf } from "../duplicates/shingles.ts";
import { groupBy } from "../group-by.ts";

// Passages among which copies of those to show are looked for: a copy scores like its original.
const LOOKED_AT = 25;

// Of two articles that tell the same story, passages that share so much of the shorter one say the same.
const SAME_IN_STORY = 0.5;

/** A passage that may be shown. */
export interface Selectable {
	articleId: number;
	/** The first of the articles that tell the same; null where its article is alone. */
	story: number | null;
	/** The first of the passages that say the same; null where it is alone. */
	copyOf: number | null;
	text: string;
}

/** A passage to show, and those that say the same. */
export interface Selected<T> {
	shown: T;
	folded: T[];
}

/**
 * Folds near-identical passages of other articles into the best of them, and keeps at most `perArticle` of
 * any one article, or of articles that tell the same, until there are `top`.
 *
 * @param ranked - Best first.
 */
export function select<T extends Selectable>(
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
				((shown.copyOf !== null && shown.copyOf === passage.copyOf) ||
					samePassage(others, shingles) ||
					(shown.story !== null &&
						shown.story === passage.story &&
						overlap(others, shingles) >= SAME_IN_STORY)),
		);
		const told = passage.story ?? passage.articleId;
		const count = taken.get(told) ?? 0;
		if (same) {
			same.folded.push(passage);
		} else if (kept.length < top && count < perArticle) {
			taken.set(told, count + 1);
			kept.push({ shown: passage, folded: [], shingles });
		}
	}
	return grouped(kept);
}

/** Passages of one article side by side, where the best of them stands. */
function grouped<T extends { articleId: number }>(
	kept: readonly Selected<T>[],
): Selected<T>[] {
	const groups = groupBy(
		kept.map(({ shown, folded }) => ({ shown, folded })),
		({ shown }) => shown.articleId,
	);
	return [...groups.values()].flat();
}
