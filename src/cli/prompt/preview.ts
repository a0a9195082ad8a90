import { termsOf } from "../../keywords.ts";
import type { Result } from "../../types.ts";
import { answerIn, styleSpans } from "../render-parts.ts";
import type { EntryStyle } from "./entry.ts";
import { cut, plainLine, wrapped } from "./fit.ts";

/**
 * The whole passage of a result below its headline, the sentence that answers bright, and its citation.
 *
 * @param most - Lines that there are.
 */
export function drawPreview(
	result: Result,
	most: number,
	{ look, terms, threshold, columns }: EntryStyle,
): string[] {
	const { citation, text } = result;
	const marked = termsOf(text).filter(({ term }) => terms.has(term));
	const weak = result.score < threshold;
	const bright = weak ? { start: 0, end: 0 } : answerIn(result);
	const passage = styleSpans(text, marked, look, bright).replaceAll("\t", " ");
	const { title } = citation;
	// The first passage of an article often begins with it.
	const heading =
		title === null || text.startsWith(title)
			? []
			: [...wrapped(look.style(["bold"], plainLine(title)), columns, 2), ""];
	const id = ["", look.style(["dim"], cut(plainLine(citation.id), columns))];
	const room = Math.max(most - heading.length - id.length, 1);
	return [...heading, ...wrapped(passage, columns, room), ...id].slice(0, most);
}
