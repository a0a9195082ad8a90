import { type Claims, isAddress } from "./claims.ts";

type Tags = readonly { name: string; content: string }[];

const HEADLINE = [
	"og:title",
	"parsely-title",
	"sailthru.title",
	"dc.title",
	"dcterms.title",
	"citation_title",
	"headline",
	"twitter:title",
	"title",
];
const AUTHOR = [
	"author",
	"parsely-author",
	"sailthru.author",
	"article:author",
	"og:article:author",
	"dc.creator",
	"dcterms.creator",
	"citation_author",
	"byl",
];
const SOURCE = [
	"og:site_name",
	"dc.publisher",
	"dcterms.publisher",
	"publisher",
	"application-name",
];
const PUBLISHED = [
	"article:published_time",
	"article:published",
	"og:article:published_time",
	"og:published_time",
	"parsely-pub-date",
	"sailthru.date",
	"datepublished",
	"dc.date.issued",
	"dcterms.issued",
	"dc.date",
	"dcterms.date",
	"citation_publication_date",
	"publication_date",
	"publish-date",
	"publish_date",
	"publishdate",
	"published_time",
	"pub_date",
	"pubdate",
	"date",
];
const LANGUAGE = ["dc.language", "dcterms.language", "content-language"];
const URLS = ["og:url", "parsely-link", "dc.identifier"];
// Content management systems state their own locale there unless they are told another.
const LOCALE = ["og:locale"];

export function metaTagClaims(tags: Tags): Claims {
	const of = (names: readonly string[]) => contents(tags, names).flat();
	return {
		headline: of(HEADLINE),
		// A tag for each author, as a rule.
		author: contents(tags, AUTHOR)
			.map((names) => names.filter((name) => !isAddress(name)))
			.map((names) => [...new Set(names)].join(", ")),
		source: of(SOURCE),
		published: of(PUBLISHED),
		language: of(LANGUAGE),
		url: of(URLS),
	};
}

/** What counts only where a page says nothing else. */
export function localeClaims(tags: Tags): Claims {
	return { language: contents(tags, LOCALE).flat() };
}

/** The contents of the tags of each name. */
function contents(tags: Tags, names: readonly string[]): string[][] {
	return names.map((name) =>
		tags
			.filter((tag) => tag.name === name)
			.map(({ content }) => content.trim())
			.filter((content) => content !== ""),
	);
}
