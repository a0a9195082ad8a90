import type { ArticlePlace, Location, Metadata, Span } from "../types.ts";
import { corrupt } from "./connection.ts";
import type { Parameter, Queries } from "./queries.ts";
import {
	type SealedArticle,
	type SealedPassage,
	sealOfArticle,
	sealOfPassage,
} from "./seal.ts";

/** An article's place as its row has it: "" for no member, 0 for no record. */
export interface ArticleKey {
	path: string;
	member: string;
	record: number;
}

/** An article that is in the index. */
export interface IndexedArticle extends ArticlePlace {
	id: number;
	sha256: string;
}

/** An article with what it says about itself. */
export interface ArticleRow extends IndexedArticle {
	metadata: Metadata;
	title: string | null;
	/** Where a record stands in its file, in bytes. */
	at: { start: number; length: number } | null;
	/** What was left out of its passages. */
	boilerplate: Span[];
	/** Id of the first of the articles that tell the same; null where it is alone. */
	story: number | null;
}

export interface PassageRow extends Location {
	id: number;
	articleId: number;
	article: ArticleRow;
	text: string;
	/** JSON: where its sentences start and end in it, in turn. */
	sentences: string;
	/** See {@link quotesOf} in quoted.ts. */
	quotes: string;
	/** Id of the first of the passages that say the same; null where it is alone. */
	copyOf: number | null;
}

const ARTICLE_COLUMNS = `id, path, member, record, sha256, at_start AS atStart, at_length AS atLength, metadata,
	boilerplate, story, seal`;
const PASSAGE_COLUMNS = `id, article_id AS articleId, "start", "end", byte_start AS byteStart, byte_end AS byteEnd,
	line_start AS lineStart, line_end AS lineEnd, text, sentences, quotes, copy_of AS copyOf,
	seal`;

interface StoredArticle extends SealedArticle {
	id: number;
	story: number | null;
	seal: string;
}

interface StoredPassage extends SealedPassage {
	id: number;
	articleId: number;
	copyOf: number | null;
	seal: string;
}

/**
 * Articles with what they say about themselves.
 *
 * @param where - A condition on the table of articles.
 * @throws {SearchError} `INDEX_CORRUPT` if one is not as it was written.
 */
export function articleRows(
	queries: Queries,
	where: string,
	...parameters: Parameter[]
): ArticleRow[] {
	return wholeArticles(queries, where, ...parameters).map(
		({ article }) => article,
	);
}

/**
 * Passages with their articles.
 *
 * @param where - A condition on the table of passages.
 * @throws {SearchError} `INDEX_CORRUPT` if one is not as it was written.
 */
export function passageRows(
	queries: Queries,
	where: string,
	...parameters: Parameter[]
): PassageRow[] {
	const rows = queries.all<StoredPassage>(
		`SELECT ${PASSAGE_COLUMNS} FROM passages WHERE ${where}`,
		...parameters,
	);
	const ids = [...new Set(rows.map(({ articleId }) => articleId))];
	const articles = new Map(
		wholeArticles(
			queries,
			"id IN (SELECT value FROM json_each(?))",
			JSON.stringify(ids),
		).map((found) => [found.article.id, found]),
	);
	return rows.map(({ seal, ...row }) => {
		const found = articles.get(row.articleId);
		if (!found || sealOfPassage(row, found.sealed) !== seal) {
			const of = found ? ` of ${found.article.path}` : "";
			const reason = `a passage${of} is not what was written`;
			throw corrupt(queries.dir, reason, undefined);
		}
		return { ...row, article: found.article };
	});
}

function wholeArticles(
	queries: Queries,
	where: string,
	...parameters: Parameter[]
): { sealed: StoredArticle; article: ArticleRow }[] {
	const rows = queries.all<StoredArticle>(
		`SELECT ${ARTICLE_COLUMNS} FROM articles WHERE ${where}`,
		...parameters,
	);
	return rows.map((sealed) => {
		if (sealOfArticle(sealed) !== sealed.seal) {
			const reason = `the article ${sealed.path} is not what was written`;
			throw corrupt(queries.dir, reason, undefined);
		}
		const { atStart: start, atLength: length } = sealed;
		const metadata: Metadata = JSON.parse(sealed.metadata);
		const article = {
			...placed(sealed),
			metadata,
			title: metadata.headline?.value ?? null,
			at: start === null || length === null ? null : { start, length },
			boilerplate: JSON.parse(sealed.boilerplate),
			story: sealed.story,
		};
		return { sealed, article };
	});
}

/** An article's place, null for what it has not. */
export function placeOf({ path, member, record }: ArticleKey): ArticlePlace {
	return { path, member: member || null, record: record || null };
}

export function placed(
	row: ArticleKey & { id: number; sha256: string },
): IndexedArticle {
	return { id: row.id, ...placeOf(row), sha256: row.sha256 };
}
