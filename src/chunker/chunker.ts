import type { Article, Span } from "../types.ts";
import { paragraphs } from "./paragraphs.ts";
import { belongsTogether, isOpen } from "./quotations.ts";
import { sentences } from "./sentences.ts";
import { type Sized, splitLong } from "./split-long.ts";

/** How long passages are. Part of an index's settings: another value means other passages. */
export interface ChunkerOptions {
	/** Sentences are packed up to this many tokens. */
	targetTokens: number;
	/** No passage is longer: room for a quotation and its speaker, or one long sentence. */
	maxTokens: number;
}

/** Raised whenever the same article would be cut otherwise than before. */
export const CHUNKER_VERSION = 2;

// A passage shorter than this share of the target joins a neighbour.
const SHORT = 0.25;
// A word that the tokenizer does not know is one token whatever its length, so length counts too.
const CHARACTERS_PER_TOKEN = 16;

/** Sentences that should not be parted, and their size in tokens. */
interface Unit extends Sized {
	/** Opens with a subhead. */
	section: boolean;
	parts: Sized[];
}

/** A passage in the making. */
interface Packed extends Sized {
	section: boolean;
}

/**
 * Cuts an article into passages: spans of its text, in order, without blank ends.
 *
 * Every non-blank character of the body is in exactly one passage. A passage ends at the end of a
 * sentence wherever one fits; a quotation stays with the words that say who spoke, and a subhead with
 * what follows it. Deterministic, and pure: the tokenizer is passed in.
 *
 * @param countTokens - Tokens of a text by itself, special ones left out.
 */
export function chunk(
	article: Pick<Article, "text" | "body" | "format">,
	countTokens: (text: string) => number,
	{ targetTokens, maxTokens }: ChunkerOptions,
): Span[] {
	const { text } = article;
	const sizeOf = (part: string) => {
		const byLength = Math.ceil(part.length / CHARACTERS_PER_TOKEN);
		// What is too long by its length alone is cut anyway, and a megabyte takes long to count.
		return byLength > maxTokens
			? byLength
			: Math.max(countTokens(part), byLength);
	};

	const packed: Packed[] = [];
	let open: Packed | null = null;
	for (const unit of units(article, sizeOf, { targetTokens, maxTokens })) {
		if (unit.section) open = null;
		for (const part of unit.size <= maxTokens ? [unit] : unit.parts) {
			if (open && open.size + part.size <= targetTokens) {
				open.end = part.end;
				open.size += part.size;
			} else {
				open = { ...part, section: unit.section && part.start === unit.start };
				packed.push(open);
			}
		}
	}
	return joinShort(packed, { targetTokens, maxTokens }).map(({ start, end }) =>
		trimmed(text, start, end),
	);
}

/** Groups the sentences of an article; one that is too long comes in pieces. */
function units(
	{ text, body, format }: Pick<Article, "text" | "body" | "format">,
	sizeOf: (part: string) => number,
	{ targetTokens, maxTokens }: ChunkerOptions,
): Unit[] {
	const found: Unit[] = [];
	let heading: Unit | null = null;
	for (const paragraph of paragraphs(text, body, format)) {
		// A quotation of several paragraphs closes only in the last, and each of them opens it again.
		const before = found.at(-1);
		let group: Unit | null =
			before &&
			!heading &&
			isOpen(text.slice(before.start, before.end)) &&
			/^[“"]/u.test(text.slice(paragraph.start, paragraph.start + 1))
				? before
				: heading;
		let last = "";
		for (const span of sentences(text, paragraph)) {
			const sentence = text.slice(span.start, span.end);
			const size = sizeOf(sentence);
			const parts =
				size <= maxTokens
					? [{ ...span, size }]
					: splitLong(text, span, sizeOf, targetTokens);
			const joins =
				group !== null &&
				group.size + size <= maxTokens &&
				(last === "" ||
					belongsTogether(text.slice(group.start, group.end), last, sentence));
			if (group && joins) {
				group.end = span.end;
				group.size += size;
				group.parts.push(...parts);
			} else {
				group = { ...span, size, parts, section: false };
				found.push(group);
			}
			last = sentence;
		}
		heading = null;
		if (paragraph.heading && group) {
			group.section = true;
			heading = group;
		}
	}
	return found;
}

/**
 * Joins what is too short to stand alone, where both fit: a subhead with what follows it, anything else
 * with what comes before it.
 */
function joinShort(
	packed: readonly Packed[],
	{ targetTokens, maxTokens }: ChunkerOptions,
): Packed[] {
	const isShort = ({ size }: Packed) => size < SHORT * targetTokens;
	const joined: Packed[] = [];
	for (const passage of packed) {
		const before = joined.at(-1);
		const belongs =
			before &&
			((isShort(passage) && !passage.section) ||
				(isShort(before) && before.section && !passage.section));
		if (belongs && before.size + passage.size <= maxTokens) {
			before.end = passage.end;
			before.size += passage.size;
		} else {
			joined.push({ ...passage });
		}
	}
	return joined;
}

function trimmed(text: string, start: number, end: number): Span {
	const slice = text.slice(start, end);
	const trimmedStart = start + (slice.length - slice.trimStart().length);
	return { start: trimmedStart, end: trimmedStart + slice.trim().length };
}
