import type { Span } from "../types.ts";
import { type Word, wordOf } from "./lexicon.ts";

/** A word, a punctuation mark, or a whole quotation, marks included. */
export interface Token extends Span {
	kind: "word" | "mark" | "quotation";
	/** A word without its possessive ending, a mark (each dash as “-”), nothing for a quotation. */
	text: string;
	lower: string;
	/** What is known of the word; nothing of a mark or a quotation. */
	word: Word;
	/** Whether a word begins with a capital letter as names do. */
	capital: boolean;
	/** Whether a word ends in “’s” or “s’”. */
	possessive: boolean;
}

const WORD_OR_MARK =
	/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:(?:['’.&-]|(?<=\p{N}),(?=\p{N}))[\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*|--+|[^\s\p{M}]/gu;
const BEGINS_WORD = /^[\p{L}\p{N}]/u;
// “eBay” and “al-Sadr” too.
const CAPITAL = /^(?:(?:al|el|ben|abu|[dlt])[-'’])?\p{Ll}?\p{Lu}/u;
// “State-owned Rosneft”, “Washington-based”
const ADJECTIVE =
	/-(?:owned|based|born|backed|listed|led|trained|run|controlled)$/u;
// Of Markdown: “**Rutte** said”.
const MARKUP = /^[*_[\]#>`~|]$/u;
const DASH = /^[-–—−]/u;
// “it's” is “it is”.
const CONTRACTED =
	/^(?:he|she|it|that|there|here|what|who|where|how|when|let)['’]s$/iu;
const NO_WORD = wordOf("");

/**
 * The words, marks and quotations of a sentence, in order.
 *
 * @param quotations - Those that stand in the sentence, in order.
 */
export function tokensOf(
	text: string,
	sentence: Span,
	quotations: readonly Span[],
): Token[] {
	const tokens: Token[] = [];
	let from = sentence.start;
	for (const { start, end } of quotations) {
		addTokens(tokens, text, from, start);
		tokens.push(noWord("quotation", "", start, end));
		from = end;
	}
	addTokens(tokens, text, from, sentence.end);
	return tokens;
}

function addTokens(
	tokens: Token[],
	text: string,
	from: number,
	to: number,
): void {
	for (const match of text.slice(from, to).matchAll(WORD_OR_MARK)) {
		const raw = match[0];
		const start = from + match.index;
		const end = start + raw.length;
		if (BEGINS_WORD.test(raw)) {
			tokens.push(wordToken(raw, start));
			continue;
		}
		if (MARKUP.test(raw)) continue;
		const before = tokens.at(-1);
		const attached = before?.kind === "word" && before.end === start;
		if (attached && raw === "." && end < to) {
			// The sentence goes on, so this ends an abbreviation: “George W. Bush”.
			before.text += raw;
			before.end = end;
		} else if (attached && isApostrophe(raw) && /[sxz]$/u.test(before.text)) {
			before.possessive = true;
		} else {
			tokens.push(noWord("mark", DASH.test(raw) ? "-" : raw, start, end));
		}
	}
}

function wordToken(raw: string, start: number): Token {
	const possessive =
		isApostrophe(raw.at(-2)) && /s$/iu.test(raw) && !CONTRACTED.test(raw);
	const text = possessive ? raw.slice(0, -2) : raw;
	const lower = text.toLowerCase();
	return {
		kind: "word",
		text,
		lower,
		word: wordOf(lower),
		capital: CAPITAL.test(text) && !ADJECTIVE.test(text),
		possessive,
		start,
		end: start + text.length,
	};
}

function noWord(
	kind: "mark" | "quotation",
	text: string,
	start: number,
	end: number,
): Token {
	return {
		kind,
		text,
		lower: text,
		word: NO_WORD,
		capital: false,
		possessive: false,
		start,
		end,
	};
}

function isApostrophe(character: string | undefined): boolean {
	return character === "'" || character === "’";
}
