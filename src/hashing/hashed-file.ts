import { stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { type Hashed, hash } from "./hash.ts";

/** What the thread is asked. */
export interface HashTask {
	path: string;
	read: boolean;
}

/** What it answers, in the order in which it was asked. */
export type HashOutcome = Hashed | { error: Error };

// Starting a thread takes as long as hashing so many bytes.
const SMALL = 16 * 1024 * 1024;

/**
 * Reads a file whole and hashes it: a large one in a thread of its own, so that it does not hold up the rest. (Node's
 * own asynchronous digests first copy what they are given, which takes as long as hashing it.)
 *
 * @throws Node's error if it cannot be read.
 */
export async function readHashed(path: string): Promise<Hashed> {
	return hashBeside(path, true);
}

/** Size and SHA-256 of a file, whose content is read piece by piece. */
export async function hashFile(
	path: string,
): Promise<Pick<Hashed, "bytes" | "sha256">> {
	return hashBeside(path, false);
}

interface Waiting {
	resolve: (hashed: Hashed) => void;
	reject: (error: Error) => void;
}

let thread: Worker | null = null;
let waiting: Waiting[] = [];

async function hashBeside(path: string, read: boolean): Promise<Hashed> {
	if ((await stat(path)).size <= SMALL) return hash(path, read);
	return new Promise((resolve, reject) => {
		waiting.push({ resolve, reject });
		thread ??= start();
		// It holds the process while it has something to do, and no longer.
		thread.ref();
		thread.postMessage({ path, read } satisfies HashTask);
	});
}

function start(): Worker {
	// Always the built script, seen from the source as from the bundle: Node 20 runs no TypeScript.
	const script = new URL("../../dist/js/hash-thread.js", import.meta.url);
	const started = new Worker(fileURLToPath(script));
	started.on("message", (outcome: HashOutcome) => {
		const next = waiting.shift();
		if (waiting.length === 0) started.unref();
		if ("error" in outcome) next?.reject(outcome.error);
		else next?.resolve(outcome);
	});
	started.on("error", (error) => {
		thread = null;
		const failed = waiting;
		waiting = [];
		for (const { reject } of failed) reject(error);
	});
	return started;
}
