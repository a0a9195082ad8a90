import type { Direct } from "./direct.ts";

// As many words or fewer are a nickname or a so-called thing where nobody is said to say them.
const MAX_SCARE_WORDS = 4;
// A title has no more words as a rule.
const MAX_TITLE_WORDS = 8;
const CAPITAL = /^\p{Lu}/u;
const SMALL_IN_TITLE = new Set(
	"a an and at by for from in is it me my of on or the to with your".split(" "),
);
const STOPPED = /[.!?,…]["”’'»“]$/u;

/** Whether a quotation is what somebody said, and no title, nickname or so-called thing. */
export function isSaid(
	text: string,
	{ start, end, embedded, attributed }: Direct,
): boolean {
	if (!embedded) return true;
	const quoted = text.slice(start, end);
	const words = quoted.match(/[\p{L}\p{N}]\S*/gu) ?? [];
	const title =
		words.length <= MAX_TITLE_WORDS &&
		!STOPPED.test(quoted) &&
		words.every((word) => CAPITAL.test(word) || SMALL_IN_TITLE.has(word));
	return !title && (attributed || words.length > MAX_SCARE_WORDS);
}
