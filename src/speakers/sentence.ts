import type { Span } from "../types.ts";
import { type Phrase, phrasesIn } from "./phrases.ts";
import type { Quotation } from "./quotations.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** A sentence taken apart. */
export interface Sentence extends Span {
	tokens: Token[];
	/** Those of its tokens that are quotations, in order. */
	quotations: readonly Quotation[];
	phrases: Phrase[];
	/** The phrase that begins with a token, by the token's index; and the one that ends before it. */
	starting: ReadonlyMap<number, Phrase>;
	ending: ReadonlyMap<number, Phrase>;
}

/** @param quotations - Those that stand in the sentence, in order. */
export function readSentence(
	text: string,
	span: Span,
	quotations: readonly Quotation[],
): Sentence {
	const tokens = tokensOf(text, span, quotations);
	const phrases = phrasesIn(text, tokens);
	return {
		start: span.start,
		end: span.end,
		tokens,
		quotations,
		phrases,
		starting: new Map(phrases.map((phrase) => [phrase.from, phrase])),
		ending: new Map(phrases.map((phrase) => [phrase.to, phrase])),
	};
}
