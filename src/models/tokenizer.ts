import * as tokenizers from "@xenova/transformers/src/tokenizers.js";
import { corrupt } from "./bundle.ts";

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
	return {
		encode: (text) => tokenizer.encode(text),
		count: (text) =>
			tokenizer.encode(text, null, { add_special_tokens: false }).length,
	};
}
