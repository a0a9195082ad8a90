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
	const greeting = await Promise.race([
		nextLine(),
		setTimeout(GREETED_WITHIN_MS, null, { ref: false }),
	]);
	if (greeting !== GREETING) {
		socket.destroy();
		return null;
	}
	return {
		async ask(question, options) {
			const reply = await replyTo(socket, nextLine, question, options);
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

async function replyTo(
	socket: Socket,
	nextLine: () => Promise<string | null>,
	question: string,
	{ signal, ...options }: AskOptions,
): Promise<Reply | null> {
	// What “last month” means is for this process to say: the server may live in another time zone.
	const { since, until } = await periodOf(options, new Date());
	const message: Question = {
		question,
		options: {
			...options,
			since: since ?? undefined,
			until: until ?? undefined,
		},
	};
	const stop = () => socket.destroy();
	signal?.addEventListener("abort", stop);
	try {
		signal?.throwIfAborted();
		socket.write(`${JSON.stringify(message)}\n`);
		const line = await nextLine();
		signal?.throwIfAborted();
		return line === null ? null : parsed(line);
	} finally {
		signal?.removeEventListener("abort", stop);
	}
}

/** Reads the next line; null once the connection has ended, however it did. */
function linesOf(socket: Socket): () => Promise<string | null> {
	socket.on("error", () => {});
	const lines = createInterface({
		input: socket,
		crlfDelay: Number.POSITIVE_INFINITY,
	})[Symbol.asyncIterator]();
	return async () => {
		const next = await lines.next().catch(() => null);
		return next?.value ?? null;
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
