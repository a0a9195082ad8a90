import { endsSentence, runsOn, wrappedWidth } from "../../lines.ts";
import type { Span } from "../../types.ts";

/** A line that is not blank. */
export interface Line {
	/** Its beginning, as long as a byline or dateline can be, without Markdown's emphasis, links and heading marks. */
	text: string;
	/** Its end, likewise. */
	ending: string;
	/** Without the line break. */
	span: Span;
	/** Whether it is a sentence of the article or more. */
	prose: boolean;
	/** Whether a paragraph may begin with it. */
	opens: boolean;
	/** Whether it is no part of a wrapped paragraph. */
	alone: boolean;
}

const MAX_LINES_AT_START = 12;
const MAX_LINES_AT_END = 6;
const MAX_CHARACTERS_AT_START = 6000;
const MAX_CHARACTERS_AT_END = 3000;
const MAX_CHARACTERS_OF_LINE = 240;
const MIN_CHARACTERS_OF_PROSE = 80;

/** The first lines of a body. */
export function linesAtStart(text: string, body: Span): Line[] {
	const end = Math.min(body.end, body.start + MAX_CHARACTERS_AT_START);
	return linesOf(text, { start: body.start, end }, 0, MAX_LINES_AT_START);
}

/** The last lines of a body. */
export function linesAtEnd(text: string, body: Span): Line[] {
	const start = Math.max(body.start, body.end - MAX_CHARACTERS_AT_END);
	return linesOf(text, { start, end: body.end }, -MAX_LINES_AT_END);
}

function linesOf(
	text: string,
	{ start, end }: Span,
	...slice: [number, number?]
): Line[] {
	const all = text.slice(start, end).split("\n");
	const width = wrappedWidth(all);
	let at = start;
	return all
		.map((raw, index) => {
			const line = { raw, index, start: at };
			at += raw.length + 1;
			return line;
		})
		.filter(({ raw }) => raw.trim() !== "")
		.slice(...slice)
		.map(({ raw, index, start: from }) => {
			const trimmed = raw.trim();
			const first = from + raw.indexOf(trimmed);
			const [before, after] = [all[index - 1] ?? "", all[index + 1] ?? ""];
			return {
				text: plain(trimmed.slice(0, MAX_CHARACTERS_OF_LINE)),
				ending: plain(trimmed.slice(-MAX_CHARACTERS_OF_LINE)),
				span: { start: first, end: first + trimmed.length },
				prose: trimmed.length >= MIN_CHARACTERS_OF_PROSE,
				opens: !goesOn(before.trim(), trimmed, width),
				alone:
					!(
						goesOn(before.trim(), trimmed, width) && /^\p{Ll}/u.test(trimmed)
					) && !/^\s*\p{Ll}/u.test(after),
			};
		});
}

/** Whether a sentence goes on from one line in the next. */
function goesOn(line: string, next: string, width: number | null): boolean {
	return (
		line !== "" &&
		width !== null &&
		runsOn(line, next, width) &&
		!endsSentence(line)
	);
}

function plain(line: string): string {
	return line
		.replace(/\[([^[\]]*)\]\([^()]*\)/gu, "$1")
		.replace(/\*\*|__|^[#>*_\s]+|[*_]+$/gu, "")
		.replace(/\s+/gu, " ")
		.trim();
}
