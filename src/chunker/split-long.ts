import type { Span } from "../types.ts";
import { segmentsOf } from "./segments.ts";

/** A span, and its size in tokens. */
export interface Sized extends Span {
	size: number;
}

const ENDS_CLAUSE = /[,;:—–]["”’»)\]]*$/u;

/**
 * Cuts a sentence that is longer than a passage may be: after a clause if one ends in the second half
 * of the piece, else between words, and inside a word only where the word alone is too long
 * (there between graphemes, so that no character is torn).
 *
 * @returns Pieces in order, each at most `max` in size, that hold all non-blank characters of the span.
 */
export function splitLong(
	text: string,
	span: Span,
	sizeOf: (part: string) => number,
	max: number,
): Sized[] {
	const pieces: Sized[] = [];
	let words: Sized[] = [];
	let size = 0;
	const close = (count: number) => {
		const closed = words.slice(0, count);
		const first = closed[0];
		const last = closed.at(-1);
		if (!first || !last) return;
		const total = closed.reduce((sum, word) => sum + word.size, 0);
		pieces.push({ start: first.start, end: last.end, size: total });
		words = words.slice(count);
		size -= total;
	};
	for (const word of wordsOf(text, span, sizeOf, max)) {
		while (words.length > 0 && size + word.size > max) {
			close(clauseEnd(text, words) ?? words.length);
		}
		words.push(word);
		size += word.size;
	}
	close(words.length);
	return pieces;
}

/** How many words there are up to the last clause that ends in the second half, if one does. */
function clauseEnd(text: string, words: readonly Sized[]): number | null {
	for (let count = words.length; count > words.length / 2; count -= 1) {
		const word = words[count - 1];
		if (word && ENDS_CLAUSE.test(text.slice(word.start, word.end)))
			return count;
	}
	return null;
}

function* wordsOf(
	text: string,
	span: Span,
	sizeOf: (part: string) => number,
	max: number,
): Generator<Sized> {
	for (const match of text.slice(span.start, span.end).matchAll(/\S+/gu)) {
		const start = span.start + match.index;
		const end = start + match[0].length;
		const size = sizeOf(match[0]);
		if (size <= max) yield { start, end, size };
		else yield* piecesOfWord(match[0], start, sizeOf, max);
	}
}

/** Pieces of at most `max` UTF-16 units, ended between graphemes where that is possible. */
function* piecesOfWord(
	word: string,
	offset: number,
	sizeOf: (part: string) => number,
	max: number,
): Generator<Sized> {
	let start = 0;
	for (const { segment, index } of segmentsOf("grapheme", word)) {
		if (index > start && index + segment.length - start > max) {
			yield* fitting(word.slice(start, index), offset + start, sizeOf, max);
			start = index;
		}
	}
	yield* fitting(word.slice(start), offset + start, sizeOf, max);
}

/** Halves a text until each part is small enough; a code point is never torn. */
function* fitting(
	text: string,
	offset: number,
	sizeOf: (part: string) => number,
	max: number,
): Generator<Sized> {
	const size = sizeOf(text);
	const characters = [...text];
	if (size <= max || characters.length === 1) {
		yield { start: offset, end: offset + text.length, size };
		return;
	}
	const half = characters.slice(0, characters.length / 2).join("");
	yield* fitting(half, offset, sizeOf, max);
	yield* fitting(text.slice(half.length), offset + half.length, sizeOf, max);
}
