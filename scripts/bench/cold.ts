import { ASK, run } from "./command.ts";
import { median } from "./figures.ts";

const QUESTION = "what did the prime minister say about taxes";

/** Median seconds of fresh processes, and how often that of `node -e 0`, taken in turn with it. */
export type Cold = Record<string, { seconds: number; ofNode: number }>;

const COMMANDS: Record<string, string[]> = {
	"node -e 0": ["-e", "0"],
	"ask --help": [ASK, "--help"],
	"ask --mode keyword": [ASK, "--mode", "keyword", QUESTION],
	"ask --mode semantic": [ASK, "--mode", "semantic", QUESTION],
	"ask --fast": [ASK, "--fast", QUESTION],
	ask: [ASK, QUESTION],
};

/** Times fresh processes over the index in `folder`. */
export async function measureCold(
	folder: string,
	runs: number,
	names: readonly string[] = Object.keys(COMMANDS),
): Promise<Cold> {
	const seconds = new Map<string, number[]>();
	for (let at = 0; at < runs; at += 1) {
		for (const name of names) {
			const ran = await run(process.execPath, COMMANDS[name] ?? [], folder);
			seconds.set(name, [...(seconds.get(name) ?? []), ran.seconds]);
		}
	}
	const node = median(seconds.get("node -e 0") ?? []);
	return Object.fromEntries(
		[...seconds].map(([name, all]) => [
			name,
			{ seconds: median(all), ofNode: median(all) / node },
		]),
	);
}
