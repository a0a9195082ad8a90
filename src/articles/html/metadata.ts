import type { Metadata, Origin, Stated } from "../../types.ts";
import { type Claims, type Field, READERS } from "./claims.ts";
import { jsonLdClaims } from "./json-ld.ts";
import { markupClaims } from "./markup.ts";
import { localeClaims, metaTagClaims } from "./meta-tags.ts";
import type { Page } from "./page.ts";

const SEPARATED = /(?:\s[–—:-]|\s?[|·•»])\s?$/u;

/** What a page says about its article, from where it says it most reliably. Nothing is guessed. */
export function metadataOf(page: Page, warnings: string[]): Metadata {
	const { meta, jsonLd, canonical } = page.head;
	const ranked: readonly (readonly [Origin, Claims])[] = [
		["JSON-LD", jsonLdClaims(jsonLd, canonical, warnings)],
		["meta tag", metaTagClaims(meta)],
		["markup", markupClaims(page)],
		["meta tag", localeClaims(meta)],
	];

	function stated(field: Field): Stated | null {
		for (const [from, claims] of ranked) {
			for (const claim of claims[field] ?? []) {
				const value = READERS[field](claim);
				if (value !== null) return { value, from };
			}
		}
		return null;
	}

	const source = stated("source");
	return {
		headline: withoutSource(stated("headline"), source),
		author: stated("author"),
		source,
		agency: null,
		place: null,
		published: stated("published"),
		language: stated("language"),
		url: stated("url"),
	};
}

/** A title without “ - Outlet” at its end. */
function withoutSource(
	title: Stated | null,
	source: Stated | null,
): Stated | null {
	if (!title || !source) return title;
	const { value, from } = title;
	if (!value.toLowerCase().endsWith(source.value.toLowerCase())) return title;
	const rest = value.slice(0, -source.value.length);
	const headline = rest.replace(SEPARATED, "");
	return headline === rest || headline === ""
		? title
		: { value: headline, from };
}
