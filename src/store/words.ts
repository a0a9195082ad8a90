import { type Allowed, given, onlyIn } from "./filter.ts";
import type { Queries } from "./queries.ts";

/** A passage that holds words of a question. */
export interface FoundByWords {
	id: number;
	articleId: number;
	/** BM25, above 0. */
	keyword: number;
}

/**
 * The passages with any of the terms, best first.
 *
 * `keyword` is BM25 as SQLite's FTS5 computes it (https://sqlite.org/fts5.html#the_bm25_function),
 * with its sign turned: higher is better.
 *
 * @param terms - As `keywords.ts` gives them: they hold nothing that FTS5 could read as an operator.
 */
export function passagesWith(
	queries: Queries,
	terms: readonly string[],
	top: number,
	allowed: Allowed | null,
): FoundByWords[] {
	if (terms.length === 0) return [];
	return queries.all(
		`SELECT id, article_id AS articleId, -rank AS keyword FROM
		(SELECT rowid AS found, rank FROM keyword_index WHERE keyword_index MATCH ? ${
			allowed === null
				? ""
				: `AND +rowid IN (SELECT id FROM passages WHERE true ${onlyIn(allowed)})`
		} ORDER BY rank LIMIT ?) JOIN passages ON id = found`,
		anyOf(terms),
		...given(allowed),
		top,
	);
}

/** BM25 of whole articles, by id; those without any of the terms are left out. */
export function articlesWith(
	queries: Queries,
	terms: readonly string[],
	articleIds: readonly number[],
): Map<number, number> {
	if (terms.length === 0 || articleIds.length === 0) return new Map();
	const rows = queries.all<{ id: number; keyword: number }>(
		`SELECT rowid AS id, -bm25(article_index) AS keyword FROM article_index
		WHERE article_index MATCH ? AND +rowid IN (SELECT value FROM json_each(?))`,
		anyOf(terms),
		JSON.stringify(articleIds),
	);
	return new Map(rows.map(({ id, keyword }) => [id, keyword]));
}

/** The terms of all articles that begin with the same letters. */
export function termsFrom(queries: Queries, prefix: string): string[] {
	return queries.column(
		"SELECT term FROM keyword_terms WHERE term >= ? AND term < ?",
		prefix,
		`${prefix}\u{10ffff}`,
	);
}

/** In how many passages each term stands; terms that stand in none are left out. */
export function frequenciesOf(
	queries: Queries,
	terms: readonly string[],
): Map<string, number> {
	const rows = queries.all<{ term: string; doc: number }>(
		"SELECT term, doc FROM keyword_terms WHERE term IN (SELECT value FROM json_each(?))",
		JSON.stringify(terms),
	);
	return new Map(rows.map(({ term, doc }) => [term, doc]));
}

/** An FTS5 query; the terms hold nothing that it could read as an operator. */
function anyOf(terms: readonly string[]): string {
	return terms.map((term) => `"${term}"`).join(" OR ");
}
