import type { Excerpt, Highlight, Span } from "../types.ts";
import { type Html, html } from "./html.ts";
import type { Matches } from "./matches.ts";
import { markedWords, words } from "./words.ts";

/** Lines of an article with their numbers, and the passage in it marked; `#passage` is the line it begins on. */
export function numberedLines(
	lines: Excerpt["lines"],
	excerpt: Excerpt,
	highlight: Highlight | null,
	matches: Matches,
): Html {
	const answer = answerIn(excerpt, highlight);
	const offsets = offsetsByLine(excerpt);
	const first = lines.find(({ cited }) => cited);
	return html`<ol class="lines">${lines.map((line) => {
		const { number, cited } = line;
		if (!cited) {
			return html`<li value="${number}" dir="auto">${words(line.text)}</li>`;
		}
		const text = line.text.slice(cited.start, cited.end);
		const offset = offsets.get(number) ?? 0;
		const marked = markedWords(
			text,
			answer && { start: answer.start - offset, end: answer.end - offset },
			matches(text),
		);
		return html`<li value="${number}" dir="auto"${line === first ? html` id="passage"` : ""} class="cited">${words(line.text.slice(0, cited.start))}<mark class="passage">${marked}</mark>${words(line.text.slice(cited.end))}</li>`;
	})}</ol>`;
}

/** Where the sentence that answers stands in the words of the passage; null where none is known. */
export function answerIn(
	{ citation }: Excerpt,
	highlight: Highlight | null,
): Span | null {
	return (
		highlight && {
			start: highlight.start - citation.start,
			end: highlight.end - citation.start,
		}
	);
}

/** Where in the words of the passage each of its lines begins. */
function offsetsByLine({ citation, text }: Excerpt): Map<number, number> {
	const offsets = new Map<number, number>();
	let offset = 0;
	for (const [at, line] of text.split("\n").entries()) {
		offsets.set(citation.lineStart + at, offset);
		offset += line.length + 1;
	}
	return offsets;
}
