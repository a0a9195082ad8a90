import { stripVTControlCharacters } from "node:util";
import stringWidth from "string-width";
import type { Result } from "../../types.ts";
import { oneLine, placeOf, sayer } from "../render-parts.ts";
import type { Look } from "../terminal.ts";
import { cut, cutStart, plainLine, wrapped } from "./fit.ts";

/** What all entries of a list have in common. */
export interface EntryStyle {
	look: Look;
	/** The question's words. */
	terms: ReadonlySet<string>;
	/** A result that scores less is no answer by itself, and is not to look like one. */
	threshold: number;
	columns: number;
	toAbsolute: (path: string) => string;
}

const NONE: ReadonlySet<string> = new Set();
const INDENT = "  ";
const MARKER = "❯ ";
const GAP = "  ";
const DAY_CHARACTERS = 10;

/**
 * A result as lines of a list: the sentence that answers, then where it is from.
 *
 * @param most - Lines that the sentence may take, at least 1; two more may follow.
 */
export function drawEntry(
	result: Result,
	{ selected, most }: { selected: boolean; most: number },
	style: EntryStyle,
): string[] {
	const { look, terms, threshold } = style;
	const columns = style.columns - INDENT.length;
	const weak = result.score < threshold;
	// What is bold ends what is dim.
	const sentence = oneLine(result, weak ? NONE : terms, look);
	const lines = [
		...wrapped(weak ? look.style(["dim"], sentence) : sentence, columns, most),
		...sourceOf(result, columns, style),
	];
	const marker = selected ? look.style(["cyan"], MARKER) : INDENT;
	return lines.map((line, at) => (at === 0 ? marker : INDENT) + line);
}

/** Outlet (of what states none, the headline), day, speaker and score, and the place: beside them where there is room, else below. */
function sourceOf(
	result: Result,
	columns: number,
	{ look, toAbsolute }: EntryStyle,
): string[] {
	const { source, title, published } = result.citation;
	const { alsoIn, became } = result;
	const details = [
		source ?? title,
		published?.slice(0, DAY_CHARACTERS),
		sayer(result),
		alsoIn.length > 0 ? `also in ${alsoIn.length} more` : null,
		result.score.toFixed(2),
	].filter((detail) => detail);
	const about = [
		look.style(["dim"], plainLine(details.join(" · "))),
		became ? look.style(["yellow"], ` · ${became} since`) : "",
	].join("");
	const place = placeOf(result.citation, look, toAbsolute).replaceAll(
		"\t",
		" ",
	);
	const both = about + GAP + place;
	if (stringWidth(both) <= columns) return [both];
	const fitting =
		stringWidth(place) <= columns
			? place
			: look.style(
					["cyan"],
					cutStart(stripVTControlCharacters(place), columns),
				);
	return [cut(about, columns), fitting];
}
