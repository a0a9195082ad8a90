import { reasonOf, SearchError } from "../errors.ts";
import type { Processes } from "./processes.ts";

// Large enough to hide the cost of a message, small enough that all processes end together.
const TEXTS_PER_TASK = 4;
const TASKS_PER_PROCESS = 8;

/** Texts that are taken together. */
interface Window {
	vectors: Float32Array[];
	/** Texts without a vector. */
	left: number;
}

/**
 * Embeds texts in processes, in order. Keeps every process busy with a few tasks ahead, and no more: texts are
 * taken as they are embedded.
 *
 * @param count - Of the processes.
 * @param texts - Those that were taken already, and the others.
 */
export async function* embedIn(
	processes: Processes,
	count: number,
	{ first, source }: { first: string[]; source: AsyncIterator<string> },
	{ prompt, signal }: { prompt: string; signal: AbortSignal | undefined },
): AsyncGenerator<Float32Array> {
	const queue: {
		window: Window;
		at: number[];
		run: Promise<Float32Array[]>;
	}[] = [];
	const finish = async function* () {
		const task = queue.shift();
		if (!task) return;
		const { window, at, run } = task;
		for (const [index, vector] of (await run).entries()) {
			window.vectors[at[index] ?? 0] = vector;
		}
		window.left -= at.length;
		if (window.left === 0) yield* window.vectors;
	};
	for await (const texts of windows(first, source, count)) {
		const window = { vectors: [], left: texts.length };
		for (const at of longestFirst(texts)) {
			signal?.throwIfAborted();
			if (queue.length >= count * TASKS_PER_PROCESS) yield* finish();
			const prompted = at.map((index) => prompt + texts[index]);
			const run = embed(processes, prompted);
			// It is awaited further down, but may fail before that.
			run.catch(() => {});
			queue.push({ window, at, run });
		}
	}
	while (queue.length > 0) {
		signal?.throwIfAborted();
		yield* finish();
	}
}

async function embed(
	processes: Processes,
	texts: string[],
): Promise<Float32Array[]> {
	try {
		return await processes.run("embed", texts);
	} catch (error) {
		throw new SearchError(
			"INTERNAL",
			`an embedding process failed: ${reasonOf(error)}`,
			"run the command again: what was embedded is kept",
			{ cause: error },
		);
	}
}

/** Tasks for the texts of a window, by their places: the longest first, so that the last to end are short. */
function longestFirst(texts: readonly string[]): number[][] {
	const places = texts
		.map((_, at) => at)
		.sort((a, b) => (texts[b]?.length ?? 0) - (texts[a]?.length ?? 0));
	const tasks: number[][] = [];
	for (let from = 0; from < places.length; from += TEXTS_PER_TASK) {
		tasks.push(places.slice(from, from + TEXTS_PER_TASK));
	}
	return tasks;
}

/** As many texts at a time as all processes have ahead of them. */
async function* windows(
	first: string[],
	texts: AsyncIterator<string>,
	count: number,
): AsyncGenerator<string[]> {
	yield first;
	for (;;) {
		const next = await take(texts, count * TASKS_PER_PROCESS * TEXTS_PER_TASK);
		if (next.length === 0) return;
		yield next;
	}
}

/** The next `count` of an iterator, or what there is. */
export async function take<T>(
	iterator: AsyncIterator<T>,
	count: number,
): Promise<T[]> {
	const taken: T[] = [];
	while (taken.length < count) {
		const { done, value } = await iterator.next();
		if (done) break;
		taken.push(value);
	}
	return taken;
}
