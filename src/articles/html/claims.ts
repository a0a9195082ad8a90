import { languageTag } from "../metadata/language-tag.ts";
import { publishedFrom } from "../metadata/published.ts";
import { collapsed, unmarked } from "./text.ts";

/** What a page may say about its article. */
export type Field =
	| "headline"
	| "author"
	| "source"
	| "published"
	| "language"
	| "url";

/** What one part of a page says about its article, as it stands there; what counts most comes first. */
export type Claims = Readonly<Partial<Record<Field, readonly string[]>>>;

// Longer values are texts that ended up in the wrong place.
const MAX_HEADLINE = 500;
const MAX_AUTHOR = 300;
const MAX_SOURCE = 200;
const MAX_URL = 2000;
// What is cut off of longer ones could only be markup.
const MAX_RAW = 5000;
const BY = /^by(?::|\s)\s*/iu;
// Where a page should describe a person, some state the description as a text.
const JSON_OBJECT = /^[{[]\s*["{]/u;
const ADDRESS = /^(?:https?:|\/\/|www\.)|^[^\s/]+\.[^\s/]+\/\S*$/iu;

/** What a claim says; null where it says nothing of use. */
export const READERS: Readonly<
	Record<Field, (claim: string) => string | null>
> = {
	headline: (claim) => short(plain(claim), MAX_HEADLINE),
	author: (claim) => {
		const name = plain(claim).replace(BY, "");
		return isAddress(name) || JSON_OBJECT.test(name)
			? null
			: short(name, MAX_AUTHOR);
	},
	source: (claim) => {
		const name = plain(claim);
		return isAddress(name) ? null : short(name, MAX_SOURCE);
	},
	published: (claim) => publishedFrom(plain(claim)),
	language: (claim) => languageTag(plain(claim)),
	url: (claim) => {
		const url = plain(claim);
		return isArticleAddress(url) ? short(url, MAX_URL) : null;
	},
};

/** Whether a value is an address, relative or not, and no name. */
export function isAddress(value: string): boolean {
	return ADDRESS.test(value.trim());
}

function plain(claim: string): string {
	return collapsed(unmarked(claim.slice(0, MAX_RAW)).toWellFormed());
}

function short(value: string, most: number): string | null {
	return value === "" || value.length > most ? null : value;
}

/** Whether a value is the address of a page other than the first of its site. */
function isArticleAddress(value: string): boolean {
	if (!/^https?:\/\/\S+$/iu.test(value) || !URL.canParse(value)) return false;
	const { pathname, search } = new URL(value);
	return pathname !== "/" || search !== "";
}
