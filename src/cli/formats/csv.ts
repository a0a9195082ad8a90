import { stringify } from "csv-stringify/sync";
import type { Result } from "../../types.ts";
import { type Formatter, verbatim } from "./format.ts";

/** What a row holds, in order; the names are those of the header. */
const COLUMNS = {
	rank: ({ rank }) => rank,
	score: ({ score }) => score,
	text: ({ text }) => text,
	answer: ({ highlight }) => highlight?.text,
	speaker: ({ citation }) => citation.speaker,
	source: ({ citation }) => citation.source,
	title: ({ citation }) => citation.title,
	author: ({ citation }) => citation.author,
	published: ({ citation }) => citation.published,
	url: ({ citation }) => citation.url,
	path: ({ citation }) => citation.path,
	member: ({ citation }) => citation.member,
	record: ({ citation }) => citation.record,
	line_start: ({ citation }) => citation.lineStart,
	line_end: ({ citation }) => citation.lineEnd,
	citation: ({ citation }) => citation.id,
	stale: ({ became }) => became,
	also_in: ({ alsoIn }) => alsoIn.map(({ id }) => id).join("\n"),
} as const satisfies Record<
	string,
	(result: Result) => string | number | null | undefined
>;

/**
 * A row a result, under a header; what is not known is empty. Cells hold what the article says, to the letter, also
 * where a spreadsheet would take it for a formula.
 */
export const csv: Formatter = ({ results }, { look }) => {
	const rows = results.map((result) =>
		Object.values(COLUMNS).map((cell) => cell(result)),
	);
	return verbatim(stringify([Object.keys(COLUMNS), ...rows]), look);
};
