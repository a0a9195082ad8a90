import { quotesOf } from "../store/quoted.ts";
import type { PassageRow } from "../store/rows.ts";
import type { Quote, Span } from "../types.ts";

/** What is said in a passage; offsets into its article. */
export function quotesIn(row: PassageRow): Quote[] {
	return quotesOf(row.quotes).map((quote) => ({
		...quote,
		start: row.start + quote.start,
		end: row.start + quote.end,
	}));
}

/** All who speak and are named, in order, each once. */
export function speakersOf(quotes: readonly Quote[]): string[] {
	const names = quotes.flatMap(({ speaker }) => speaker ?? []);
	return [...new Set(names)];
}

/**
 * Who speaks in a sentence, else in the first quotation.
 *
 * @param sentence - Offsets as those of the quotes; null for none.
 */
export function speakerOf(
	quotes: readonly Quote[],
	sentence: Span | null,
): string | null {
	const inSentence =
		sentence &&
		quotes.find(
			({ speaker, start, end }) =>
				speaker !== null && start < sentence.end && end > sentence.start,
		);
	return (inSentence ?? quotes[0])?.speaker ?? null;
}
