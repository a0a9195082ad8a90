import { reasonOf, SearchError } from "../errors.ts";
import type { Article, ArticlePlace } from "../types.ts";

/** An article as it stands in a file: by itself, as a member of an archive, or as a record. */
export interface Document extends Omit<ArticlePlace, "path"> {
	/** Of the file, the member or the record, in hex. */
	sha256: string;
	/** Where a record stands in the file itself, in bytes; null where it must be looked for. */
	at: { start: number; length: number } | null;
	/** The bytes that offsets into a file are of. */
	bytes: Buffer;
	/** @throws {SearchError} `ARTICLE_UNREADABLE`. */
	read(): Article | Promise<Article>;
}

/** A part of a file that cannot be read. */
export interface Unread extends Omit<ArticlePlace, "path"> {
	reason: string;
}

export type Found = Document | Unread;

export function isUnread(found: Found): found is Unread {
	return "reason" in found;
}

/** Why something cannot be read, with the cure where one is known: it is all that is said of it. */
export function whyUnread(error: unknown): string {
	const reason = reasonOf(error);
	return error instanceof SearchError ? `${reason}; ${error.hint}` : reason;
}
