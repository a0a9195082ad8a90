import * as tokenizers from "@xenova/transformers/src/tokenizers.js";
import * as z from "zod/mini";
import { reasonOf } from "../errors.ts";
import { corrupt } from "./bundle.ts";
import { takeVocabulary } from "./vocabulary.ts";

const Bert = z.looseObject({
	pre_tokenizer: z.looseObject({ type: z.literal("BertPreTokenizer") }),
});
const WordPiece = z.looseObject({
	model: z.looseObject({
		type: z.literal("WordPiece"),
		unk_token: z.string(),
	}),
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
	/** The text of `tokenizer.json`. */
	tokenizer: string;
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
	let description: unknown;
	let tokenizer: tokenizers.PreTrainedTokenizer;
	try {
		({ description, tokenizer } = load(
			files.tokenizer,
			(description) => new Class(description, files.tokenizerConfig),
		));
	} catch (error) {
		throw corrupt(
			`${files.folder}/tokenizer.json`,
			`it does not describe a tokenizer (${reasonOf(error)})`,
			error,
		);
	}
	const count = (text: string) =>
		tokenizer.encode(text, null, { add_special_tokens: false }).length;
	return {
		encode: (text) => tokenizer.encode(text),
		count: Bert.safeParse(description).success ? byWord(count) : count,
	};
}

/** Makes a tokenizer; one of word pieces is given its vocabulary afterwards, which takes a third of the time. */
function load(
	text: string,
	make: (description: unknown) => tokenizers.PreTrainedTokenizer,
): { description: unknown; tokenizer: tokenizers.PreTrainedTokenizer } {
	const taken = takeVocabulary(text);
	const { data } = WordPiece.safeParse(taken && JSON.parse(taken.rest));
	if (!taken || !data) {
		const description: unknown = JSON.parse(text);
		return { description, tokenizer: make(description) };
	}
	const { unk_token } = data.model;
	const vocab = { [unk_token]: taken.vocabulary.get(unk_token) };
	const tokenizer = make({ ...data, model: { ...data.model, vocab } });
	// By now it holds the tokens that were added to the vocabulary.
	for (const [token, id] of tokenizer.model.tokens_to_ids) {
		taken.vocabulary.set(token, id);
	}
	tokenizer.model.tokens_to_ids = taken.vocabulary;
	return { description: data, tokenizer };
}

/**
 * Counts each word once: BERT's tokenizers split at blanks before all else, an article's words are nearly all known,
 * and the tokenizer is slow.
 */
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
