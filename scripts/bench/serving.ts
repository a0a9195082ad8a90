import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { type Cold, measureCold } from "./cold.ts";
import { ASK } from "./command.ts";
import { type Latency, latencyOf } from "./figures.ts";

/** What `ask serve` is worth. */
export interface Serving {
	/** Seconds from the start of a fresh server to its first answer, the default lookup. */
	firstAnswerSeconds: number;
	/** Fresh lookups of the command line while it runs, which it answers. */
	beside: Cold;
	/** Many clients at once, each asking again as soon as it is answered. */
	load: Record<"default" | "fast", Load>;
}

interface Load {
	clients: number;
	seconds: number;
	answers: number;
	/** Answers other than 200, and requests that failed. */
	errors: number;
	/** Milliseconds, of all answers. */
	latency: Latency;
}

const CLIENTS = 50;
const FIRST = "what did the prime minister say about taxes";

/**
 * Times a server over the index in `folder`.
 *
 * @param seconds - How long the clients ask.
 * @param runs - Fresh processes a figure.
 */
export async function measureServing(
	folder: string,
	questions: readonly string[],
	{ seconds, runs }: { seconds: number; runs: number },
): Promise<Serving> {
	const started = performance.now();
	const { process: server, url } = await start(folder);
	try {
		const first = await fetch(
			`${url}api/search?q=${encodeURIComponent(FIRST)}`,
		);
		await first.json();
		const firstAnswerSeconds = (performance.now() - started) / 1000;
		return {
			firstAnswerSeconds,
			beside: await measureCold(folder, runs),
			load: {
				default: await load(url, "", questions, seconds),
				fast: await load(url, "&fast", questions, seconds),
			},
		};
	} finally {
		server.kill("SIGTERM");
		await once(server, "exit");
	}
}

async function start(
	folder: string,
): Promise<{ process: ChildProcess; url: string }> {
	const server = spawn(
		process.execPath,
		[ASK, "serve", "--port", "0", "--rate", "1000000"],
		{ cwd: folder, stdio: ["ignore", "pipe", "inherit"] },
	);
	const [url] = await once(createInterface({ input: server.stdout }), "line");
	return { process: server, url };
}

async function load(
	url: string,
	options: string,
	questions: readonly string[],
	seconds: number,
): Promise<Load> {
	const ms: number[] = [];
	let errors = 0;
	let asked = 0;
	const end = performance.now() + seconds * 1000;
	const client = async () => {
		while (performance.now() < end) {
			const question = questions[asked++ % questions.length] ?? "";
			const started = performance.now();
			try {
				const response = await fetch(
					`${url}api/search?q=${encodeURIComponent(question)}${options}`,
				);
				await response.json();
				if (response.status !== 200) errors += 1;
				ms.push(performance.now() - started);
			} catch {
				errors += 1;
			}
		}
	};
	await Promise.all(Array.from({ length: CLIENTS }, client));
	return {
		clients: CLIENTS,
		seconds,
		answers: ms.length,
		errors,
		latency: latencyOf(ms),
	};
}
