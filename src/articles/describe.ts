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
	const inName = statedInFileName(path);
	const { metadata: inText, lines } = statedInText(text, body, {
		headline: metadata.headline?.value ?? null,
		published: (metadata.published ?? inName.published)?.value ?? null,
	});
	const language =
		metadata.language ?? languageOf(text.slice(body.start, body.end));
	const found: Partial<Metadata>[] = [metadata, inText, inName];
	const first = (name: keyof Metadata) =>
		found.find((each) => each[name])?.[name] ?? null;
	return {
		article: {
			...article,
			metadata: {
				headline: first("headline"),
				author: first("author"),
				source: first("source"),
				agency: first("agency"),
				place: first("place"),
				published: first("published"),
				language,
				url: first("url"),
			},
		},
		lines,
	};
}
