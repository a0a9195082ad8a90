import { hash } from "node:crypto";
import type { Location } from "../types.ts";

/** What is said of an article, its text aside. */
export interface SealedArticle {
	path: string;
	member: string;
	record: number;
	sha256: string;
	atStart: number | null;
	atLength: number | null;
	metadata: string;
	boilerplate: string;
}

/** What a citation says of a passage, with its words. */
export interface SealedPassage extends Location {
	text: string;
	sentences: string;
	quotes: string;
}

/**
 * A checksum over all that a row says: SQLite has none of its own for its pages, and a changed byte must never become a
 * passage with a citation.
 *
 * @returns 24 characters of Base64: the first 144 bits of a SHA-256.
 */
export function sealOf(...said: unknown[]): string {
	return hash("sha256", JSON.stringify(said), "base64").slice(0, 24);
}

/** The seal of an article. */
export function sealOfArticle(row: SealedArticle): string {
	return sealOf(
		row.path,
		row.member,
		row.record,
		row.sha256,
		row.atStart,
		row.atLength,
		row.metadata,
		row.boilerplate,
	);
}

/** The seal of a passage: it holds in its article only. */
export function sealOfPassage(
	row: SealedPassage,
	article: SealedArticle,
): string {
	return sealOf(
		sealOfArticle(article),
		row.start,
		row.end,
		row.byteStart,
		row.byteEnd,
		row.lineStart,
		row.lineEnd,
		row.text,
		row.sentences,
		row.quotes,
	);
}
