import type { Queries } from "./queries.ts";
import { type StagedLine, stageLines } from "./recurring.ts";
import { COLUMNS } from "./schema.ts";
import {
	type SealedArticle,
	type SealedPassage,
	sealOf,
	sealOfArticle,
	sealOfPassage,
} from "./seal.ts";

export interface StagedPassage extends SealedPassage {
	/** SHA-256 of model and embedded text. */
	key: Buffer;
	embeddedText: string;
	/** See `duplicates/signature.ts`. */
	bands: Buffer;
	titleTerms: string;
	textTerms: string;
}

export interface StagedArticle extends SealedArticle {
	/** What was extracted; null where the file itself is the text. */
	text: string | null;
	/** See `duplicates/signature.ts`. */
	bands: Buffer;
	passages: StagedPassage[];
	lines: StagedLine[];
}

/** Puts an article into the staging tables, in place of what stood in its place there or will be replaced by it. */
export function stageArticle(queries: Queries, article: StagedArticle): void {
	const { passages, lines, ...columns } = article;
	const { path, member, record } = article;
	const [staged] = queries.column<number>(
		"SELECT id FROM staged_articles WHERE path = ? AND member = ? AND record = ?",
		path,
		member,
		record,
	);
	// Hardly ever: only where a later article showed that a line of this one recurs.
	if (staged !== undefined) {
		for (const table of ["passages", "lines"]) {
			queries.run(`DELETE FROM staged_${table} WHERE article_id = :staged`, {
				staged,
			});
		}
		queries.run("DELETE FROM staged_articles WHERE id = :staged", { staged });
	}
	queries.run(
		`INSERT OR IGNORE INTO removed_articles SELECT id FROM articles
		WHERE path = :path AND member = :member AND record = :record`,
		{ path, member, record },
	);
	const id = queries.run(
		`INSERT INTO staged_articles (${COLUMNS.article}) VALUES (:path, :member, :record, :sha256, :atStart,
		:atLength, :metadata, :boilerplate, :text, :bands, :seal, :textSeal)`,
		{
			...columns,
			seal: sealOfArticle(article),
			textSeal: article.text === null ? null : sealOf(article.text),
		},
	);
	for (const passage of passages) {
		queries.run(
			`INSERT INTO staged_passages VALUES (NULL, :article, :key, :embeddedText, :titleTerms, :textTerms,
			:start, :end, :byteStart, :byteEnd, :lineStart, :lineEnd, :text, :sentences, :quotes, :bands, :seal)`,
			{ ...passage, article: id, seal: sealOfPassage(passage, article) },
		);
	}
	stageLines(queries, id, lines);
}
