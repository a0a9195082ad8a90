import type { Article, Metadata, Span } from "../types.ts";
import { statedInFileName } from "./metadata/file-name.ts";
import { statedInText } from "./metadata/in-text.ts";
import { languageOf } from "./metadata/language.ts";

/** An article with all that it says about itself, and the lines that say nothing else. */
export interface Described {
	article: Article;
	/** Bylines, lines of dates and such: they belong to no passage. */
	lines: Span[];
}

/**
 * Adds to what an article's format states (front matter, tags, a record) what its own text does, and then what its
 * name does.
 *
 * @param path - Of the file or of the member.
 */
export function describe(article: Article, path: string): Described {
	const { text, body, metadata } = article;
	const { metadata: inText, lines } = statedInText(text, body, {
		headline: metadata.headline?.value ?? null,
		published: metadata.published?.value ?? null,
	});
	const language = languageOf(text.slice(body.start, body.end));
	const found = [metadata, inText, { language }, statedInFileName(path)];
	const value = (name: keyof Metadata) =>
		found.reduce<Metadata[typeof name]>(
			(first, each) => first ?? (each as Partial<Metadata>)[name] ?? null,
			null,
		);
	return {
		article: {
			...article,
			metadata: {
				headline: value("headline"),
				author: value("author"),
				source: value("source"),
				agency: value("agency"),
				place: value("place"),
				published: value("published"),
				language: value("language"),
				url: value("url"),
			},
		},
		lines,
	};
}
