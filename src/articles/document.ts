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

/** Why something cannot be read, with the cure where one is known: it is all that is said of it. */
export function whyUnread(error: unknown): string {
	const reason = reasonOf(error);
	return error instanceof SearchError ? `${reason}; ${error.hint}` : reason;
}

// Node reads no larger file, and makes no longer string of one.
const TOO_LARGE = ["ERR_FS_FILE_TOO_LARGE", "ERR_STRING_TOO_LONG"];

/** Whether an error speaks of what was read, and not of this program or the index. */
export function isUnreadable(error: unknown): boolean {
	if (error instanceof SearchError) return error.code === "ARTICLE_UNREADABLE";
	if (!(error instanceof Error)) return false;
	const code = "code" in error ? String(error.code) : "";
	return "syscall" in error || TOO_LARGE.includes(code);
}
