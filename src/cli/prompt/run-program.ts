import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { constants as system } from "node:os";
import { delimiter, join } from "node:path";

// Both reach every process of the terminal: they are meant for the program that is seen.
const KEYS = ["SIGINT", "SIGQUIT"] as const;

/**
 * Hands the terminal to a program until it ends. Ctrl-C means nothing to this process meanwhile.
 *
 * @param command - For a shell to read, so that it may hold options; the arguments are passed as they are.
 * @param signal - Ends the program.
 * @returns Its exit code; 128 and more where a signal ended it, as a shell has it.
 */
export async function runProgram(
	command: string,
	args: readonly string[],
	signal: AbortSignal,
): Promise<number> {
	const hear = KEYS.map(deafTo);
	try {
		return await new Promise((resolve, reject) => {
			const child = spawn("sh", ["-c", lineFor(command), command, ...args], {
				stdio: "inherit",
				signal,
			});
			child.on("error", reject);
			child.on("exit", (code, by) =>
				resolve(code ?? 128 + (by ? system.signals[by] : 0)),
			);
		});
	} finally {
		for (const again of hear) again();
	}
}

/** In the shell's place, which Ctrl-C would end before the program; a variable in front is for `env` to set. */
function lineFor(command: string): string {
	return `exec ${/^\w+=/u.test(command) ? "env " : ""}${command} "$@"`;
}

/** Whether a command of this name is found where a shell would look for it. */
export function isCommand(name: string, path: string | undefined): boolean {
	return (path ?? "").split(delimiter).some((folder) => {
		try {
			accessSync(join(folder, name), constants.X_OK);
			return true;
		} catch {
			return false;
		}
	});
}

/** @returns What lets those hear again who did. */
function deafTo(signal: (typeof KEYS)[number]): () => void {
	const heard = process.listeners(signal);
	// Without any listener the signal would end this process.
	const ignore = () => {};
	process.on(signal, ignore);
	for (const listener of heard) process.off(signal, listener);
	return () => {
		for (const listener of heard) process.on(signal, listener);
		process.off(signal, ignore);
	};
}
