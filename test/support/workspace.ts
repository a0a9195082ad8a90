import { spawn } from "node:child_process";
import {
	cpSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** The command as users run it: built. `npm test` builds it first. */
export const MAIN: string = fileURLToPath(
	new URL("../../dist/js/ask.cjs", import.meta.url),
);
export const SAMPLES: string = fileURLToPath(
	new URL("../../articles", import.meta.url),
);

export interface Ran {
	stdout: string;
	stderr: string;
	exitCode: number | null;
}

/** A folder of its own for one test. */
export class Workspace {
	readonly root: string = mkdtempSync(join(tmpdir(), "verbatim-"));

	path(...parts: string[]): string {
		return join(this.root, ...parts);
	}

	write(path: string, content: string | Uint8Array): string {
		const file = this.path(path);
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, content);
		return file;
	}

	read(path: string): Buffer {
		return readFileSync(this.path(path));
	}

	remove(): void {
		rmSync(this.root, { recursive: true, force: true });
	}

	/**
	 * A copy of the package, to change.
	 *
	 * @param without - Leaves out files whose path holds this.
	 * @returns Its command.
	 */
	copyPackage({ without }: { without?: string } = {}): string {
		const root = fileURLToPath(new URL("../..", import.meta.url));
		for (const part of ["dist", "models", "package.json"]) {
			cpSync(join(root, part), this.path("package", part), {
				recursive: true,
				filter: (file) =>
					!file.includes(".compiled") && !(without && file.includes(without)),
			});
		}
		symlinkSync(join(root, "node_modules"), this.path("package/node_modules"));
		return this.path("package/dist/js/ask.cjs");
	}

	/** Runs `ask` in this folder, with nothing on standard input but `input`. */
	async ask(
		args: string[],
		{
			input = "",
			env = {},
			command = MAIN,
		}: {
			input?: string;
			env?: Record<string, string>;
			command?: string;
		} = {},
	): Promise<Ran> {
		const child = spawn(process.execPath, [command, ...args], {
			cwd: this.root,
			env: { PATH: process.env.PATH ?? "", ...env },
		});
		child.stdin.on("error", () => {});
		child.stdin.end(input);
		const [stdout, stderr, exitCode] = await Promise.all([
			collect(child.stdout),
			collect(child.stderr),
			new Promise<number | null>((resolve) => child.on("close", resolve)),
		]);
		return { stdout, stderr, exitCode };
	}
}

/** A workspace that goes away with the test. */
export function workspace(): Workspace {
	const created = new Workspace();
	onTestFinished(() => created.remove());
	return created;
}

async function collect(stream: NodeJS.ReadableStream): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of stream) chunks.push(Buffer.from(chunk));
	return Buffer.concat(chunks).toString("utf8");
}
