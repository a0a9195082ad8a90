import { runsOn, wrappedWidth } from "../lines.ts";
import type { Span } from "../types.ts";
import { type Html, html } from "./html.ts";
import type { Matches } from "./matches.ts";
import { markedWords } from "./words.ts";

/** A passage by its paragraphs, the sentence that answers marked, the words that matched in bold. */
export function renderPassage(
	text: string,
	answer: Span | null,
	matches: Matches,
): Html {
	const paragraphs = paragraphsOf(text).map(({ start, end }) => {
		const words = text.slice(start, end);
		const marked = answer && {
			start: answer.start - start,
			end: answer.end - start,
		};
		return html`<p dir="auto">${markedWords(words, marked, matches(words))}</p>`;
	});
	return html`${paragraphs}`;
}

/** Lines that are not blank; those that were only wrapped belong together. */
export function paragraphsOf(text: string): Span[] {
	const lines = text.split("\n");
	const width = wrappedWidth(lines);
	const paragraphs: Span[] = [];
	let offset = 0;
	let goesOn = false;
	for (const [at, line] of lines.entries()) {
		const end = offset + line.length;
		const last = paragraphs.at(-1);
		if (line.trim() === "") {
			goesOn = false;
		} else {
			if (goesOn && last) last.end = end;
			else paragraphs.push({ start: offset, end });
			const next = lines[at + 1] ?? "";
			goesOn = width !== null && runsOn(line, next, width);
		}
		offset = end + 1;
	}
	return paragraphs;
}
