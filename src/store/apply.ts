import type { SkippedFile } from "../types.ts";
import type { Connection } from "./connection.ts";
import { COLUMNS, type State } from "./schema.ts";
import { sealOf } from "./seal.ts";
import type { Settings } from "./settings.ts";

export interface Source {
	path: string;
	kind: "file" | "folder";
}

/** What an update makes of the index, beside the articles that were staged. */
export interface Update {
	settings: Settings;
	map: State["map"];
	modelFolder: string | null;
	weights: State["weights"];
	sources: Source[];
	skipped: SkippedFile[];
	/** Ids of the articles that leave; those staged again leave by themselves. */
	removed: number[];
}

/**
 * Puts what was staged in place; inside a transaction.
 *
 * @returns How many passages came or went.
 */
export function applyUpdate(connection: Connection, update: Update): number {
	const run = (sql: string) => connection.exec(sql);
	const changes = (sql: string) => connection.prepare(sql).run().changes;
	const remove = connection.prepare(
		"INSERT OR IGNORE INTO removed_articles VALUES (?)",
	);
	for (const id of update.removed) remove.run(id);
	const stay = connection
		.prepare(
			"SELECT 1 FROM articles WHERE id NOT IN (SELECT id FROM removed_articles)",
		)
		.get();
	if (stay) {
		run(`DELETE FROM keyword_index WHERE rowid IN
			(SELECT id FROM passages WHERE article_id IN (SELECT id FROM removed_articles))`);
		run(
			"DELETE FROM article_index WHERE rowid IN (SELECT id FROM removed_articles)",
		);
	} else {
		// Faster, and does not mind damage.
		run("INSERT INTO keyword_index (keyword_index) VALUES ('delete-all')");
		run("INSERT INTO article_index (article_index) VALUES ('delete-all')");
	}
	for (const table of ["lines", "speakers"]) {
		const owner = table === "lines" ? "article_id" : "passage_id";
		const removed =
			table === "lines"
				? "SELECT id FROM removed_articles"
				: "SELECT id FROM passages WHERE article_id IN (SELECT id FROM removed_articles)";
		run(`DELETE FROM ${table} WHERE ${owner} IN (${removed})`);
	}
	const gone = changes(
		"DELETE FROM passages WHERE article_id IN (SELECT id FROM removed_articles)",
	);
	run("DELETE FROM articles WHERE id IN (SELECT id FROM removed_articles)");

	// New rows get ids above all old ones: staged ids start from 1.
	const offsetOf = (table: string) =>
		Number(
			connection
				.prepare(`SELECT coalesce(max(id), 0) FROM ${table}`)
				.pluck()
				.get(),
		);
	const article = offsetOf("articles");
	const passage = offsetOf("passages");
	run(`INSERT INTO articles (id, ${COLUMNS.article})
		SELECT ${article} + id, ${COLUMNS.article} FROM staged_articles`);
	run(
		`INSERT INTO lines SELECT hash, ${article} + article_id, context, marked FROM staged_lines`,
	);
	const came =
		changes(`INSERT INTO passages (id, article_id, embedding_id, ${COLUMNS.passage})
		SELECT ${passage} + staged_passages.id, ${article} + article_id, embeddings.id, ${COLUMNS.passage}
		FROM staged_passages JOIN embeddings USING (key) ORDER BY staged_passages.id`);
	run(`INSERT INTO speakers SELECT DISTINCT value ->> 3, passages.id FROM passages, json_each(quotes)
		WHERE passages.id > ${passage} AND value ->> 3 IS NOT NULL`);
	run(`INSERT INTO keyword_index (rowid, title, text)
		SELECT ${passage} + id, title_terms, text_terms FROM staged_passages ORDER BY id`);
	run(`INSERT INTO article_index (rowid, terms)
		SELECT ${article} + article_id, min(title_terms) || ' ' || group_concat(text_terms, ' ')
		FROM staged_passages GROUP BY article_id`);
	run(
		"DELETE FROM embeddings WHERE id NOT IN (SELECT embedding_id FROM passages)",
	);
	replaceFiles(connection);
	replaceSources(connection, update.sources);
	replaceSkipped(connection, update.skipped);
	return gone + came;
}

/** Notes the files that were read whole, and forgets those without articles. */
export function replaceFiles(connection: Connection): void {
	connection.exec(`DELETE FROM files WHERE path IN (SELECT path FROM staged_files);
		INSERT INTO files SELECT path, sha256 FROM staged_files WHERE sha256 IS NOT NULL;
		DELETE FROM files WHERE path NOT IN (SELECT path FROM articles)`);
}

export function replaceSources(
	connection: Connection,
	sources: readonly Source[],
): void {
	connection.exec("DELETE FROM sources");
	const source = connection.prepare(
		"INSERT INTO sources VALUES (:path, :kind, :seal)",
	);
	for (const { path, kind } of sources) {
		source.run({ path, kind, seal: sealOf(path, kind) });
	}
}

export function replaceSkipped(
	connection: Connection,
	skipped: readonly SkippedFile[],
): void {
	connection.exec("DELETE FROM skipped");
	const skip = connection.prepare(
		"INSERT INTO skipped VALUES (:path, :reason)",
	);
	for (const { path, reason } of skipped) skip.run({ path, reason });
}
