import { inWords } from "../service/progress.ts";
import type { Progress } from "../types.ts";
import { count } from "./render.ts";
import type { Terminal } from "./terminal.ts";

export interface ProgressDisplay {
	show(progress: Progress): void;
	stop(): void;
}

// Off a terminal a line now and then, so that a log shows life but does not fill.
const SECONDS_BETWEEN_LINES = 10;

/** A spinner on a terminal, a plain line now and then off it, nothing when quiet. */
export async function createProgress(
	terminal: Terminal,
	{ quiet }: { quiet: boolean },
): Promise<ProgressDisplay> {
	if (quiet) return { show() {}, stop() {} };
	const describe = describer();
	// What is read is embedded at once; how far that is can be said once all is read.
	const isSaid = ({ phase, total }: Progress) =>
		phase !== "embed" || total !== null;
	if (terminal.stderr.isTTY) {
		const { default: ora } = await import("ora");
		// Its guard against typed characters takes Ctrl-C from the terminal, and does not always give it back.
		const spinner = ora({
			stream: terminal.stderr,
			discardStdin: false,
		}).start("reading");
		return {
			show: (progress) => {
				if (!isSaid(progress)) return;
				spinner.text = describe(progress);
			},
			stop: () => spinner.stop(),
		};
	}
	let last = performance.now();
	return {
		show(progress) {
			if (!isSaid(progress)) return;
			const text = describe(progress);
			if (performance.now() - last < SECONDS_BETWEEN_LINES * 1000) return;
			last = performance.now();
			terminal.err(`ask: ${text}\n`);
		},
		stop() {},
	};
}

/** Says how far a build is, how fast it goes, and how long it will take at that rate. */
export function describer(
	now: () => number = () => performance.now(),
): (progress: Progress) => string {
	let phase: Progress["phase"] | null = null;
	let since = 0;
	let before = 0;
	return (progress) => {
		const { done, total } = progress;
		if (progress.phase !== phase) {
			phase = progress.phase;
			since = now();
			before = done;
		}
		if (total === null) return inWords(progress);
		const seconds = (now() - since) / 1000;
		const parts = [inWords(progress)];
		if (seconds > 1 && done > before) {
			const rate = (done - before) / seconds;
			parts.push(`${count(Math.round(rate))}/s`);
			parts.push(`${duration((total - done) / rate)} left`);
		}
		return parts.join(", ");
	};
}

function duration(seconds: number): string {
	if (seconds < 90) return `${Math.ceil(seconds)} s`;
	return `${Math.ceil(seconds / 60)} min`;
}
