import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The built command. */
export const ASK: string = fileURLToPath(
	new URL("../../dist/js/ask.cjs", import.meta.url),
);
const SAMPLE_MS = 200;

export interface Ran {
	seconds: number;
	/**
	 * Most memory at one time, of the command and its processes together; what they share is counted once (PSS). 0
	 * where /proc is missing.
	 */
	peakMB: number;
	stdout: string;
}

/** Runs the built command in a folder. */
export async function ask(args: string[], cwd: string): Promise<Ran> {
	return run(process.execPath, [ASK, ...args], cwd);
}

/** @throws {Error} The command ended with an error. */
export async function run(
	command: string,
	args: string[],
	cwd: string,
): Promise<Ran> {
	const started = performance.now();
	const child = spawn(command, args, {
		cwd,
		stdio: ["ignore", "pipe", "pipe"],
	});
	let peakMB = 0;
	const sampler = setInterval(() => {
		peakMB = Math.max(peakMB, memoryMB(child.pid));
	}, SAMPLE_MS);
	let stdout = "";
	let stderr = "";
	child.stderr.setEncoding("utf8").on("data", (chunk) => {
		stderr += chunk;
	});
	child.stdout.setEncoding("utf8").on("data", (chunk) => {
		stdout += chunk;
	});
	const code = await new Promise<number | null>((resolve, reject) => {
		child.on("close", resolve).on("error", reject);
	});
	clearInterval(sampler);
	const seconds = (performance.now() - started) / 1000;
	// 1 is "nothing found": an answer too.
	if (code !== 0 && code !== 1) {
		throw new Error(
			`${command} ${args.join(" ")} ended with ${code}: ${stderr}`,
		);
	}
	return { seconds, peakMB, stdout };
}

/** Of a process and those that it started. */
function memoryMB(pid: number | undefined): number {
	if (pid === undefined) return 0;
	try {
		const memory = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
		const [, kilobytes = "0"] = /^Pss:\s+(\d+)/mu.exec(memory) ?? [];
		const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
		return children
			.split(" ")
			.filter((child) => child !== "")
			.reduce(
				(sum, child) => sum + memoryMB(Number(child)),
				Number(kilobytes) / 1024,
			);
	} catch {
		// It has ended, or this system has no /proc.
		return 0;
	}
}
