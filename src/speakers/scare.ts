import type { Span } from "../types.ts";

const MAX_SCARE_WORDS = 4;
const SMALL =
	/^(?:a|an|and|at|by|for|from|in|of|on|or|the|to|with|is|my|your|me|it)$/iu;

/** Whether words between quotation marks are what somebody said, and no title, nickname or so-called thing. */
export function isPlainlyQuoted(
	text: string,
	quote: Span & { attributed: boolean; embedded: boolean },
): boolean {
	if (!quote.embedded) return true;
	const words =
		text.slice(quote.start, quote.end).match(/[\p{L}\p{N}][^\s]*/gu) ?? [];
	if (
		words.length < 9 &&
		words.every((word) => /^\p{Lu}/u.test(word) || SMALL.test(word)) &&
		!/[.!?,]["”’'»]$/u.test(text.slice(quote.start, quote.end))
	)
		return false;
	return quote.attributed || words.length > MAX_SCARE_WORDS;
}
