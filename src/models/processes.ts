import { fileURLToPath } from "node:url";
import workerpool from "workerpool";
import { SearchError } from "../errors.ts";

/** Processes that run the methods of one script. */
export interface Processes {
	/** Runs a method in the next process that is free. */
	run<T>(method: string, ...params: unknown[]): Promise<T>;
	/** Ends them; what they have not done yet is dropped. */
	close(): Promise<void>;
}

/**
 * Starts processes, each of which runs one task at a time.
 *
 * Processes, and no worker threads: all threads that load onnxruntime-node 1.14 share a handle into
 * V8, and that corrupts the memory of the process sooner or later.
 *
 * @param kind - Which of the scripts that end with {@link serve}.
 * @param data - What every process is told; JSON.
 */
export function startProcesses(
	kind: "embed" | "rerank",
	{ count, data }: { count: number; data: unknown },
): Processes {
	// Always the built one, seen from the source as from the bundle: Node 20 runs no TypeScript.
	const script = new URL(`../../dist/js/${kind}-process.js`, import.meta.url);
	const pool = workerpool.pool(fileURLToPath(script), {
		workerType: "process",
		minWorkers: count,
		maxWorkers: count,
		forkArgs: [JSON.stringify(data)],
		// Typed arrays arrive as such.
		forkOpts: { serialization: "advanced" },
	});
	return {
		async run(method, ...params) {
			try {
				return await pool.exec(method, params);
			} catch (error) {
				throw reclassed(error);
			}
		},
		async close() {
			await pool.terminate(true);
		},
	};
}

/** In a process of its own: what it was told. */
export function told<T>(): T {
	return JSON.parse(process.argv[2] ?? "null");
}

/** In a process of its own: the methods that it runs. */
export function serve(
	methods: Record<string, (...params: never[]) => Promise<unknown>>,
): void {
	// A Ctrl-C reaches every process of a terminal; the one that started this one decides what it means.
	process.on("SIGINT", () => {});
	workerpool.worker(methods);
}

/** Errors lose their class on their way between processes. */
function reclassed(error: unknown): unknown {
	if (!(error instanceof Error && "code" in error && "hint" in error)) {
		return error;
	}
	const { code, message, hint } = error as SearchError;
	return new SearchError(code, message, hint, { cause: error });
}
