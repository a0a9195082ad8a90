import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import * as z from "zod/mini";
import { Digests } from "../hashing/digests.ts";
import type { Reranker } from "../types.ts";
import { loadedFrom, ModelFolder } from "./bundle.ts";
import { tokenizerOf, WANTED } from "./files.ts";
import { loadWeights } from "./weights.ts";

const CROSS_ENCODER = "Xenova/ms-marco-MiniLM-L-12-v2";
const Config = z.looseObject({
	max_position_embeddings: z.int().check(z.positive()),
});

// What is longer is cut: the passage is what has to be read whole.
const MAX_QUESTION_TOKENS = 160;
// More share the work of one pair hardly better.
const MAX_THREADS = 4;

export interface RerankerOptions {
	/**
	 * That share the work of one pair, at least 1; default: as many as there are cores, at most 4. The scores are the
	 * same for any number.
	 */
	threads?: number;
	/** What is known of the weights' checksum. */
	digests?: Digests;
}

/**
 * The bundled cross-encoder: it reads question and passage together, one pair a run, so that a passage's score does
 * not depend on the others.
 *
 * @throws {SearchError} `MODEL_NOT_FOUND`, `MODEL_CORRUPT`.
 */
export async function createReranker({
	threads = Math.min(availableParallelism(), MAX_THREADS),
	digests,
}: RerankerOptions = {}): Promise<Reranker> {
	const files = await readFiles(digests);
	const { max_position_embeddings } = files.json("config.json", Config);
	const tokenizer = tokenizerOf(files);
	const { loaded: run, fingerprint } = await loadedFrom(files, () =>
		loadWeights(files, threads),
	);
	return {
		model: { name: files.name, fingerprint },

		async score(question, passages, signal) {
			const ids = tokenizer.encode(question);
			const cut = [...ids.slice(0, MAX_QUESTION_TOKENS - 1), ...ids.slice(-1)];
			const first = ids.length > MAX_QUESTION_TOKENS ? cut : ids;
			const logits: number[] = [];
			for (const passage of passages) {
				signal?.throwIfAborted();
				// The first token of the passage is the special one that opens a text.
				const pair = [...first, ...tokenizer.encode(passage).slice(1)].slice(
					0,
					max_position_embeddings,
				);
				const types = pair.map((_, at) => (at < first.length ? 0 : 1));
				const [logit] = await run({ ids: pair, types }, "logits");
				logits.push(logit ?? Number.NaN);
				// A run blocks this thread: let a Ctrl-C and the caller's timers in between.
				await setImmediate();
			}
			return logits;
		},

		async close() {
			// ONNX Runtime's session goes with the garbage.
		},
	};
}

/**
 * Checks that the cross-encoder is the published one.
 *
 * @throws {SearchError} `MODEL_NOT_FOUND`, `MODEL_CORRUPT`.
 */
export async function checkReranker(digests: Digests): Promise<void> {
	await (await readFiles(digests)).fingerprint();
}

async function readFiles(digests = new Digests()): Promise<ModelFolder> {
	return ModelFolder.read({ bundled: CROSS_ENCODER }, WANTED, digests);
}
