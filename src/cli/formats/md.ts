import { oneLine, sourceOf } from "../../references/cited.ts";
import {
	codeSpan,
	escapeMarkdown,
	markdown,
} from "../../references/markdown.ts";
import type { Result } from "../../types.ts";
import { type Formatter, verbatim } from "./format.ts";

/** A document: the question as its heading, below it each passage with its source. */
export const md: Formatter = ({ question, results }, { look }) => {
	if (results.length === 0) return "";
	const document = [headingOf(question), ...results.flatMap(paragraphsOf)];
	return verbatim(`${document.join("\n\n")}\n`, look);
};

function headingOf(question: string): string {
	// Number signs at its end would be taken for the heading's own.
	return `# ${escapeMarkdown(oneLine(question)).replace(/(?<!\\)#$/u, "\\#")}`;
}

function paragraphsOf(result: Result): string[] {
	const { became, alsoIn } = result;
	const others = alsoIn.map((citation) => codeSpan(sourceOf(citation).id));
	return [
		markdown(result),
		...(became ? [`*The source has ${became} since it was indexed.*`] : []),
		...(others.length > 0 ? [`Also in ${others.join(", ")}`] : []),
	];
}
