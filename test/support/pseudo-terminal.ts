import {
	type ChildProcessWithoutNullStreams,
	execFileSync,
	spawn,
} from "node:child_process";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { onTestFinished } from "vitest";

const SCRIPT = fileURLToPath(new URL("pseudo-terminal.py", import.meta.url));
const PATIENCE_MS = 30_000;

/** What begins and ends a frame that is shown whole. */
const BEGIN = "\u001b[?2026h";
const END = "\u001b[?2026l";

/** Whether this machine can run commands on terminals of their own. */
export function hasPseudoTerminals(): boolean {
	try {
		execFileSync("python3", ["-c", "import pty, termios"], { stdio: "ignore" });
		return true;
	} catch {
		return false;
	}
}

/** A command that runs on a terminal of its own; it is killed at the end of the test. */
export class PseudoTerminal {
	readonly #child: ChildProcessWithoutNullStreams;
	readonly exitCode: Promise<number | null>;
	/** All that was written to the terminal. */
	output = "";
	#changed = () => {};
	/** Of the output, where what was last told to the terminal may show. */
	#since = 0;

	constructor(
		command: readonly string[],
		{
			cwd,
			columns = 90,
			rows = 30,
			env = {},
		}: {
			cwd: string;
			columns?: number;
			rows?: number;
			env?: Record<string, string>;
		},
	) {
		this.#child = spawn(
			"python3",
			[SCRIPT, `${columns}`, `${rows}`, ...command],
			{
				cwd,
				env: {
					PATH: process.env.PATH ?? "",
					TERM: "xterm-256color",
					LANG: "C.UTF-8",
					...env,
				},
			},
		);
		this.#child.stdout.setEncoding("utf8").on("data", (text: string) => {
			this.output += text;
			this.#changed();
		});
		this.#child.stderr.setEncoding("utf8").on("data", (text: string) => {
			this.output += text;
		});
		this.#child.stdin.on("error", () => {});
		this.exitCode = new Promise((resolve) => this.#child.on("close", resolve));
		// Its terminal closes with it, which ends the command.
		onTestFinished(() => void this.#child.kill());
	}

	type(keys: string): void {
		this.#tell({ keys });
	}

	resize(columns: number, rows: number): void {
		this.#tell({ columns, rows });
	}

	kill(signal: "SIGTERM" | "SIGINT"): void {
		this.#tell({ signal });
	}

	/** The lines of the last frame since something was last told to the terminal, without styles. */
	frame(): string[] {
		const frames = this.output
			.slice(this.#since)
			.split(BEGIN)
			.slice(1)
			// The last may still be coming.
			.filter((from) => from.includes(END))
			.map((from) => from.slice(0, from.indexOf(END)))
			.map((frame) => stripVTControlCharacters(frame).replaceAll("\r", ""));
		// Some move the cursor, and show nothing.
		return (frames.findLast((frame) => frame !== "") ?? "").split("\n");
	}

	/**
	 * Waits until the last frame holds something.
	 *
	 * @returns Its lines.
	 */
	async shows(wanted: RegExp): Promise<string[]> {
		await this.#until(
			() => wanted.test(this.frame().join("\n")),
			() => `${wanted} is not shown, but:\n${this.frame().join("\n")}`,
		);
		return this.frame();
	}

	/** Waits until something was written since then, in a frame or beside it. */
	async wrote(wanted: string): Promise<void> {
		await this.#until(
			() => this.output.includes(wanted, this.#since),
			() => `${wanted} was not written, but:\n${this.output}`,
		);
	}

	async #until(holds: () => boolean, complaint: () => string): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			const timer = setTimeout(
				() => reject(new Error(complaint())),
				PATIENCE_MS,
			);
			this.#changed = () => {
				if (!holds()) return;
				clearTimeout(timer);
				resolve();
			};
			this.#changed();
		});
	}

	#tell(what: object): void {
		this.#since = this.output.length;
		this.#child.stdin.write(`${JSON.stringify(what)}\n`);
	}
}
