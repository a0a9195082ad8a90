import { type Cited, oneLine, sourceOf, stated } from "./cited.ts";

// BibTeX counts braces even behind a backslash, so none of the text's own may be left.
const ESCAPED: Readonly<Record<string, string>> = {
	"\\": "\\textbackslash{}",
	"{": "\\textbraceleft{}",
	"}": "\\textbraceright{}",
	"~": "\\textasciitilde{}",
	"^": "\\textasciicircum{}",
	"`": "\\textasciigrave{}",
	"<": "\\textless{}",
	">": "\\textgreater{}",
	"|": "\\textbar{}",
	// TeX would make one dash of two.
	"-": "-{}",
};
const SPECIAL = /[\\{}~^`<>|$&%#_]|-(?=-)/gu;
const NAME_WIDTH = 12;

/**
 * An entry of a bibliography, as biblatex and Biber read it: `@online` for what has an address, else `@misc`.
 *
 * The key is the citation, with a hyphen for what a key cannot hold, so that a passage always has the same. Names
 * and titles stand as they are printed: in braces of their own, which keep them from being taken apart or set in
 * lower case. `annotation` holds the words; TeX prints them as they are, but for their line breaks.
 */
export function bibtex({ citation, text }: Cited): string {
	const { speaker, outlet, title, day, url, file, place, id } =
		sourceOf(citation);
	const author = stated(citation.author);
	const note = [place, speaker && `speaking: ${speaker}`, id];
	const fields: [string, string | null][] = [
		["author", author && `{${escapeTex(author)}}`],
		["title", `{${escapeTex(title ?? file)}}`],
		["organization", outlet && `{${escapeTex(outlet)}}`],
		["date", day],
		// Not escaped: biblatex reads an address letter by letter.
		["url", url],
		["note", escapeTex(note.filter((part) => part).join("; "))],
		["annotation", escapeTex(text)],
	];
	const lines = fields.flatMap(([name, value]) =>
		value === null ? [] : [`  ${name.padEnd(NAME_WIDTH)} = {${value}},\n`],
	);
	return `@${url ? "online" : "misc"}{${keyOf(id)},\n${lines.join("")}}`;
}

/** Text on one line that TeX prints as it is. */
export function escapeTex(text: string): string {
	return oneLine(text).replace(SPECIAL, (sign) => ESCAPED[sign] ?? `\\${sign}`);
}

function keyOf(id: string): string {
	return id.replace(/[^A-Za-z0-9._/]+/gu, "-").replace(/^[^A-Za-z0-9]+/u, "");
}
