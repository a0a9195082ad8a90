// Longer than any headline that news agencies send; a longer first line is a paragraph.
const MAX_CHARACTERS = 160;
const MAX_WORDS = 25;
// Text is wrapped at 60 to 80 columns as a rule; a paragraph of news is longer than this.
const MAX_WRAPPED_WIDTH = 120;
// What ends a sentence or leads into what follows, closing quotes and brackets behind it included.
const ENDS_SENTENCE = /[.:;,…。．！!](?:["'”’»)\]]|\s)*$/u;

/**
 * The first line of a text where that is a headline and not a sentence, else null.
 *
 * A headline is short, has a letter, does not end as a sentence does (a question mark is allowed) and
 * has a paragraph of its own: a line that runs on in the next one was only wrapped there.
 */
export function headlineOf(text: string): string | null {
	const lines = text.trimStart().split("\n");
	const first = lines[0]?.trim() ?? "";
	if (
		first.length > MAX_CHARACTERS ||
		first.split(/\s+/u).length > MAX_WORDS ||
		!/\p{L}/u.test(first) ||
		ENDS_SENTENCE.test(first) ||
		lines.slice(1).every((line) => line.trim() === "") ||
		runsOn(lines)
	) {
		return null;
	}
	return first;
}

/** Whether the first line was broken only because the next word did not fit into the width. */
function runsOn(lines: readonly string[]): boolean {
	const next = lines[1]?.trim() ?? "";
	if (/^\p{Ll}/u.test(next)) return true;
	const width = lines.reduce((most, line) => Math.max(most, line.length), 0);
	const firstWord = next.split(/\s/u, 1)[0] ?? "";
	return (
		next !== "" &&
		width <= MAX_WRAPPED_WIDTH &&
		(lines[0]?.trim().length ?? 0) + 1 + firstWord.length > width
	);
}
