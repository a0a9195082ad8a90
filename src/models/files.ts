import * as z from "zod/mini";
import { SearchError } from "../errors.ts";
import { Digests } from "../hashing/digests.ts";
import type { ModelInfo } from "../types.ts";
import { ModelFolder } from "./bundle.ts";
import { createTokenizer, type Tokenizer } from "./tokenizer.ts";

const DEFAULT_MODEL = "Xenova/all-MiniLM-L6-v2";

/** How a model wants its input and gives its output, as sentence-transformers lays it out. */
export interface ModelFiles {
	folder: ModelFolder;
	shape: Omit<ModelInfo, "fingerprint">;
	pooling: "mean" | "cls";
	prompts: { query: string; passage: string };
	tokenizer: Tokenizer;
}

/** What every model has. */
export const WANTED = {
	required: ["config.json", "tokenizer.json", "tokenizer_config.json"],
	optional: [],
	weights: "onnx/model_quantized.onnx",
};
// Every file that decides a vector.
export const WANTED_OF_EMBEDDER = {
	...WANTED,
	optional: [
		"1_Pooling/config.json",
		"sentence_bert_config.json",
		"config_sentence_transformers.json",
	],
};

const Config = z.looseObject({
	hidden_size: z.int().check(z.positive()),
	max_position_embeddings: z.int().check(z.positive()),
});
const TokenizerConfig = z.looseObject({
	tokenizer_class: z.optional(z.string()),
});
const Pooling = z.looseObject({
	pooling_mode_cls_token: z._default(z.boolean(), false),
	pooling_mode_mean_tokens: z._default(z.boolean(), true),
});
const SentenceBert = z.looseObject({
	max_seq_length: z.optional(z.int().check(z.positive())),
});
const SentenceTransformers = z.looseObject({
	prompts: z._default(
		z.looseObject({
			query: z._default(z.string(), ""),
			passage: z._default(z.string(), ""),
		}),
		{ query: "", passage: "" },
	),
});

// The last one made. The bundled models have the same, and reading a vocabulary takes long.
let made: { json: Buffer; kind: string | undefined; is: Tokenizer } | null =
	null;

/** @throws {SearchError} `MODEL_CORRUPT` if the files do not describe a tokenizer. */
export function tokenizerOf(files: ModelFolder): Tokenizer {
	const json = files.bytes("tokenizer.json") ?? Buffer.alloc(0);
	const tokenizerConfig = files.json("tokenizer_config.json", TokenizerConfig);
	const kind = tokenizerConfig.tokenizer_class;
	if (made?.kind !== kind || !made?.json.equals(json)) {
		const tokenizer = json.toString("utf8");
		const folder = files.root;
		made = {
			json,
			kind,
			is: createTokenizer({ folder, tokenizer, tokenizerConfig }),
		};
	}
	return made.is;
}

/**
 * Reads an embedding model's folder, laid out as transformers.js wants it.
 *
 * @param folder - Of a model; without one, the bundled default.
 * @param digests - What is known of the weights' checksum.
 * @throws {SearchError} `MODEL_NOT_FOUND` if a file is missing, `MODEL_CORRUPT` if one is not what it
 *   should be, `USAGE` if the model pools in another way than by mean or CLS.
 */
export async function readModel(
	folder?: string,
	digests = new Digests(),
): Promise<ModelFiles> {
	const files = await ModelFolder.read(
		folder ? { folder } : { bundled: DEFAULT_MODEL },
		WANTED_OF_EMBEDDER,
		digests,
	);
	const config = files.json("config.json", Config);
	const pooling = files.json("1_Pooling/config.json", Pooling);
	const { max_seq_length } = files.json(
		"sentence_bert_config.json",
		SentenceBert,
	);
	if (!pooling.pooling_mode_cls_token && !pooling.pooling_mode_mean_tokens) {
		throw new SearchError(
			"USAGE",
			`the model in ${files.root} pools in a way that is not supported`,
			"use a model with mean or CLS pooling",
		);
	}
	return {
		folder: files,
		shape: {
			name: files.name,
			dimensions: config.hidden_size,
			maxTokens: Math.min(
				max_seq_length ?? config.max_position_embeddings,
				config.max_position_embeddings,
			),
		},
		pooling: pooling.pooling_mode_cls_token ? "cls" : "mean",
		prompts: files.json(
			"config_sentence_transformers.json",
			SentenceTransformers,
		).prompts,
		tokenizer: tokenizerOf(files),
	};
}
