import type { ArticlePlace } from "../types.ts";
import type { Queries } from "./queries.ts";
import { type ArticleKey, placeOf } from "./rows.ts";

/** A short line of an article, to see whether it recurs. */
export interface StagedLine {
	/** Of its outlet and its words; a whole number below 2⁵³. */
	hash: number;
	/** Of what the article tells, the same in reprints of it. */
	context: number;
	/** Whether it was left out of the passages. */
	marked: boolean;
}

// A line that stands in so many articles that tell different things belongs to none of them.
const RECURS = 5;

const ALL_LINES = `(SELECT hash, context FROM staged_lines UNION ALL
	SELECT hash, context FROM lines WHERE article_id NOT IN (SELECT id FROM removed_articles))`;

export function stageLines(
	queries: Queries,
	article: number,
	lines: readonly StagedLine[],
): void {
	for (const { hash, context, marked } of lines) {
		queries.run(
			"INSERT OR IGNORE INTO staged_lines VALUES (:hash, :article, :context, :marked)",
			{ hash, article, context, marked: marked ? 1 : 0 },
		);
	}
}

/** The hashes of those lines of an article that recur, itself counted. */
export function recurring(
	queries: Queries,
	lines: readonly Omit<StagedLine, "marked">[],
): Set<number> {
	const [first] = lines;
	if (!first) return new Set();
	const hashes = queries.column<number>(
		`SELECT hash FROM ${ALL_LINES} WHERE hash IN (SELECT value FROM json_each(?)) AND context != ?
		GROUP BY hash HAVING count(DISTINCT context) >= ?`,
		JSON.stringify(lines.map(({ hash }) => hash)),
		first.context,
		RECURS - 1,
	);
	return new Set(hashes);
}

/** Where lines that recur by now stand unmarked; only lines that are staged are looked at. */
export function unmarked(queries: Queries): ArticlePlace[] {
	const recur = `SELECT hash FROM ${ALL_LINES} WHERE hash IN (SELECT hash FROM staged_lines)
		GROUP BY hash HAVING count(DISTINCT context) >= ${RECURS}`;
	const keys = queries.all<ArticleKey>(
		`SELECT path, member, record FROM staged_articles WHERE id IN
		(SELECT article_id FROM staged_lines WHERE NOT marked AND hash IN (${recur}))
		UNION ALL
		SELECT path, member, record FROM articles WHERE id NOT IN (SELECT id FROM removed_articles) AND id IN
		(SELECT article_id FROM lines WHERE NOT marked AND hash IN (${recur}))`,
	);
	return keys.map(placeOf);
}
