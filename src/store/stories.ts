import { groupsOf } from "../duplicates/groups.ts";
import type { Queries } from "./queries.ts";

/** Notes which articles tell the same story, after an update; inside its transaction. */
export function groupStories(queries: Queries): void {
	const articles = queries.all<{
		id: number;
		bands: Buffer;
		story: number | null;
	}>("SELECT id, bands, story FROM articles ORDER BY id");
	const groups = groupsOf(articles, (id) => told(queries, id), "article");
	for (const { id, story } of articles) {
		const now = groups.get(id) ?? null;
		if (now === story) continue;
		queries.run("UPDATE articles SET story = :now WHERE id = :id", { now, id });
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
