import { isAbsolute, relative, resolve } from "node:path";
import type { ExitCode } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";

/** What every command is given, beside its own options. */
export interface Context {
	terminal: Terminal;
	environment: Readonly<Record<string, string | undefined>>;
	/** Aborted by Ctrl-C. */
	signal: AbortSignal;
	/** Which build of the command this is; null where it runs unbuilt. */
	build: string | null;
}

export type Action<Options> = (
	context: Context,
	operands: string[],
	options: Options,
) => Promise<ExitCode>;

/** The index folder: the option, else ASK_INDEX, else `./index`. */
export function indexFolder(
	option: string | undefined,
	environment: Context["environment"],
): string {
	return resolve(option || environment.ASK_INDEX || "index");
}

/** A path as a person in the current folder would write it. */
export function displayPath(path: string): string {
	const near = relative(process.cwd(), path);
	return near === ""
		? "."
		: near.startsWith("..") || isAbsolute(near)
			? path
			: near;
}

export function warn(terminal: Terminal, message: string): void {
	const label = terminal.errLook.style(["yellow"], "warning:");
	terminal.err(`ask: ${label} ${message}\n`);
}
