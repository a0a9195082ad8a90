import { parentPort } from "node:worker_threads";
import { hash } from "./hash.ts";
import type { HashOutcome, HashTask } from "./hashed-file.ts";

parentPort?.on("message", ({ path, read }: HashTask) => {
	let outcome: HashOutcome;
	try {
		outcome = hash(path, read);
	} catch (error) {
		outcome = { error: error as Error };
	}
	const moved = "error" in outcome ? [] : [outcome.content.buffer];
	parentPort?.postMessage(outcome, moved);
});
