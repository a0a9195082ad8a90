import { webUrl } from "../references/cited.ts";
import type { Citation } from "../types.ts";
import { dayInWords } from "./days.ts";
import { type Html, html, joined } from "./html.ts";
import { name, words } from "./words.ts";

const SPEAKERS_SHOWN = 3;

type Stated = Pick<Citation, "source" | "published">;

/** Outlet, date and further parts on one line; what is not known is left out, null where nothing is. */
export function sourceLine(
	{ source, published }: Stated,
	more: readonly (Html | null)[] = [],
): Html | null {
	const parts = [
		source && html`<span class="outlet">${name(source)}</span>`,
		published && time(published),
		...more,
	].filter((part) => part);
	if (parts.length === 0) return null;
	return html`<p class="source">${joined(parts, html` <span aria-hidden="true">·</span> `)}</p>`;
}

export function time(published: string): Html {
	return html`<time datetime="${published}">${dayInWords(published)}</time>`;
}

/** Who speaks; null where nobody is named. */
export function speaking(speakers: readonly string[]): Html | null {
	if (speakers.length === 0) return null;
	const shown = speakers.slice(0, SPEAKERS_SHOWN).map(name);
	const others = speakers.length - SPEAKERS_SHOWN;
	return html`<span class="speakers">Speaking: ${joined(shown, ", ")}${others > 0 ? ` and ${others} more` : ""}</span>`;
}

/** The headline; where none is known, the name of the file. */
export function headline(citation: Citation): Html {
	if (citation.title) return name(citation.title);
	return html`<span class="untitled">${name(fileName(citation))}</span>`;
}

/** The same as plain text. */
export function headlineText(citation: Citation): string {
	return citation.title ?? fileName(citation);
}

function fileName({ path, member, record }: Citation): string {
	const file = (member ?? path).split("/").at(-1) ?? path;
	return record === null ? file : `${file}, record ${record}`;
}

/** The file, what of it, and the lines. */
export function place({
	path,
	member,
	record,
	lineStart,
	lineEnd,
}: Citation): Html {
	const lines =
		lineStart === lineEnd
			? `line ${lineStart}`
			: `lines ${lineStart}–${lineEnd}`;
	const parts = [
		name(path),
		member && name(member),
		record && `record ${record}`,
		lines,
	];
	return html`<span class="place">${joined(
		parts.filter((part) => part),
		", ",
	)}</span>`;
}

/** A link to the article on the web; null where it states no address of the web. */
export function original({ url }: Pick<Citation, "url">): Html | null {
	const web = webUrl(url);
	return (
		web &&
		html`<a href="${web.href}" rel="noopener noreferrer">${words(web.host)}</a>`
	);
}
