import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { MAIN, type Workspace } from "./workspace.ts";

/** The port that pages call a server by. It may be taken where tests run: there another stands for it. */
const PORT = "7700";

/** How a piece of a page went. */
export interface Went {
	/** Standard output and errors, as a terminal would show them. */
	printed: string;
	/** The codes of all commands that failed where nothing took care of it, in order. */
	exitCodes: number[];
}

/** A shell in which a page is read from its beginning to its end. */
export class PageShell {
	readonly #space: Workspace;
	readonly #port: string;
	readonly #bash: ChildProcess;
	readonly #told: AsyncIterator<string>;
	#pieces = 0;

	private constructor(space: Workspace, port: string) {
		this.#space = space;
		this.#port = port;
		this.#bash = spawn("bash", ["--noprofile", "--norc"], {
			cwd: space.path("desk"),
			env: environmentIn(space),
			stdio: ["pipe", "ignore", "inherit", "pipe"],
			// A group of its own, to end with all that it has started.
			detached: true,
		});
		const [, , , told] = this.#bash.stdio;
		this.#told = createInterface({
			input: told as NodeJS.ReadableStream,
		})[Symbol.asyncIterator]();
		this.#type(`set -o pipefail; trap 'echo "failed $?" >&3' ERR`);
	}

	/**
	 * A shell in the folder `desk` of a workspace.
	 *
	 * `ask` and `npx ask` are the built command, `verbatim-search` is the built library.
	 */
	static async open(space: Workspace): Promise<PageShell> {
		const port = await freePort();
		const serves = `case "$1 $*" in *--port*) ;; serve*|mcp*--http*) set -- "$@" --port ${port} ;; esac`;
		const node = `exec '${process.execPath}' '${MAIN}' "$@"`;
		script(space, "bin/ask", `${serves}\n${node}`);
		script(space, "bin/npx", `[ "$1" = ask ] && shift && exec ask "$@"`);
		return new PageShell(space, port);
	}

	/** Runs lines in the shell, and waits until they are done. */
	async run(code: string): Promise<Went> {
		this.#pieces++;
		const name = this.#space.path(`pieces/${this.#pieces}`);
		// Its last status is kept aside: as that of the whole it would be one more command that failed.
		this.#space.write(
			`pieces/${this.#pieces}`,
			`${this.#here(code)}\nended=$?\n`,
		);
		this.#type(`. '${name}' </dev/null >'${name}.out' 2>&1`);
		this.#type('echo "done $ended" >&3');
		const exitCodes: number[] = [];
		for (;;) {
			const { value, done } = await this.#told.next();
			if (done) throw new Error(`the shell ended in:\n${code}`);
			const [what, status] = value.split(" ");
			exitCodes.push(Number(status));
			if (what === "done") break;
		}
		// A command on the left of && fails unnoticed, and counts only where it ends the piece.
		const ended = exitCodes.pop();
		if (ended && exitCodes.length === 0) exitCodes.push(ended);
		const printed = readFileSync(`${name}.out`, "utf8");
		return { printed: printed.replaceAll(this.#port, PORT), exitCodes };
	}

	/** Runs a module, as a program that has the library among its packages. */
	async runModule(source: string): Promise<Went> {
		const module = this.#space.write(`modules/${this.#pieces}.mjs`, source);
		return this.run(`node '${module}'\n`);
	}

	/** Starts a server that runs until the end, and waits until it can be called. */
	async start(code: string): Promise<void> {
		await this.run(`${code.trimEnd()} &\n`);
		for (let tries = 0; !(await answers(Number(this.#port))); tries++) {
			if (tries > 300) throw new Error(`nothing is served by:\n${code}`);
			await setTimeout(100);
		}
	}

	close(): void {
		if (this.#bash.pid) process.kill(-this.#bash.pid, "SIGKILL");
	}

	#type(line: string): void {
		this.#bash.stdin?.write(`${line}\n`);
	}

	#here(code: string): string {
		return code.replaceAll(PORT, this.#port);
	}
}

/** Nothing of the user who tests, nor of the machine. */
function environmentIn(space: Workspace): Record<string, string> {
	return {
		PATH: `${space.path("bin")}:${process.env.PATH ?? ""}`,
		HOME: space.path("home"),
		LANG: "C.UTF-8",
		TERM: "dumb",
		TZ: "UTC",
	};
}

function script(space: Workspace, name: string, body: string): void {
	chmodSync(space.write(name, `#!/bin/sh\n${body}\n`), 0o755);
}

async function freePort(): Promise<string> {
	const server = createServer();
	await new Promise<void>((resolve) => {
		server.listen(0, "127.0.0.1", resolve);
	});
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	if (address === null || typeof address === "string") throw new Error();
	return String(address.port);
}

function answers(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(port, "127.0.0.1");
		socket.on("connect", () => resolve(true));
		socket.on("error", () => resolve(false));
		socket.on("close", () => socket.destroy());
		socket.on("connect", () => socket.end());
	});
}
