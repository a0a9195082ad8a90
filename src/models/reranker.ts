import { availableParallelism } from "node:os";
import { reasonOf, SearchError } from "../errors.ts";
import type { Reranker } from "../types.ts";
import { startProcesses } from "./processes.ts";

// More share the work of one pair hardly better.
const MAX_THREADS = 4;

export interface RerankerOptions {
	/** That share the work of one pair, at least 1; default: as many as there are cores, at most 4. */
	threads?: number;
	/** Ends it, also while it is still loading. */
	signal?: AbortSignal;
}

/**
 * The bundled cross-encoder: it reads question and passage together.
 *
 * It runs in a process of its own: it loads beside everything else, and leaves this thread free.
 *
 * @throws {SearchError} `MODEL_NOT_FOUND`, `MODEL_CORRUPT`.
 * @throws The signal's reason when it is aborted before it starts.
 */
export async function createReranker({
	threads = Math.min(availableParallelism(), MAX_THREADS),
	signal,
}: RerankerOptions = {}): Promise<Reranker> {
	signal?.throwIfAborted();
	const processes = startProcesses("rerank", { count: 1, data: { threads } });
	signal?.addEventListener("abort", () => processes.close(), { once: true });
	const run = async <T>(method: string, ...params: unknown[]): Promise<T> => {
		try {
			return await processes.run<T>(method, ...params);
		} catch (error) {
			if (error instanceof SearchError) throw error;
			throw new SearchError(
				"INTERNAL",
				`the reranker failed: ${reasonOf(error)}`,
				"ask without it: --fast",
				{ cause: error },
			);
		}
	};
	try {
		return {
			model: await run<Reranker["model"]>("open"),
			score: (question, passages) => run("score", question, [...passages]),
			close: async () => processes.close(),
		};
	} catch (error) {
		processes.close();
		throw error;
	}
}
