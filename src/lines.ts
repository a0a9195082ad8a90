// Text is wrapped at 60 to 80 columns as a rule; a paragraph of news is longer than this.
const MAX_WRAPPED_WIDTH = 120;

// A question on a line of its own is a heading as often as not; a quoted one is not.
const ENDS_SENTENCE = /[.!…:;,。！](?:["'”’»)\]])*$|\?["'”’»)\]]+$/u;
const ENDS_WITH_ABBREVIATION = /(?:\p{L}\.){2,}$/u;

/** Whether a line ends as a sentence does, and not as a heading: “… silence from the U.S.” is one. */
export function endsSentence(line: string): boolean {
	return ENDS_SENTENCE.test(line) && !ENDS_WITH_ABBREVIATION.test(line);
}

/**
 * The width that lines were wrapped to: the longest of them; null where too many are longer than any
 * text is wrapped. A few may be: a link cannot be broken.
 */
export function wrappedWidth(lines: readonly string[]): number | null {
	const lengths = lines
		.map((line) => line.length)
		.filter((length) => length > 0);
	const short = lengths.filter((length) => length <= MAX_WRAPPED_WIDTH);
	if (short.length < 0.9 * lengths.length) return null;
	return short.reduce((widest, length) => Math.max(widest, length), 0);
}

/** Whether a line was broken only because the first word of the next did not fit into the width. */
export function runsOn(line: string, next: string, width: number): boolean {
	const firstWord = next.split(/\s/u, 1)[0] ?? "";
	return line.length + 1 + firstWord.length > width;
}
