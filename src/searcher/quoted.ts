import { quotesOf } from "../store/quoted.ts";
import type { PassageRow } from "../store/rows.ts";
import type { Quote, Span } from "../types.ts";
import type { IsAsked } from "./asked-speaker.ts";

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
 * Who speaks in a sentence; else, in the passage, who is asked about, or the first who speaks.
 *
 * @param sentence - Offsets as those of the quotes; null for none.
 */
export function speakerOf(
	quotes: readonly Quote[],
	sentence: Span | null,
	isAsked: IsAsked | null,
): string | null {
	const asked = (some: readonly Quote[]) =>
		some.find(({ speaker }) => speaker !== null && isAsked?.(speaker));
	const inSentence = quotes.filter(
		({ speaker, start, end }) =>
			sentence &&
			speaker !== null &&
			start < sentence.end &&
			end > sentence.start,
	);
	const quote =
		asked(inSentence) ?? inSentence[0] ?? asked(quotes) ?? quotes[0];
	return quote?.speaker ?? null;
}
