import { spawn } from "node:child_process";
import { delimiter } from "node:path";

export interface Size {
	columns: number;
	rows: number;
}

/** What a command wrote at one time. */
export interface Written {
	/** Milliseconds since the command was started. */
	at: number;
	/** As the terminal got it, escape sequences included. */
	text: string;
}

/**
 * Runs a command line in a pseudo-terminal, that of script(1) of util-linux.
 *
 * @param bin - A folder that is looked into for commands before all others.
 * @throws {Error} The command ended with another code than 0 (done) or 1 (nothing found).
 */
export async function runInTerminal(
	line: string,
	{ columns, rows }: Size,
	cwd: string,
	bin: string,
): Promise<Written[]> {
	const sized = `stty columns ${columns} rows ${rows} && exec ${line}`;
	const started = performance.now();
	const child = spawn("script", ["-qefc", sized, "/dev/null"], {
		cwd,
		// Nothing of the environment of whoever records, for it may change colours.
		env: {
			PATH: `${bin}${delimiter}${process.env.PATH}`,
			SHELL: "/bin/sh",
			TERM: "xterm-256color",
			LANG: "C.UTF-8",
		},
		stdio: ["ignore", "pipe", "inherit"],
	});
	const written: Written[] = [];
	child.stdout.setEncoding("utf8").on("data", (text) => {
		written.push({ at: performance.now() - started, text });
	});
	const code = await new Promise<number | null>((resolve, reject) => {
		child.on("close", resolve).on("error", reject);
	});
	if (code !== 0 && code !== 1) {
		const all = written.map(({ text }) => text).join("");
		throw new Error(`${line} ended with ${code}: ${all}`);
	}
	return written;
}
