import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type AskOptions, openIndex } from "../../src/index.ts";
import { ask } from "./command.ts";
import { type Latency, latencyOf } from "./figures.ts";

/** Milliseconds of a lookup with everything loaded, and lookups a second of `--batch`. */
export interface Warm {
	semantic: Latency;
	fast: Latency;
	default: Latency;
	batchFastPerSecond: number;
	batchPerSecond: number;
}

// Lookups after which everything is loaded, the graph too.
const WARM_UP = 12;

export async function measureWarm(
	folder: string,
	questions: readonly string[],
	lookups: number,
): Promise<Warm> {
	const index = await openIndex({ index: join(folder, "index") });
	const question = (at: number) => questions[at % questions.length] ?? "";
	const times = async (options: AskOptions, count: number) => {
		const ms: number[] = [];
		for (let at = 0; at < WARM_UP + count; at += 1) {
			const started = performance.now();
			await index.ask(question(at), options);
			if (at >= WARM_UP) ms.push(performance.now() - started);
		}
		return latencyOf(ms);
	};
	const semantic = await times({ mode: "semantic" }, lookups);
	const fast = await times({ rerank: 0 }, lookups);
	const reread = await times({}, Math.ceil(lookups / 4));
	await index.close();

	const perSecond = async (count: number, ...options: string[]) => {
		const file = join(folder, "questions.txt");
		const lines = Array.from({ length: count }, (_, at) => question(at));
		writeFileSync(file, `${lines.join("\n")}\n`);
		const { seconds } = await ask(["--batch", file, ...options], folder);
		return count / seconds;
	};
	return {
		semantic,
		fast,
		default: reread,
		batchFastPerSecond: await perSecond(lookups * 2, "--fast"),
		batchPerSecond: await perSecond(Math.ceil(lookups / 4)),
	};
}
