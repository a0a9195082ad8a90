import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";
import { escapeLine } from "../escape.ts";

/** Text as it may stand on a line whose columns are counted: what is unsafe is spelled out, a tab is a blank. */
export function plainLine(text: string): string {
	return escapeLine(text).replaceAll("\t", " ");
}

/** Wraps styled text of one line into lines of at most so many columns; of too many the last ends in “…”. */
export function wrapped(text: string, width: number, most: number): string[] {
	const lines = wrapAnsi(text, width, { hard: true }).split("\n");
	if (lines.length <= most) return lines;
	const last = cut(`${lines[most - 1]} …`, width);
	return [...lines.slice(0, most - 1), last];
}

/** Cuts styled text of one line at its end, to at most so many columns. */
export function cut(text: string, width: number): string {
	if (stringWidth(text) <= width) return text;
	return `${firstColumns(text, width - 1)}…`;
}

/** Cuts plain text of one line at its beginning, to at most so many columns. */
export function cutStart(text: string, width: number): string {
	if (stringWidth(text) <= width) return text;
	return `…${lastColumns(text, width - 1)}`;
}

/**
 * The part of a line of plain text that is seen in so many columns, with the cursor in it, and some of what follows.
 */
export function windowOn(
	text: string,
	cursor: number,
	width: number,
): { text: string; column: number } {
	const after = text.slice(cursor);
	const ahead = Math.min(stringWidth(after), Math.floor(width / 4));
	const before = lastColumns(text.slice(0, cursor), width - ahead);
	const column = stringWidth(before);
	return { text: before + firstColumns(after, width - column), column };
}

function firstColumns(text: string, width: number): string {
	if (width <= 0) return "";
	const [first = ""] = wrapAnsi(text, width, {
		hard: true,
		wordWrap: false,
		trim: false,
	}).split("\n");
	return first;
}

function lastColumns(text: string, width: number): string {
	let kept = "";
	const characters = [...new Intl.Segmenter().segment(text)].reverse();
	for (const { segment } of characters) {
		if (stringWidth(segment + kept) > width) break;
		kept = segment + kept;
	}
	return kept;
}
