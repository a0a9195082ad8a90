import { questionTerms, termsOf } from "../keywords.ts";
import type { Lookup } from "../lookup/options.ts";
import type { Span } from "../types.ts";

/** Finds the words of a question in a text. */
export type Matches = (text: string) => Span[];

/** What a search by this question matches; nothing where only the meaning is looked for. */
export function matchesOf(question: string, { mode }: Lookup): Matches {
	const terms = new Set(mode === "semantic" ? [] : questionTerms(question));
	return (text) =>
		terms.size === 0 ? [] : termsOf(text).filter(({ term }) => terms.has(term));
}
