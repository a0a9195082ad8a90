import { pathToFileURL } from "node:url";
import { termsOf } from "../keywords.ts";
import type { Citation, Result, Span } from "../types.ts";
import { escapeLine, escapeUnsafe } from "./escape.ts";
import type { Look } from "./terminal.ts";

/** Where a passage stands: path and lines, a link to the file where the terminal knows links. */
export function placeOf(
	citation: Citation,
	look: Look,
	toAbsolute: (path: string) => string,
): string {
	const { lineStart, lineEnd } = citation;
	const range = lineStart === lineEnd ? "" : `-${lineEnd}`;
	return look.link(
		look.style(["cyan"], escapeLine(lineOf(citation) + range)),
		pathToFileURL(toAbsolute(citation.path)).href,
	);
}

/** The file, what of it, and the line on which a passage begins. */
export function lineOf({ path, member, record, lineStart }: Citation): string {
	return [path, member, record, lineStart]
		.filter((part) => part !== null)
		.join(":");
}

/** The outlets, or else the places, in which the same stands too; null for none. */
export function alsoIn({ alsoIn }: Result): string | null {
	if (alsoIn.length === 0) return null;
	const where = alsoIn.map((citation) => {
		const place = lineOf(citation);
		return citation.source === null ? place : `${citation.source} (${place})`;
	});
	return `also in ${where.join(", ")}`;
}

/** Who says the sentence that answers best; null where nobody is known to. */
export function sayer({ highlight, quotes }: Result): string | null {
	const said = quotes.find(
		({ speaker, start, end }) =>
			highlight &&
			speaker !== null &&
			start < highlight.end &&
			end > highlight.start,
	);
	return said ? `said by ${said.speaker}` : null;
}

/** The sentence that answers best on one line, with the question's words in bold; all of the passage where none is known. */
export function oneLine(
	{ highlight, text }: Result,
	terms: ReadonlySet<string>,
	look: Look,
): string {
	const sentence = (highlight?.text ?? text).replace(/\s+/gu, " ");
	const marked = termsOf(sentence).filter(({ term }) => terms.has(term));
	return styleSpans(sentence, marked, look);
}

/** Where the sentence that answers stands in its passage; the whole passage where none is known. */
export function answerIn({ highlight, citation, text }: Result): Span {
	return highlight
		? {
				start: highlight.start - citation.start,
				end: highlight.end - citation.start,
			}
		: { start: 0, end: text.length };
}

/** Spells out what is unsafe, sets the spans in bold, and dims what lies outside of `bright`. */
export function styleSpans(
	text: string,
	spans: readonly Span[],
	look: Look,
	bright: Span = { start: 0, end: text.length },
): string {
	const part = (start: number, end: number) =>
		styleBold(
			text.slice(start, end),
			spans.map((span) => ({
				start: Math.min(Math.max(span.start, start), end) - start,
				end: Math.min(Math.max(span.end, start), end) - start,
			})),
			look,
		);
	const dim = (styled: string) =>
		styled === "" ? "" : look.style(["dim"], styled);
	return (
		dim(escapeUnsafe(text.slice(0, bright.start))) +
		part(bright.start, bright.end) +
		dim(escapeUnsafe(text.slice(bright.end)))
	);
}

/** Spells out what is unsafe and sets the spans in bold. */
function styleBold(text: string, spans: readonly Span[], look: Look): string {
	let styled = "";
	let offset = 0;
	for (const span of spans) {
		// Words of scripts without spaces are pairs of characters, and overlap.
		const start = Math.max(span.start, offset);
		const end = Math.max(span.end, offset);
		styled += escapeUnsafe(text.slice(offset, start));
		if (end > start) {
			styled += look.style(["bold"], escapeUnsafe(text.slice(start, end)));
		}
		offset = end;
	}
	return styled + escapeUnsafe(text.slice(offset));
}
