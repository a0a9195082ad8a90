import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { reasonOf } from "../errors.ts";
import { type PlainError, plain, reclassed } from "./plain-error.ts";

/** Processes that run the methods of one script. */
export interface Processes {
	/** Runs a method in the process that has least to do. What runs in one process runs in order. */
	run<T>(method: string, ...params: unknown[]): Promise<T>;
	/** Ends them at once; what they have not done yet is dropped. */
	close(): void;
}

interface Task {
	id: number;
	method: string;
	params: unknown[];
}

type Outcome = { id: number } & ({ result: unknown } | { error: PlainError });

/**
 * Starts processes; each loads its script while its first tasks are already on their way to it.
 *
 * Processes, and no worker threads: all threads that load onnxruntime-node 1.14 share a handle into
 * V8, and that corrupts the memory of the process sooner or later.
 *
 * @param kind - Which of the scripts that end with {@link serve}.
 * @param data - What every process is told; JSON.
 */
export function startProcesses(
	kind: "embed",
	{ count, data }: { count: number; data: unknown },
): Processes {
	const children = Array.from({ length: count }, () => new Child(kind, data));
	return {
		run<T>(method: string, ...params: unknown[]) {
			const free = children.reduce((least, child) =>
				child.tasks < least.tasks ? child : least,
			);
			return free.run(method, params) as Promise<T>;
		},
		close() {
			for (const child of children) child.end();
		},
	};
}

class Child {
	readonly #process: ChildProcess;
	readonly #waiting = new Map<
		number,
		{ resolve: (result: unknown) => void; reject: (error: unknown) => void }
	>();
	#lastId = 0;

	constructor(kind: string, data: unknown) {
		// Always the built script, seen from the source as from the bundle: Node 20 runs no TypeScript.
		const script = new URL(`../../dist/js/${kind}-process.js`, import.meta.url);
		this.#process = fork(fileURLToPath(script), [JSON.stringify(data)], {
			// Typed arrays arrive as such.
			serialization: "advanced",
			execArgv: [],
			stdio: ["ignore", "ignore", "inherit", "ipc"],
		});
		this.#process.on("message", (outcome: Outcome) => this.#settle(outcome));
		this.#process.on("error", (error) => this.#fail(reasonOf(error)));
		this.#process.on("exit", (code, signal) =>
			this.#fail(`its process ended (${signal ?? code})`),
		);
	}

	/** How many it has not done yet. */
	get tasks(): number {
		return this.#waiting.size;
	}

	async run(method: string, params: unknown[]): Promise<unknown> {
		const task: Task = { id: ++this.#lastId, method, params };
		return new Promise((resolve, reject) => {
			this.#waiting.set(task.id, { resolve, reject });
			this.#process.send(task, (error) => {
				if (error) this.#fail(reasonOf(error));
			});
		});
	}

	end(): void {
		// It has nothing to lose, and a run of ONNX Runtime cannot be interrupted otherwise.
		this.#process.kill("SIGKILL");
	}

	#settle(outcome: Outcome): void {
		const waiting = this.#waiting.get(outcome.id);
		this.#waiting.delete(outcome.id);
		if ("result" in outcome) waiting?.resolve(outcome.result);
		else waiting?.reject(reclassed(outcome.error));
	}

	#fail(reason: string): void {
		for (const { reject } of this.#waiting.values()) reject(new Error(reason));
		this.#waiting.clear();
	}
}

/** In a process of its own: what it was told. */
export function told<T>(): T {
	return JSON.parse(process.argv[2] ?? "null");
}

/** In a process of its own: runs the tasks that it is sent, one after the other, until it is ended. */
export function serve(
	methods: Record<string, (...params: never[]) => Promise<unknown>>,
): void {
	let last: Promise<unknown> = Promise.resolve();
	process.on("message", ({ id, method, params }: Task) => {
		last = last.then(async () => {
			try {
				const result = await methods[method]?.(...(params as never[]));
				reply({ id, result });
			} catch (error) {
				reply({ id, error: plain(error) });
			}
		});
	});
	process.on("disconnect", die);
	// A Ctrl-C reaches every process of a terminal; the one that started this one decides what it means.
	process.on("SIGINT", () => {});
}

function reply(outcome: Outcome): void {
	process.send?.(outcome, (error: Error | null) => {
		if (error) die();
	});
}

/** The process that started this one is gone, by whatever death. */
function die(): void {
	process.kill(process.pid, "SIGKILL");
}
