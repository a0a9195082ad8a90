import type { Span } from "../types.ts";

const MARK = /['‘’]/gu;
const LETTER = /[\p{L}\p{N}]/u;
const SPACE_OR_OPENING = /[\s([{—–"“-]/u;
// “'em”, “'til”, “'90s”: an apostrophe.
const ELIDED =
	/^(?:em|n|til|tis|twas|cause|cos|bout|round|s)(?![\p{L}\p{N}])/iu;

/**
 * Quotations between single marks, in order, each within one paragraph: ‘…’ and '…'.
 *
 * Their closing mark is an apostrophe too, so one after an “s” closes only where no other does:
 * ‘the players’ union’.
 */
export function singleQuotations(
	text: string,
	paragraphs: readonly Span[],
): Span[] {
	const found: Span[] = [];
	for (const paragraph of paragraphs) {
		let start: number | null = null;
		let weakEnd: number | null = null;
		const close = (end: number) => {
			if (start !== null && isQuotation(text, start, end)) {
				found.push({ start, end });
			}
			start = null;
			weakEnd = null;
		};
		const body = text.slice(paragraph.start, paragraph.end);
		for (const { index } of body.matchAll(MARK)) {
			const at = paragraph.start + index;
			const before = index === 0 ? " " : text.charAt(at - 1);
			const after = at + 1 >= paragraph.end ? " " : text.charAt(at + 1);
			if (text[at] !== "’" && SPACE_OR_OPENING.test(before)) {
				if (weakEnd !== null) close(weakEnd);
				const elided = ELIDED.test(text.slice(at + 1, at + 8));
				start = /\p{L}/u.test(after) && !elided ? at : start;
			} else if (start !== null && !LETTER.test(after) && text[at] !== "‘") {
				if (/[sxz]/iu.test(before) && /\s/u.test(after)) weakEnd ??= at + 1;
				else close(at + 1);
			}
		}
		if (weakEnd !== null) close(weakEnd);
	}
	return found;
}

/** Straight marks around a single word are a nickname or an apostrophe as often. */
function isQuotation(text: string, start: number, end: number): boolean {
	return text[start] === "‘" || /\s/u.test(text.slice(start, end));
}
