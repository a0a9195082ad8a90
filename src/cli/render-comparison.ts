import { placeName } from "../citation.ts";
import { groupBy } from "../group-by.ts";
import type { Answer, Citation, Result } from "../types.ts";
import { escapeLine } from "./escape.ts";
import { alsoIn, oneLine, placeOf, sayer } from "./render-parts.ts";
import type { Look } from "./terminal.ts";

// A narrower column breaks every other word, and more of them cannot be compared at a glance.
const LEAST_COLUMNS = 34;
const MOST_SIDE_BY_SIDE = 3;
const GAP = 3;

/**
 * What each article says: its outlet, day and headline above the sentences that answer. Side by side in a terminal
 * that is wide enough, below each other elsewhere.
 */
export function renderComparison(
	{ results }: Answer,
	terms: ReadonlySet<string>,
	look: Look,
	toAbsolute: (path: string) => string,
): string {
	const articles = [
		...groupBy(results, ({ citation }) => placeName(citation)).values(),
	];
	const width = columnWidth(articles.length, look.columns);
	const columns = articles.map((told) =>
		columnOf(told, terms, look, toAbsolute, width),
	);
	if (width === null) {
		return columns.map((lines) => `${lines.join("\n")}\n`).join("\n");
	}
	const perRow = Math.floor(((look.columns ?? 0) + GAP) / (width + GAP));
	const rows: string[] = [];
	for (let at = 0; at < columns.length; at += perRow) {
		rows.push(sideBySide(columns.slice(at, at + perRow), width, look));
	}
	return rows.join("\n");
}

/** Null where columns do not fit side by side. */
function columnWidth(count: number, columns: number | null): number | null {
	if (columns === null || count < 2) return null;
	const fitting = Math.floor((columns + GAP) / (LEAST_COLUMNS + GAP));
	const beside = Math.min(count, fitting, MOST_SIDE_BY_SIDE);
	if (beside < 2) return null;
	return Math.floor((columns - GAP * (beside - 1)) / beside);
}

function columnOf(
	told: readonly Result[],
	terms: ReadonlySet<string>,
	look: Look,
	toAbsolute: (path: string) => string,
	width: number | null,
): string[] {
	const [first] = told;
	if (!first) return [];
	const wrapped = (text: string) => look.wrap(text, 0, width).split("\n");
	return [
		...wrapped(look.style(["bold"], escapeLine(headingOf(first.citation)))),
		...told.flatMap((result) => {
			const details = [sayer(result), alsoIn(result)].filter(
				(detail) => detail !== null,
			);
			return [
				...wrapped(oneLine(result, terms, look)),
				...details.flatMap((detail) =>
					wrapped(look.style(["dim"], escapeLine(detail))),
				),
				...wrapped(placeOf(result.citation, look, toAbsolute)),
			];
		}),
	];
}

function headingOf(citation: Citation): string {
	const { source, published, title } = citation;
	const parts = [source, published?.slice(0, 10), title];
	return parts.filter((part) => part).join(" · ") || placeName(citation);
}

function sideBySide(
	columns: readonly string[][],
	width: number,
	look: Look,
): string {
	const height = Math.max(...columns.map((lines) => lines.length));
	const rows = Array.from({ length: height }, (_, at) =>
		columns
			.map((lines) => look.pad(lines[at] ?? "", width))
			.join(" ".repeat(GAP))
			.trimEnd(),
	);
	return `${rows.join("\n")}\n`;
}
