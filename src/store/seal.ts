import { hash } from "node:crypto";
import type { Location } from "../types.ts";

/** What a citation says of a passage, with its words. */
export interface Sealed extends Location {
	path: string;
	/** Of the article's source. */
	sha256: string;
	title: string | null;
	text: string;
	sentences: string;
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

/** The seal of a passage. */
export function sealOfPassage(row: Sealed): string {
	return sealOf(
		row.path,
		row.sha256,
		row.title,
		row.start,
		row.end,
		row.byteStart,
		row.byteEnd,
		row.lineStart,
		row.lineEnd,
		row.text,
		row.sentences,
	);
}
