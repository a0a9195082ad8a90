import type { Article } from "../../types.ts";
import { removeAround } from "./around.ts";
import { decodePage } from "./charset.ts";
import { articleOf, isReadable, likeliestOf } from "./content.ts";
import { metadataOf } from "./metadata.ts";
import { parsePage } from "./page.ts";
import { textOf } from "./render.ts";

/**
 * Reads an article out of a web page, as a browser saves it: its text without what stands around it, and what the page
 * says about it. The same bytes give the same text.
 *
 * @throws {SearchError} `ARTICLE_UNREADABLE` for what is no text, and for pages too large or nested too deeply.
 */
export function readHtml(bytes: Buffer): Article {
	const { html, warnings } = decodePage(bytes);
	const page = parsePage(html);
	removeAround(page.body, page.around);
	const metadata = metadataOf(page, warnings);
	const canBeSearched = isReadable(page.body);
	if (!canBeSearched) {
		warnings.push(
			"is too large to find the article in it, so all of it was taken",
		);
	}
	const article = canBeSearched ? articleOf(page.body, metadata) : null;
	const text = (article && textOf(article)) || textOf(likeliestOf(page.body));
	return {
		text,
		body: { start: 0, end: text.length },
		extracted: true,
		metadata,
		format: "text",
		warnings,
	};
}
