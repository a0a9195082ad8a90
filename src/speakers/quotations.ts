import type { Span } from "../types.ts";
import { singleQuotations } from "./single-quotations.ts";

/** What stands between quotation marks, marks included. */
export interface Quotation extends Span {
	/** Whether it goes on with the quotation before it, which was left open: nobody else speaks. */
	continued: boolean;
}

const MARK = /["“”„«»]/gu;
const SPACE_OR_OPENING = /[\s([{—–-]/u;
const SPACE = /\s/u;
const ENDS_SENTENCE = /[.!?…]\s/u;

interface Open {
	start: number;
	continued: boolean;
	german: boolean;
}

/**
 * The quotations of an article, in order, none inside another.
 *
 * Each paragraph of a long quotation opens it again, and only the last closes it. Some editors do the
 * same for each sentence, or forget a mark: then a quotation ends where the next one begins, and one
 * that nothing ends is taken to be a sentence.
 */
export function quotationsIn(
	text: string,
	paragraphs: readonly Span[],
): Quotation[] {
	const double = doubleQuotations(text, paragraphs);
	const single = singleQuotations(text, paragraphs);
	return single.length === 0 ? double : merged(double, single);
}

function doubleQuotations(
	text: string,
	paragraphs: readonly Span[],
): Quotation[] {
	const found: Quotation[] = [];
	const close = ({ start, continued }: Open, end: number) => {
		if (/[\p{L}\p{N}]/u.test(text.slice(start, end))) {
			found.push({ start, end, continued });
		}
	};
	let open: Open | null = null;
	// Where the paragraph ended that left `open` open.
	let leftOpenAt: number | null = null;
	for (const paragraph of paragraphs) {
		for (const at of marksIn(text, paragraph)) {
			const opens = opensAt(text, at, paragraph, open);
			if (opens) {
				let continued: boolean = open !== null;
				if (open && leftOpenAt !== null) {
					continued = at === paragraph.start;
					close(
						open,
						continued ? leftOpenAt : firstSentence(text, open, leftOpenAt),
					);
				} else if (open) {
					close(open, trimmedEnd(text, open.start, at));
				}
				open = { start: at, continued, german: text[at] === "„" };
			} else if (open) {
				close(open, at + 1);
				open = null;
			}
			leftOpenAt = null;
		}
		if (open && leftOpenAt !== null) {
			// A whole paragraph without a mark: the one before it is not gone on with.
			close(open, firstSentence(text, open, leftOpenAt));
			open = null;
			leftOpenAt = null;
		}
		if (open) leftOpenAt = paragraph.end;
	}
	if (open) close(open, firstSentence(text, open, leftOpenAt ?? text.length));
	return found;
}

function* marksIn(text: string, paragraph: Span): Generator<number> {
	for (const { index } of text
		.slice(paragraph.start, paragraph.end)
		.matchAll(MARK)) {
		yield paragraph.start + index;
	}
}

/** Whether the mark at `at` opens a quotation; a straight one is read by where it stands. */
function opensAt(
	text: string,
	at: number,
	paragraph: Span,
	open: Open | null,
): boolean {
	const mark = text[at];
	if (mark === "„" || mark === "«") return true;
	if (mark === "»") return false;
	if (mark === "“" && open?.german) return false;
	if (mark === "“") return true;
	const afterSpace =
		at === paragraph.start || SPACE_OR_OPENING.test(text.charAt(at - 1));
	const beforeSpace =
		at + 1 >= paragraph.end || SPACE.test(text.charAt(at + 1));
	if (mark === "”") return !open && afterSpace && !beforeSpace;
	if (afterSpace !== beforeSpace) return afterSpace;
	return !open;
}

/** Where the first sentence from an opening mark on ends. */
function firstSentence(text: string, open: Open, limit: number): number {
	const length = text.slice(open.start, limit).search(ENDS_SENTENCE);
	return length === -1 ? limit : open.start + length + 1;
}

function trimmedEnd(text: string, start: number, end: number): number {
	let last = end;
	while (last > start && SPACE.test(text.charAt(last - 1))) last -= 1;
	return last;
}

/** Both in order, without the single ones that overlap a double one. */
function merged(
	double: readonly Quotation[],
	single: readonly Span[],
): Quotation[] {
	const all: Quotation[] = [];
	let next = 0;
	for (const span of single) {
		while (next < double.length && (double[next]?.end ?? 0) <= span.start) {
			all.push(...double.slice(next, next + 1));
			next += 1;
		}
		const overlapped = double[next];
		if (!overlapped || overlapped.start >= span.end) {
			all.push({ ...span, continued: false });
		} else if (overlapped.start > span.start) {
			// A quotation inside a quotation: ‘He shouted “stop” at me.’
			let last = next;
			while ((double[last]?.start ?? span.end) < span.end) last += 1;
			if ((double[last - 1]?.end ?? span.end) <= span.end) {
				all.push({ ...span, continued: false });
				next = last;
			}
		}
	}
	return [...all, ...double.slice(next)];
}
