import { workerData } from "node:worker_threads";
import { type Input, loadWeights } from "./weights.ts";

// Loaded when the worker starts, not by its first task.
const session = loadWeights(workerData, 1);
// Should it fail, the task that needs it says so.
session.catch(() => {});

/** The logit of one pair of question and passage. */
export default async function score(pair: Input): Promise<number> {
	const run = await session;
	const [logit] = await run(pair, "logits");
	return logit ?? Number.NaN;
}
