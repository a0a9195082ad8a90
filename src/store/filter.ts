import type { Parameter, Queries } from "./queries.ts";

/** Which passages may be found. Null in a field: all. */
export interface Allowed {
	articles: readonly number[] | null;
	passages: readonly number[] | null;
}

/** What an article must state; without a value it does not matter. */
export interface Stating {
	/** First and last day, `YYYY-MM-DD`, inclusive. */
	since?: string | undefined;
	until?: string | undefined;
	/** Any of the values of a column. */
	source?: readonly string[] | undefined;
	author?: readonly string[] | undefined;
	language?: readonly string[] | undefined;
}

/** A condition on passages, to be put behind another. */
export function onlyIn(allowed: Allowed | null): string {
	const articles = allowed?.articles
		? "AND article_id IN (SELECT value FROM json_each(?))"
		: "";
	const passages = allowed?.passages
		? "AND id IN (SELECT value FROM json_each(?))"
		: "";
	return `${articles} ${passages}`;
}

/** The parameters of {@link onlyIn}. */
export function given(allowed: Allowed | null): string[] {
	return [allowed?.articles, allowed?.passages].flatMap((ids) =>
		ids ? [JSON.stringify(ids)] : [],
	);
}

/** All values that any article states. */
export function valuesOf(
	queries: Queries,
	column: "source" | "author" | "language",
): string[] {
	return queries.column(
		`SELECT DISTINCT ${column} FROM articles WHERE ${column} IS NOT NULL`,
	);
}

/** Ids of the articles that state all of this. */
export function articlesStating(queries: Queries, stating: Stating): number[] {
	const conditions: string[] = [];
	const parameters: Parameter[] = [];
	const where = (condition: string, parameter: Parameter) => {
		conditions.push(condition);
		parameters.push(parameter);
	};
	if (stating.since !== undefined) where("day >= ?", stating.since);
	if (stating.until !== undefined) where("day <= ?", stating.until);
	for (const column of ["source", "author", "language"] as const) {
		const values = stating[column];
		if (values === undefined) continue;
		where(
			`${column} IN (SELECT value FROM json_each(?))`,
			JSON.stringify(values),
		);
	}
	return queries.column(
		`SELECT id FROM articles WHERE ${conditions.join(" AND ") || "true"}`,
		...parameters,
	);
}

/** The names of all who speak. */
export function speakers(queries: Queries): string[] {
	return queries.column("SELECT DISTINCT name FROM speakers");
}

/** Ids of the passages in which any of these speaks. */
export function passagesOfSpeakers(
	queries: Queries,
	names: readonly string[],
): number[] {
	return queries.column(
		"SELECT DISTINCT passage_id FROM speakers WHERE name IN (SELECT value FROM json_each(?))",
		JSON.stringify(names),
	);
}
