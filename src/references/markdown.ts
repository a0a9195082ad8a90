import { type Cited, sourceOf } from "./cited.ts";

// Whatever some reader of Markdown takes for the end of a line: each line of a quotation has to be marked as one.
const LINE_BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/u;
// What begins a tag, an entity, emphasis, code, a link, a table, a formula … wherever it stands.
const SYNTAX = /[\\`*_{}[\]<>&~|$^]/gu;
// What makes a heading, a list, a rule or a definition of a line that begins with it.
const BLOCK_SIGN = /^[#+\-=:]/u;
const LIST_NUMBER = /^(\d+)([.)])/u;

/** A block quotation and, below it, the line that says where it stands. */
export function markdown({ citation, text }: Cited): string {
	return `${blockquote(text)}\n\n${sourceLine({ citation, text })}`;
}

/** Text as it can stand in a paragraph, on one line, with nothing in it that is Markdown. */
export function escapeMarkdown(line: string): string {
	return line
		.trimStart()
		.replace(SYNTAX, "\\$&")
		.replace(BLOCK_SIGN, "\\$&")
		.replace(LIST_NUMBER, "$1\\$2");
}

/** Text on one line that is shown as it is. */
export function codeSpan(text: string): string {
	const runs = text.match(/`+/gu) ?? [];
	const longest = Math.max(0, ...runs.map((run) => run.length));
	const fence = "`".repeat(longest + 1);
	// A blank at both ends is taken off again.
	const padding = longest > 0 || /^ .* $/u.test(text) ? " " : "";
	return fence + padding + text + padding + fence;
}

function blockquote(text: string): string {
	return text
		.split(LINE_BREAK)
		.map((line) => `> ${escapeMarkdown(line)}`.trimEnd())
		.join("\n");
}

function sourceLine({ citation }: Cited): string {
	const { speaker, outlet, title, day, url, place, id } = sourceOf(citation);
	const named = title && escapeMarkdown(`“${title}”`);
	const linked =
		url && (named ? `[${named}](<${destination(url)}>)` : `<${url}>`);
	const parts = [
		speaker && escapeMarkdown(speaker),
		outlet && escapeMarkdown(outlet),
		linked ?? named,
		day,
		escapeMarkdown(place),
		codeSpan(id),
	];
	return `— ${parts.filter((part) => part).join(", ")}`;
}

/** A URL between angle brackets; what looks like an entity in it is none. */
function destination(url: string): string {
	return url.replace(/&(?=#?\w+;)/gu, "&amp;");
}
