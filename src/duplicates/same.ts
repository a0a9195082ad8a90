import { inOrder } from "./in-order.ts";
import { runsOf, type Shingles, similarity } from "./shingles.ts";
import { wordsOf } from "./words.ts";

/** What an article is compared by. */
export interface Wording {
	words: Int32Array;
	shingles: Shingles;
}

// An edited word or a cut clause stays above it; another passage on the same matter stays far below.
const SAME_PASSAGE = 0.7;
// An update stays above it; stories of two days that share their background paragraphs stay below.
const SAME_ARTICLE = 0.5;
// A story that was cut to its first paragraphs, or has every fifth word changed, shares few shingles with the original,
// but keeps the order of its words. Paragraphs in common do not come to it.
const SAME_ORDER = 0.7;
// With fewer shingles in common the order is not worth looking at: that takes longer.
const MAY_BE_SAME = 0.2;
// In fewer words than these a few changed ones make another story: who won, by how much.
const SHORT = 50;
const SAME_SHORT = 0.8;

export function wordingOf(text: string): Wording {
	const words = wordsOf(text);
	return { words, shingles: new Set(runsOf(words)) };
}

/** Whether two passages say the same in the same words, but for a word or a clause here and there. */
export function samePassage(a: Shingles, b: Shingles): boolean {
	return similarity(a, b) >= SAME_PASSAGE;
}

/** Whether two articles are the same text, or one is the other edited, updated, or cut from its end. */
export function sameArticle(a: Wording, b: Wording): boolean {
	const likeness = similarity(a.shingles, b.shingles);
	if (Math.min(a.words.length, b.words.length) < SHORT) {
		return likeness >= SAME_SHORT;
	}
	if (likeness >= SAME_ARTICLE) return true;
	return likeness >= MAY_BE_SAME && inOrder(a.words, b.words) >= SAME_ORDER;
}
