import * as z from "zod/mini";
import type { Reranker } from "../types.ts";
import { loadedFrom, ModelFolder } from "./bundle.ts";
import { REQUIRED, tokenizerOf, weightsOf } from "./files.ts";
import { loadWeights } from "./weights.ts";

const CROSS_ENCODER = "Xenova/ms-marco-MiniLM-L-12-v2";
const Config = z.looseObject({
	max_position_embeddings: z.int().check(z.positive()),
});

// What is longer is cut: the passage is what has to be read whole.
const MAX_QUESTION_TOKENS = 160;

/**
 * The bundled cross-encoder, in this process.
 *
 * One pair a run, so that a passage's score does not depend on the others.
 *
 * @param threads - That share one run; the scores are the same for any number.
 * @throws {SearchError} `MODEL_NOT_FOUND`, `MODEL_CORRUPT`.
 */
export async function openCrossEncoder(
	threads: number,
): Promise<Pick<Reranker, "model" | "score">> {
	const files = await ModelFolder.read(
		{ bundled: CROSS_ENCODER },
		{ required: REQUIRED, optional: [] },
	);
	const { max_position_embeddings } = files.json("config.json", Config);
	const folder = files.root;
	const tokenizer = tokenizerOf(files);
	const run = await loadedFrom(files, () =>
		loadWeights({ folder, weights: weightsOf(folder) }, threads),
	);
	return {
		model: { name: files.name, fingerprint: await files.fingerprint },

		async score(question, passages) {
			const ids = tokenizer.encode(question);
			const cut = [...ids.slice(0, MAX_QUESTION_TOKENS - 1), ...ids.slice(-1)];
			const first = ids.length > MAX_QUESTION_TOKENS ? cut : ids;
			const logits: number[] = [];
			for (const passage of passages) {
				// The first token of the passage is the special one that opens a text.
				const pair = [...first, ...tokenizer.encode(passage).slice(1)].slice(
					0,
					max_position_embeddings,
				);
				const types = pair.map((_, at) => (at < first.length ? 0 : 1));
				const [logit] = await run({ ids: pair, types }, "logits");
				logits.push(logit ?? Number.NaN);
			}
			return logits;
		},
	};
}
