import { Parser } from "htmlparser2";

// Soft hyphens, zero-width and directional marks, and controls other than white space. Joiners stay: they are letters'
// own in Persian and in emoji.
const INVISIBLE =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out.
	/[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+/gu;

/** What a browser would begin a tag with, and the value does not end. */
const LESS_THAN = /<(?![/a-z][^<>]*>)/giu;

/** Text as it is printed: every white space one space, nothing that cannot be seen. */
export function collapsed(text: string): string {
	return visible(text).replace(/\s+/gu, " ").trim();
}

/** Preformatted text: its lines are kept, one blank line at most between two. */
export function preformatted(text: string): string {
	const lines = visible(text.replace(/\r\n?/gu, "\n"))
		.split("\n")
		.map((line) => line.trimEnd());
	const kept = lines.filter(
		(line, index) => line !== "" || lines[index - 1] !== "",
	);
	if (kept[0] === "") kept.shift();
	return kept.join("\n").trimEnd();
}

/** The text of a value that holds markup or entities, as many values of metadata do. */
export function unmarked(value: string): string {
	if (!/[<&]/u.test(value)) return value;
	const texts: string[] = [];
	const parser = new Parser({ ontext: (text) => texts.push(text) });
	parser.end(value.replace(LESS_THAN, "&lt;"));
	return texts.join("");
}

function visible(text: string): string {
	return text.replace(INVISIBLE, "");
}
