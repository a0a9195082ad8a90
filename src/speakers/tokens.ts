import type { Span } from "../types.ts";

/** A word, a punctuation mark, or a whole quotation, marks included. */
export interface Token extends Span {
	kind: "word" | "mark" | "quotation";
	/** A word without its possessive ending, a mark (each dash as “-”), nothing for a quotation. */
	text: string;
	lower: string;
	/** Whether a word begins with a capital letter. */
	capital: boolean;
	/** Whether a word ends in “’s” or “s’”. */
	possessive: boolean;
}

const WORD_OR_MARK =
	/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’.&-][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*|--+|[^\s\p{M}]/gu;
// “it's” is “it is”.
const CONTRACTED =
	/^(?:he|she|it|that|there|here|what|who|where|how|when|let)['’]s$/iu;

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
		tokens.push({
			kind: "quotation",
			text: "",
			lower: "",
			capital: false,
			possessive: false,
			start,
			end,
		});
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
		if (/^[\p{L}\p{N}]/u.test(raw)) {
			tokens.push(wordToken(raw, start));
			continue;
		}
		const before = tokens.at(-1);
		const attached = before?.kind === "word" && before.end === start;
		if (attached && raw === "." && end < to) {
			// The sentence goes on, so this ends an abbreviation: “George W. Bush”.
			before.text += raw;
			before.end = end;
		} else if (attached && /^['’]$/u.test(raw) && /[sxz]$/u.test(before.text)) {
			before.possessive = true;
		} else {
			const mark = /^[-–—−]/u.test(raw) ? "-" : raw;
			tokens.push({
				kind: "mark",
				text: mark,
				lower: mark,
				capital: false,
				possessive: false,
				start,
				end,
			});
		}
	}
}

function wordToken(raw: string, start: number): Token {
	const possessive = /['’][sS]$/u.test(raw) && !CONTRACTED.test(raw);
	const word = possessive ? raw.slice(0, -2) : raw;
	return {
		kind: "word",
		text: word,
		lower: word.toLowerCase(),
		capital: /^\p{Lu}/u.test(word) || /^\p{Ll}\p{Lu}/u.test(word),
		possessive,
		start,
		end: start + word.length,
	};
}
