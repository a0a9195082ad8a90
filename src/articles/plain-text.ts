import type { Article } from "../types.ts";
import { headlineOf } from "./headline.ts";

const BOM = "\ufeff";

/** Reads plain text: everything but a byte order mark is the article. */
export function readPlainText(text: string): Article {
	const body = { start: text.startsWith(BOM) ? 1 : 0, end: text.length };
	return {
		text,
		body,
		title: headlineOf(text.slice(body.start)),
		format: "text",
		warnings: [],
	};
}
