import type { Citation } from "../types.ts";

/** A passage and where it stands: a result is one. */
export interface Cited {
	citation: Citation;
	text: string;
}

/** What a reference says of where its words stand, each on one line; null where it is not known. */
export interface Source {
	speaker: string | null;
	outlet: string | null;
	title: string | null;
	/** `YYYY-MM-DD`. */
	day: string | null;
	url: string | null;
	/** The file, and what of it, in words. */
	file: string;
	/** The file and the lines, in words. */
	place: string;
	/** Of the citation. */
	id: string;
}

// A path may hold any of these, and a citation is printed on one line.
const LINE_BREAKING = /[\p{Cc}\u2028\u2029]/gu;
// Signs that a URL may hold as it is, and that mean something in Markdown or TeX.
const SYNTAX = /[\\`|{}"<>^\s]/gu;

/** What a citation says of its source. */
export function sourceOf(citation: Citation): Source {
	const { speaker, source, title, url, id } = citation;
	return {
		speaker: stated(speaker),
		outlet: stated(source),
		title: stated(title),
		day: dayOf(citation),
		// With nothing in it that Markdown or TeX could read as its own.
		url: webUrl(url)?.href.replace(SYNTAX, encodeURIComponent) ?? null,
		file: fileOf(citation),
		place: `${fileOf(citation)}, ${linesOf(citation)}`,
		id: id.replace(LINE_BREAKING, " "),
	};
}

/** A value without line breaks; null for one that says nothing. */
export function stated(value: string | null): string | null {
	return value === null ? null : oneLine(value) || null;
}

/** Text with every run of blanks, line breaks and controls as one blank. */
export function oneLine(text: string): string {
	return text.replace(/[\s\p{Cc}]+/gu, " ").trim();
}

/** The day on which an article was published; null where it is not known. */
function dayOf({ published }: Citation): string | null {
	return published?.match(/^\d{4}-\d{2}-\d{2}/u)?.[0] ?? null;
}

/** An address of the web; null for any other: an article may state `javascript:`. */
export function webUrl(stated: string | null): URL | null {
	if (stated === null || !URL.canParse(stated)) return null;
	const url = new URL(stated);
	return ["http:", "https:"].includes(url.protocol) ? url : null;
}

function fileOf({ path, member, record }: Citation): string {
	const parts = [path, member, record && `record ${record}`];
	return oneLine(parts.filter((part) => part).join(", "));
}

function linesOf({ lineStart, lineEnd }: Citation): string {
	return lineStart === lineEnd
		? `line ${lineStart}`
		: `lines ${lineStart}-${lineEnd}`;
}
