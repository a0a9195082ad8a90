import type { Article } from "../types.ts";
import { headlineOf } from "./headline.ts";
import { stated, UNSTATED } from "./unstated.ts";

const BOM = "\ufeff";

/** Reads plain text: everything but a byte order mark is the article. */
export function readPlainText(text: string): Article {
	const body = { start: text.startsWith(BOM) ? 1 : 0, end: text.length };
	const headline = stated(headlineOf(text.slice(body.start)), "text");
	return {
		text,
		body,
		extracted: false,
		metadata: { ...UNSTATED, headline },
		format: "text",
		warnings: [],
	};
}
