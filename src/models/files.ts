import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { reasonOf, SearchError } from "../errors.ts";
import type { ModelInfo } from "../types.ts";

/** The folder of the models that come with the package. */
const BUNDLED_MODELS: string = fileURLToPath(
	new URL("../../models", import.meta.url),
);
const DEFAULT_MODEL = "Xenova/all-MiniLM-L6-v2";

/** How a model wants its input and gives its output, as sentence-transformers lays it out. */
export interface ModelFiles {
	info: ModelInfo;
	/** Absolute path of the model's folder. */
	folder: string;
	/** Absolute path of the ONNX file. */
	weights: string;
	tokenizer: unknown;
	tokenizerConfig: { tokenizer_class?: string | undefined };
	pooling: "mean" | "cls";
	prompts: { query: string; passage: string };
}

const WEIGHTS = "onnx/model_quantized.onnx";
// Every file that decides a vector; the last three may be missing.
const REQUIRED = [
	"config.json",
	"tokenizer.json",
	"tokenizer_config.json",
	WEIGHTS,
];
const OPTIONAL = [
	"1_Pooling/config.json",
	"sentence_bert_config.json",
	"config_sentence_transformers.json",
];

const Config = z.looseObject({
	hidden_size: z.int().positive(),
	max_position_embeddings: z.int().positive(),
});
const TokenizerConfig = z.looseObject({
	tokenizer_class: z.string().optional(),
});
const Pooling = z.looseObject({
	pooling_mode_cls_token: z.boolean().default(false),
	pooling_mode_mean_tokens: z.boolean().default(true),
});
const SentenceBert = z.looseObject({
	max_seq_length: z.int().positive().optional(),
});
const SentenceTransformers = z.looseObject({
	prompts: z
		.looseObject({
			query: z.string().default(""),
			passage: z.string().default(""),
		})
		.default({ query: "", passage: "" }),
});

/**
 * Reads a model's folder, laid out as transformers.js wants it, and checks what it reads.
 *
 * The files of the bundled models are compared with `models/SHA256SUMS`, which
 * `sha256sum --check` reads too.
 *
 * @param folder - Of a model; without one, the bundled default.
 * @throws {SearchError} `MODEL_NOT_FOUND` if a file is missing, `MODEL_CORRUPT` if one is not what it should be.
 */
export async function readModel(folder?: string): Promise<ModelFiles> {
	const root = folder ? resolve(folder) : join(BUNDLED_MODELS, DEFAULT_MODEL);
	const sums = folder ? null : await bundledChecksums();
	const files = new Map<string, Buffer>();
	const digests: string[] = [];
	await Promise.all(
		[...REQUIRED, ...OPTIONAL].map(async (name) => {
			const bytes = await readModelFile(root, name);
			if (bytes) files.set(name, bytes);
		}),
	);
	for (const name of [...files.keys()].sort()) {
		const bytes = files.get(name) ?? Buffer.alloc(0);
		const digest = createHash("sha256").update(bytes).digest("hex");
		if (sums && sums.get(`${DEFAULT_MODEL}/${name}`) !== digest) {
			throw corrupt(
				join(root, name),
				"its sha256 is not the published one",
				undefined,
			);
		}
		digests.push(`${digest}  ${name}\n`);
	}

	const json = <T>(name: string, schema: z.ZodType<T>): T =>
		parseJson(join(root, name), files.get(name), schema);
	const config = json("config.json", Config);
	const pooling = json("1_Pooling/config.json", Pooling);
	const { max_seq_length } = json("sentence_bert_config.json", SentenceBert);
	if (!pooling.pooling_mode_cls_token && !pooling.pooling_mode_mean_tokens) {
		throw new SearchError(
			"USAGE",
			`the model in ${root} pools in a way that is not supported`,
			"use a model with mean or CLS pooling",
		);
	}
	return {
		info: {
			name: `${basename(dirname(root))}/${basename(root)}`,
			fingerprint: createHash("sha256").update(digests.join("")).digest("hex"),
			dimensions: config.hidden_size,
			maxTokens: Math.min(
				max_seq_length ?? config.max_position_embeddings,
				config.max_position_embeddings,
			),
		},
		folder: root,
		weights: join(root, WEIGHTS),
		tokenizer: json("tokenizer.json", z.unknown()),
		tokenizerConfig: json("tokenizer_config.json", TokenizerConfig),
		pooling: pooling.pooling_mode_cls_token ? "cls" : "mean",
		prompts: json("config_sentence_transformers.json", SentenceTransformers)
			.prompts,
	};
}

/** The checksums of all bundled files, by path from the folder of models. */
async function bundledChecksums(): Promise<Map<string, string>> {
	const file = join(BUNDLED_MODELS, "SHA256SUMS");
	let text: string;
	try {
		text = await readFile(file, "utf8");
	} catch (error) {
		throw missing(BUNDLED_MODELS, "SHA256SUMS", error);
	}
	return new Map(
		text
			.trim()
			.split("\n")
			.map((line) => [line.slice(66), line.slice(0, 64)]),
	);
}

async function readModelFile(
	root: string,
	name: string,
): Promise<Buffer | null> {
	try {
		return await readFile(join(root, name));
	} catch (error) {
		if (OPTIONAL.includes(name)) return null;
		throw missing(root, name, error);
	}
}

/** A missing optional file reads as `{}`: its schema gives the defaults. */
function parseJson<T>(
	path: string,
	bytes: Buffer | undefined,
	schema: z.ZodType<T>,
): T {
	try {
		return schema.parse(JSON.parse(bytes?.toString("utf8") ?? "{}"));
	} catch (error) {
		throw corrupt(path, reasonOf(error), error);
	}
}

function missing(root: string, name: string, cause: unknown): SearchError {
	return new SearchError(
		"MODEL_NOT_FOUND",
		`no model in ${root}: ${name} cannot be read`,
		"reinstall the package, or name the model's folder: ask index --model FOLDER",
		{ cause },
	);
}

/** A model file that is not what it should be. */
export function corrupt(
	path: string,
	reason: string,
	cause: unknown,
): SearchError {
	return new SearchError(
		"MODEL_CORRUPT",
		`the model file ${path} is damaged: ${reason}`,
		"reinstall the package, or fetch the model's folder again",
		{ cause },
	);
}
