import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import { reasonOf, SearchError } from "../errors.ts";
import type { Embedder } from "../types.ts";
import { readModel } from "./files.ts";
import { type Processes, startProcesses } from "./processes.ts";
import { openSession } from "./session.ts";

export interface EmbedderOptions {
	/** Folder of a model laid out for transformers.js; without one, the bundled model. */
	model?: string | undefined;
	/** Processes that embed passages, at least 1; default: as many as there are cores. */
	threads?: number | undefined;
}

const TEXTS_BEFORE_PROCESSES = 64;
// A run is too short to be shared by more.
const THREADS_OF_ONE_RUN = 2;
// Large enough to hide the cost of a message, small enough that all processes end together.
const TEXTS_PER_TASK = 8;
const TASKS_PER_PROCESS = 3;

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
}: EmbedderOptions = {}): Promise<Embedder> {
	if (!Number.isInteger(threads) || threads < 1) {
		throw new SearchError(
			"USAGE",
			`threads must be a whole number from 1, not ${threads}`,
			"leave it out to use every core",
		);
	}
	const files = await readModel(model);
	// Also where only the processes will embed: a model that cannot be loaded is named before anything is written.
	const { tokenizer, embed } = await openSession(
		files,
		Math.min(threads, THREADS_OF_ONE_RUN),
	);
	let processes: Processes | null = null;

	return {
		model: files.info,
		countTokens: (text) => tokenizer.count(text),

		async embedQuestion(question) {
			return embed(files.prompts.query + question, { truncate: true });
		},

		async *embedPassages(texts, signal) {
			const iterator = texts[Symbol.iterator]();
			const first = take(iterator, TEXTS_BEFORE_PROCESSES);
			// They take a second to load: the first texts, often all there are, need not wait for them.
			const many = first.length === TEXTS_BEFORE_PROCESSES;
			if (many) {
				processes ??= startProcesses(
					new URL("./embed-process.js", import.meta.url),
					{ count: threads, data: { folder: model } },
				);
			}
			for (const text of first) {
				signal?.throwIfAborted();
				yield embed(files.prompts.passage + text, { truncate: false });
				// A run blocks this thread: let messages and the caller's timers in between.
				await setImmediate();
			}
			if (processes && many) {
				const { passage } = files.prompts;
				const ahead = threads * TASKS_PER_PROCESS;
				yield* embedIn(processes, ahead, iterator, passage, signal);
			}
		},

		async close() {
			await processes?.close();
		},
	};
}

/** Keeps every process busy with a few tasks ahead, and no more: texts are taken as they are embedded. */
async function* embedIn(
	processes: Processes,
	ahead: number,
	texts: Iterator<string>,
	prompt: string,
	signal: AbortSignal | undefined,
): AsyncGenerator<Float32Array> {
	const queue: Promise<Float32Array[]>[] = [];
	try {
		for (const batch of batches(texts, TEXTS_PER_TASK)) {
			signal?.throwIfAborted();
			const prompted = batch.map((text) => prompt + text);
			const task = processes.run<Float32Array[]>("embed", prompted);
			// It is awaited further down, but may fail before that.
			task.catch(() => {});
			queue.push(task);
			if (queue.length >= ahead) yield* (await queue.shift()) ?? [];
		}
		for (let next = queue.shift(); next; next = queue.shift()) {
			yield* await next;
			signal?.throwIfAborted();
		}
	} catch (error) {
		if (signal?.aborted) throw error;
		throw new SearchError(
			"INTERNAL",
			`an embedding process failed: ${reasonOf(error)}`,
			"run the command again: what was embedded is kept",
			{ cause: error },
		);
	}
}

/** The next `count` of an iterator, or what there is. */
function take<T>(iterator: Iterator<T>, count: number): T[] {
	const taken: T[] = [];
	while (taken.length < count) {
		const { done, value } = iterator.next();
		if (done) break;
		taken.push(value);
	}
	return taken;
}

function* batches(texts: Iterator<string>, size: number): Generator<string[]> {
	for (;;) {
		const batch = take(texts, size);
		if (batch.length > 0) yield batch;
		if (batch.length < size) return;
	}
}
