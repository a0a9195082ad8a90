import { groupsOf } from "../duplicates/groups.ts";
import type { Queries } from "./queries.ts";

interface Grouped {
	id: number;
	bands: Buffer;
	/** Id of the first of its group; null for none. */
	first: number | null;
}

/** Notes which articles tell the same story, and which passages say the same, after an update; inside its transaction. */
export function groupCopies(queries: Queries): void {
	const articles = queries.all<Grouped>(
		"SELECT id, bands, story AS first FROM articles ORDER BY id",
	);
	const stories = groupsOf(articles, (id) => told(queries, id), "article");
	for (const { id, first } of changed(articles, stories)) {
		queries.run("UPDATE articles SET story = :first WHERE id = :id", {
			id,
			first,
		});
	}
	const passages = queries.all<Grouped>(
		"SELECT id, bands, copy_of AS first FROM passages ORDER BY id",
	);
	const copies = groupsOf(passages, (id) => said(queries, id), "passage");
	for (const { id, first } of changed(passages, copies)) {
		queries.run("UPDATE passages SET copy_of = :first WHERE id = :id", {
			id,
			first,
		});
	}
}

/** What is in another group than before. */
function* changed(
	items: readonly Grouped[],
	groups: ReadonlyMap<number, number>,
): Generator<{ id: number; first: number | null }> {
	for (const { id, first } of items) {
		const now = groups.get(id) ?? null;
		if (now !== first) yield { id, first: now };
	}
}

/** What an article tells, as its passages have it. */
function told(queries: Queries, id: number): string {
	return queries
		.column<string>(
			'SELECT text FROM passages WHERE article_id = ? ORDER BY "start"',
			id,
		)
		.join("\n");
}

function said(queries: Queries, id: number): string {
	return (
		queries.column<string>("SELECT text FROM passages WHERE id = ?", id)[0] ??
		""
	);
}
