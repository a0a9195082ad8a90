import { availableParallelism } from "node:os";
import { Piscina } from "piscina";
import { z } from "zod";
import { reasonOf, SearchError } from "../errors.ts";
import type { Reranker } from "../types.ts";
import { ModelFolder } from "./bundle.ts";
import { commonFiles, REQUIRED } from "./files.ts";
import { createTokenizer } from "./tokenizer.ts";
import type { Input } from "./weights.ts";

const RERANKER = "Xenova/ms-marco-MiniLM-L-12-v2";
const Config = z.looseObject({ max_position_embeddings: z.int().positive() });

// What is longer is cut: the passage is what has to be read whole.
const MAX_QUESTION_TOKENS = 160;
// A session takes 60 MB, and a lookup has few pairs.
const MAX_SESSIONS = 4;

export interface RerankerOptions {
	/** Sessions that score pairs side by side, at least 1; default: as many as there are cores, at most 4. */
	threads?: number;
}

/**
 * The bundled cross-encoder: it reads question and passage together.
 *
 * Each worker thread holds a single-threaded session and scores one pair a run, so that a passage's
 * score does not depend on the others.
 *
 * @throws {SearchError} `MODEL_NOT_FOUND`, `MODEL_CORRUPT`.
 */
export async function createReranker({
	threads = Math.min(availableParallelism(), MAX_SESSIONS),
}: RerankerOptions = {}): Promise<Reranker> {
	const files = await ModelFolder.read(
		{ bundled: RERANKER },
		{ required: REQUIRED, optional: [] },
	);
	const { max_position_embeddings } = files.json("config.json", Config);
	const common = commonFiles(files);
	const tokenizer = createTokenizer(common);
	const { folder, weights } = common;
	const pool = new Piscina<Input, number>({
		filename: new URL("./rerank-worker.js", import.meta.url).href,
		workerData: { folder, weights },
		minThreads: threads,
		maxThreads: threads,
	});
	const pairOf = (question: readonly number[], passage: string): Input => {
		// The first token of the passage is the special one that opens a text.
		const rest = tokenizer.encode(passage).slice(1);
		const ids = [...question, ...rest].slice(0, max_position_embeddings);
		return { ids, types: ids.map((_, at) => (at < question.length ? 0 : 1)) };
	};
	return {
		model: { name: files.name, fingerprint: files.fingerprint },

		async score(question, passages) {
			const ids = tokenizer.encode(question);
			const cut = [...ids.slice(0, MAX_QUESTION_TOKENS - 1), ...ids.slice(-1)];
			const pair = ids.length > MAX_QUESTION_TOKENS ? cut : ids;
			// Never cancelled: onnxruntime-node 1.14 aborts the process when a worker ends during a run.
			const scores = await Promise.allSettled(
				passages.map((passage) => pool.run(pairOf(pair, passage))),
			);
			return scores.map((score) => {
				if (score.status === "fulfilled") return score.value;
				throw new SearchError(
					"INTERNAL",
					`the reranker failed: ${reasonOf(score.reason)}`,
					"ask without it: --fast",
					{ cause: score.reason },
				);
			});
		},

		async close() {
			await pool.close();
		},
	};
}
