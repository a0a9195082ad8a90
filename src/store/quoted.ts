import type { Quote } from "../types.ts";

const KINDS = ["direct", "reported"] as const;

/** What is said in a passage, by its places in it, as it is stored: JSON of `[start, end, kind, speaker]` each. */
export function storedQuotes(quotes: readonly Quote[]): string {
	return JSON.stringify(
		quotes.map(({ start, end, kind, speaker }) => [
			start,
			end,
			KINDS.indexOf(kind),
			speaker,
		]),
	);
}

export function quotesOf(stored: string): Quote[] {
	const quotes: [number, number, number, string | null][] = JSON.parse(stored);
	return quotes.map(([start, end, kind, speaker]) => ({
		start,
		end,
		kind: KINDS[kind] ?? "direct",
		speaker,
	}));
}
