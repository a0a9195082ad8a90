import { extname } from "node:path";
import { looksLikeHtml } from "./html/looks-like.ts";

/** How the bytes of an article, or of many, are to be read. */
export type Format = "text" | "markdown" | "html" | "json" | "zip" | "gzip";

const BY_NAME: ReadonlyMap<string, Format> = new Map([
	[".txt", "text"],
	[".md", "markdown"],
	[".markdown", "markdown"],
	[".html", "html"],
	[".htm", "html"],
	[".xhtml", "html"],
	[".json", "json"],
	[".jsonl", "json"],
	[".ndjson", "json"],
	[".zip", "zip"],
	[".gz", "gzip"],
]);

/** Extensions of what can be read, for a person. */
export const READABLE: string = [...BY_NAME.keys()].join(" ");

/** Whether a file of this name is an article to us, or holds some. */
export function hasReader(path: string): boolean {
	const format = nameFormat(path);
	return (
		format !== null &&
		(format !== "gzip" || nameFormat(unpackedName(path)) !== null)
	);
}

/** What a name says; null for one that no reader knows. */
export function nameFormat(path: string): Format | null {
	return BY_NAME.get(extname(path).toLowerCase()) ?? null;
}

/** The name of what a .gz holds. */
export function unpackedName(path: string): string {
	return path.replace(/^.*[/\\]/u, "").replace(/\.gz$/iu, "");
}

/**
 * The format of a file: what it begins with counts more than its name.
 *
 * @param head - The first kilobytes of the file, or all of it.
 */
export function formatOf(path: string, head: Buffer): Format | null {
	const named = nameFormat(path);
	if (head.subarray(0, 2).equals(Buffer.from([0x1f, 0x8b]))) return "gzip";
	const signature = head.subarray(0, 4).toString("latin1");
	if (signature === "PK\x03\x04" || signature === "PK\x05\x06") return "zip";
	if (named === "text" || named === "markdown") {
		return looksLikeHtml(head.toString("latin1")) ? "html" : named;
	}
	// What an address ends in is no promise: a page without a single tag is text.
	if (named === "html" && !head.includes("<")) return "text";
	return named;
}
