import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import { SearchError } from "../errors.ts";
import type { Digests } from "../hashing/digests.ts";
import type { Embedder } from "../types.ts";
import { loadedFrom } from "./bundle.ts";
import { readModel } from "./files.ts";
import { type Processes, startProcesses } from "./processes.ts";
import { embedIn, take } from "./schedule.ts";
import { openSession } from "./session.ts";

export interface EmbedderOptions {
	/** Folder of a model laid out for transformers.js; without one, the bundled model. */
	model?: string | undefined;
	/** Processes that embed passages, at least 1; default: as many as there are cores. */
	threads?: number | undefined;
	/** What is known of the weights' checksum. */
	digests?: Digests;
}

// Processes take a third of a second to load: fewer texts are embedded here before they could.
const TEXTS_FOR_PROCESSES = 64;
// A run is too short to be shared by more.
const THREADS_OF_ONE_RUN = 2;

/**
 * The embedder that runs a local model with ONNX Runtime.
 *
 * A question is embedded in this thread. Passages go to processes, each with a single-threaded
 * session of its own and one text a run: faster than one session with many threads or batches, and the
 * same text always gives the same vector.
 *
 * Nothing is ever downloaded.
 *
 * @throws {SearchError} `USAGE`, `MODEL_NOT_FOUND`, `MODEL_CORRUPT`.
 */
export async function createEmbedder({
	model,
	threads = availableParallelism(),
	digests,
}: EmbedderOptions = {}): Promise<Embedder> {
	if (!Number.isInteger(threads) || threads < 1) {
		throw new SearchError(
			"USAGE",
			`threads must be a whole number from 1, not ${threads}`,
			"leave it out to use every core",
		);
	}
	const files = await readModel(model, digests);
	const { tokenizer } = files;
	// Also where only the processes will embed: a model that cannot be loaded is named before anything is written.
	const { loaded, fingerprint } = await loadedFrom(files.folder, () =>
		openSession(files, Math.min(threads, THREADS_OF_ONE_RUN)),
	);
	const { embed } = loaded;
	const info = { ...files.shape, fingerprint };
	let processes: Processes | null = null;

	return {
		model: info,
		countTokens: (text) => tokenizer.count(text),

		async embedQuestion(question) {
			const tokens = tokenizer.encode(files.prompts.query + question);
			return embed(tokens, { truncate: true });
		},

		async *embedPassages(texts, signal) {
			const { passage } = files.prompts;
			const iterator = iterate(texts);
			const first = await take(iterator, TEXTS_FOR_PROCESSES);
			if (first.length < TEXTS_FOR_PROCESSES) {
				for (const text of first) {
					signal?.throwIfAborted();
					const tokens = tokenizer.encode(passage + text);
					yield embed(tokens, { truncate: false });
					// A run blocks this thread: let messages and the caller's timers in between.
					await setImmediate();
				}
				return;
			}
			processes ??= startProcesses("embed", {
				count: threads,
				data: { folder: model },
			});
			const given = { first, source: iterator };
			yield* embedIn(processes, threads, given, { prompt: passage, signal });
		},

		async close() {
			processes?.close();
		},
	};
}

async function* iterate(
	texts: Iterable<string> | AsyncIterable<string>,
): AsyncGenerator<string> {
	yield* texts;
}
