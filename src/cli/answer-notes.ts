import { staleSources } from "../lookup/stale.ts";
import type { Answer } from "../types.ts";
import type { SearchOptions } from "./commands/search.ts";
import { warn } from "./context.ts";
import { escapeLine, escapeUnsafe } from "./escape.ts";
import type { Format } from "./formats/format.ts";
import type { Terminal } from "./terminal.ts";

/** What the reader of an answer should know before it is printed, on stderr. */
export function sayBefore(
	answer: Answer,
	options: SearchOptions,
	format: Format,
	terminal: Terminal,
): void {
	sayPeriod(answer, options, terminal);
	// An object has the rest in its fields.
	if (format === "json") return;
	for (const warning of answer.warnings) warn(terminal, escapeUnsafe(warning));
	const { files, said } = staleSources(answer);
	if (options.stale === "warn" && files > 0) {
		const what = `not up to date with ${escapeLine(said)}: ask index mends that`;
		warn(terminal, what);
	}
}

/** Says that nothing was good enough, and how far it fell short, on stderr. */
export function sayNothingFound(answer: Answer, terminal: Terminal): void {
	const { bestScore, threshold, results } = answer;
	const best =
		bestScore === null
			? "no passage has anything of it"
			: `${nearest(answer)} scores ${bestScore.toFixed(2)}, below ${threshold.toFixed(2)}`;
	terminal.err(`ask: nothing found: ${best}\n`);
	if (bestScore !== null && results.length === 0) {
		terminal.err("hint: --all prints the best passages all the same\n");
	}
}

/** Says which days were looked at, where they were not asked for as such. */
function sayPeriod(
	{ period }: Answer,
	asked: SearchOptions,
	terminal: Terminal,
): void {
	for (const bound of ["since", "until"] as const) {
		const day = period[bound];
		const words = asked[bound];
		if (day !== null && words !== undefined && words !== day) {
			terminal.err(`ask: ${bound} ${day} (${escapeLine(words)})\n`);
		}
	}
}

/** The best passage that was not good enough, by its place. */
function nearest({ nearestMiss }: Answer): string {
	if (!nearestMiss) return "the best passage";
	const { path, lineStart } = nearestMiss;
	return `the nearest miss, ${escapeLine(`${path}:${lineStart}`)},`;
}
