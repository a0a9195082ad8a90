import type { Article } from "../../types.ts";
import { removeAround } from "./around.ts";
import { decodePage } from "./charset.ts";
import { articleOf, isReadable, likeliestOf } from "./content.ts";
import { metadataOf } from "./metadata.ts";
import { type Page, parsePage } from "./page.ts";
import { textOf } from "./render.ts";

/** Raised whenever the same page would give another text than before. */
export const EXTRACTION_VERSION = 1;

/**
 * Reads an article out of a web page, as a browser saves it: its text without what stands around it, and what the page
 * says about it. The same bytes give the same text.
 *
 * @throws {SearchError} `ARTICLE_UNREADABLE` for what is no text, and for pages too large or nested too deeply.
 */
export function readHtml(bytes: Buffer): Article {
	const { html, warnings } = decodePage(bytes);
	const page = withoutSurroundings(html);
	const metadata = metadataOf(page, warnings);
	let text = "";
	if (isReadable(page.document.body)) {
		const article = articleOf(page.document, {
			headline: metadata.headline?.value ?? null,
			author: metadata.author?.value ?? null,
		});
		text = article ? textOf(article) : "";
	} else {
		warnings.push("is too large to find the article in it");
	}
	// Readability leaves no document behind.
	if (text === "")
		text = textOf(likeliestOf(withoutSurroundings(html).document));
	return {
		text,
		body: { start: 0, end: text.length },
		extracted: true,
		metadata,
		format: "text",
		warnings,
	};
}

function withoutSurroundings(html: string): Page {
	const page = parsePage(html);
	removeAround(page.document.body, page.around);
	return page;
}

export { looksLikeHtml } from "./looks-like.ts";
