import { extname } from "node:path";
import { SearchError } from "../errors.ts";
import type { Article } from "../types.ts";
import { decode } from "./decode.ts";
import { readMarkdown } from "./markdown.ts";
import { readPlainText } from "./plain-text.ts";

const READERS: ReadonlyMap<string, (text: string) => Article> = new Map([
	[".txt", readPlainText],
	[".md", readMarkdown],
	[".markdown", readMarkdown],
]);

/** Whether a file of this name is an article to us. */
export function hasReader(path: string): boolean {
	return READERS.has(extname(path).toLowerCase());
}

/**
 * Reads an article out of the bytes of a file.
 *
 * @param path - Decides the format by its extension; nothing is read from it.
 * @throws {SearchError} `ARTICLE_UNREADABLE` if no reader knows the format or the bytes are not UTF-8 text.
 */
export function readArticle(path: string, bytes: Buffer): Article {
	const reader = READERS.get(extname(path).toLowerCase());
	if (!reader) {
		throw new SearchError(
			"ARTICLE_UNREADABLE",
			`no reader for ${extname(path) || "a file without extension"}`,
			`readable formats: ${[...READERS.keys()].join(" ")}`,
		);
	}
	return reader(decode(bytes));
}
