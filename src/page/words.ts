import type { Span } from "../types.ts";
import { type Html, html } from "./html.ts";

// Controls (tab and line breaks aside), and characters that reorder or hide what surrounds them: an article must not
// be able to show other words than it has.
const ODD =
	/(?![\t\n\r])\p{Cc}|[\p{Bidi_Control}\u200b\u2028\u2029\u2060-\u2064\ufeff\ufff9-\ufffb]/gu;

/** Text of an article: what cannot be seen in it, or would reorder it, is spelled out. */
export function words(text: string): Html {
	const parts: (string | Html)[] = [];
	let offset = 0;
	for (const { 0: character, index } of text.matchAll(ODD)) {
		const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
		parts.push(
			text.slice(offset, index),
			html`<span class="odd">U+${code.padStart(4, "0")}</span>`,
		);
		offset = index + character.length;
	}
	return html`${[...parts, text.slice(offset)]}`;
}

/** Text of an article inside other text: its direction does not spill over. */
export function name(text: string): Html {
	return html`<bdi>${words(text)}</bdi>`;
}

/**
 * Text with the sentence that answers marked and the words that matched in bold.
 *
 * @param answer - Offsets into the text, which may lie outside of it; null for none.
 * @param matches - Offsets into the text, rising; they may overlap.
 */
export function markedWords(
	text: string,
	answer: Span | null,
	matches: readonly Span[],
): Html {
	const from = Math.min(Math.max(answer?.start ?? 0, 0), text.length);
	const to = Math.min(Math.max(answer?.end ?? 0, from), text.length);
	if (from === to) return boldWords(text, 0, text.length, matches);
	return html`${boldWords(text, 0, from, matches)}<mark class="answer">${boldWords(text, from, to, matches)}</mark>${boldWords(text, to, text.length, matches)}`;
}

function boldWords(
	text: string,
	from: number,
	to: number,
	matches: readonly Span[],
): Html {
	const parts: Html[] = [];
	let offset = from;
	for (const match of matches) {
		// Words of scripts without spaces are pairs of characters, and overlap.
		const start = Math.min(Math.max(match.start, offset), to);
		const end = Math.min(Math.max(match.end, start), to);
		if (end === start) continue;
		parts.push(
			words(text.slice(offset, start)),
			html`<b>${words(text.slice(start, end))}</b>`,
		);
		offset = end;
	}
	return html`${[...parts, words(text.slice(offset, to))]}`;
}
