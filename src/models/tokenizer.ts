import * as tokenizers from "@xenova/transformers/src/tokenizers.js";
import * as z from "zod/mini";
import { corrupt } from "./bundle.ts";

const Kind = z.looseObject({
	pre_tokenizer: z.looseObject({ type: z.literal("BertPreTokenizer") }),
});
// Not all that JavaScript takes for blank: the tokenizer drops some of that and joins what it parted.
const BLANKS = /[ \t\r\n]+/u;
const MAX_KNOWN_WORDS = 100_000;

/** Splits text into a model's tokens. */
export interface Tokenizer {
	/** Token ids, the special ones at both ends included. Never truncates. */
	encode(text: string): number[];
	/** How many tokens a text has, special ones left out. */
	count(text: string): number;
}

/** What makes a tokenizer. */
export interface TokenizerFiles {
	/** Absolute path of the model's folder. */
	folder: string;
	tokenizer: unknown;
	tokenizerConfig: { tokenizer_class?: string | undefined };
}

/**
 * @throws {SearchError} `MODEL_CORRUPT` if `tokenizer.json` does not describe a tokenizer.
 */
export function createTokenizer(files: TokenizerFiles): Tokenizer {
	const classes: Record<
		string,
		typeof tokenizers.PreTrainedTokenizer | undefined
	> = { ...tokenizers };
	const Class =
		classes[files.tokenizerConfig.tokenizer_class ?? ""] ??
		tokenizers.PreTrainedTokenizer;
	let tokenizer: tokenizers.PreTrainedTokenizer;
	try {
		tokenizer = new Class(files.tokenizer, files.tokenizerConfig);
	} catch (error) {
		throw corrupt(
			`${files.folder}/tokenizer.json`,
			"it does not describe a tokenizer",
			error,
		);
	}
	const count = (text: string) =>
		tokenizer.encode(text, null, { add_special_tokens: false }).length;
	return {
		encode: (text) => tokenizer.encode(text),
		count: splitsAtBlanks(files.tokenizer) ? byWord(count) : count,
	};
}

/** Whether a text has as many tokens as its words: BERT's tokenizers split at blanks before all else. */
function splitsAtBlanks(tokenizer: unknown): boolean {
	return Kind.safeParse(tokenizer).success;
}

/** Counts each word once: an article's words are nearly all known, and the tokenizer is slow. */
function byWord(count: (text: string) => number): (text: string) => number {
	const known = new Map<string, number>();
	return (text) => {
		let sum = 0;
		for (const word of text.split(BLANKS)) {
			let tokens = known.get(word);
			if (tokens === undefined) {
				tokens = count(word);
				if (known.size === MAX_KNOWN_WORDS) known.clear();
				known.set(word, tokens);
			}
			sum += tokens;
		}
		return sum;
	};
}
