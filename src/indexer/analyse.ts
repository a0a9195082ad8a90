import { describe } from "../articles/describe.ts";
import { quotesOf } from "../speakers/quotes.ts";
import type { Article, Quote, Span } from "../types.ts";

/** What an article says about itself, and what is said in it. */
export interface Analysis {
	/** With all that it states about itself. */
	article: Article;
	/** Lines that state it and belong to no passage. */
	lines: Span[];
	/** In order. */
	quotes: Quote[];
}

/**
 * Reads an article as news. Needs the libraries for dates, languages and names: a bundle of its own, loaded only where
 * articles are indexed.
 *
 * @param path - Of the file or of the member.
 */
export function analyse(read: Article, path: string): Analysis {
	const { article, lines } = describe(read, path);
	return { article, lines, quotes: quotesOf(article) };
}
