import { lstatSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { platform } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { SearchError } from "../errors.ts";
import type { AskOptions } from "../searcher/options.ts";
import { periodOf } from "../searcher/period.ts";
import { DATABASE } from "../store/names.ts";
import type { Answer } from "../types.ts";
import { GREETING, type Question, type Reply } from "./messages.ts";
import { socketPath } from "./socket.ts";

// A server that is stopped or busy with something long says nothing: then a lookup of one's own is quicker.
const GREETED_WITHIN_MS = 500;
const SILENT_FOR_MS = 3000;

/** A connection to a server that has the index loaded. */
export interface WarmIndex {
	/** @returns Null where the server is gone: then the index itself is to be asked. */
	ask(question: string, options: AskOptions): Promise<Answer | null>;
	close(): void;
}

/**
 * Connects to the server that answers for an index folder.
 *
 * @param build - Only one of the same build is asked.
 * @returns Null where there is none.
 */
export async function connectWarm(
	dir: string,
	build: string,
): Promise<WarmIndex | null> {
	const path = socketPath(dir, build);
	if (path === null || !isOurs(dir, path)) return null;
	const socket = connect(path);
	const nextLine = linesOf(socket);
	const greeting = await nextLine(GREETED_WITHIN_MS);
	if (greeting !== GREETING) {
		socket.destroy();
		return null;
	}
	return {
		async ask(question, options) {
			const request = await messageOf(dir, question, options);
			const reply = await replyTo(socket, nextLine, request, options.signal);
			if (!reply) return null;
			if ("answer" in reply) return reply.answer;
			const { code, message, hint } = reply.error;
			throw new SearchError(code, message, hint);
		},
		close() {
			socket.destroy();
		},
	};
}

async function messageOf(
	dir: string,
	question: string,
	{ signal: _, ...options }: AskOptions,
): Promise<Question> {
	// What “last month” means is for this process to say: the server may live in another time zone.
	const { since, until } = await periodOf(options, new Date());
	const days = { since: since ?? undefined, until: until ?? undefined };
	return { dir, question, options: { ...options, ...days } };
}

/** Null where the server is gone, or has been silent for too long. */
async function replyTo(
	socket: Socket,
	nextLine: NextLine,
	message: Question,
	signal: AbortSignal | undefined,
): Promise<Reply | null> {
	const stop = () => socket.destroy();
	signal?.addEventListener("abort", stop);
	try {
		signal?.throwIfAborted();
		socket.write(`${JSON.stringify(message)}\n`);
		for (;;) {
			const line = await nextLine(SILENT_FOR_MS);
			signal?.throwIfAborted();
			if (line === null) {
				socket.destroy();
				return null;
			}
			// It is at work.
			if (line !== "") return parsed(line);
		}
	} finally {
		signal?.removeEventListener("abort", stop);
	}
}

/** Reads the next line; null once the connection has ended, however it did, or if none comes within so many milliseconds. */
type NextLine = (withinMs: number) => Promise<string | null>;

function linesOf(socket: Socket): NextLine {
	socket.on("error", () => {});
	const lines = createInterface({
		input: socket,
		crlfDelay: Number.POSITIVE_INFINITY,
	})[Symbol.asyncIterator]();
	return async (withinMs) => {
		const late = new AbortController();
		try {
			const next = await Promise.race([
				lines.next(),
				setTimeout(withinMs, null, { signal: late.signal }),
			]);
			return next?.value ?? null;
		} catch {
			return null;
		} finally {
			late.abort();
		}
	};
}

/** Null where the server ended in the middle of the line. */
function parsed(line: string): Reply | null {
	try {
		return JSON.parse(line);
	} catch {
		return null;
	}
}

/** Whether there is a socket, of whoever owns the index: another user's could answer anything. */
function isOurs(dir: string, path: string): boolean {
	if (platform() === "win32") return true;
	const options = { throwIfNoEntry: false } as const;
	const socket = lstatSync(path, options);
	const index = lstatSync(join(dir, DATABASE), options);
	return socket?.isSocket() === true && socket.uid === index?.uid;
}
