import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, readdir, rm } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";
import { platform } from "node:os";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { reasonOf, SearchError } from "../errors.ts";
import { Asked } from "../searcher/vectors.ts";
import type { LiveIndex } from "../service/live-index.ts";
import { BEAT_MS, GREETING, type Question, type Reply } from "./messages.ts";
import { SOCKET_NAME, socketPath } from "./socket.ts";

const isPipe = platform() === "win32";
const LAST_ANSWERS_MS = 10_000;

/**
 * Answers lookups of the command line from a process that has everything loaded. Only who may write to the index folder
 * can reach it.
 */
export class WarmServer {
	readonly #live: LiveIndex;
	readonly #path: string | null;
	readonly #conversations = new Set<Conversation>();
	#server: Server | null = null;

	/** @param build - Only the same build of the command line asks. */
	constructor(live: LiveIndex, build: string) {
		this.#live = live;
		this.#path = socketPath(live.dir, build);
	}

	/**
	 * Listens in the index folder; once more where that was thrown away and another took its place.
	 *
	 * @returns Why it cannot: another server does, the path is too long, nothing can be written there. Null if it can.
	 */
	async listen(): Promise<string | null> {
		const path = this.#path;
		if (path === null) {
			return "the path of the index folder is too long for a socket";
		}
		if (this.#server && (isPipe || existsSync(path))) return null;
		this.#server?.close();
		const server = createServer((socket) => this.#answer(socket));
		try {
			if (!isPipe) await removeDead(this.#live.dir);
			server.listen(path);
			await once(server, "listening");
			if (!isPipe) await chmod(path, 0o600);
		} catch (error) {
			server.close();
			const code = error instanceof Error && "code" in error && error.code;
			return code === "EADDRINUSE"
				? "another server answers for this index already"
				: reasonOf(error);
		}
		this.#server = server;
		return null;
	}

	/** Answers what was asked, and takes the socket away. */
	async close(): Promise<void> {
		this.#server?.close();
		await Promise.all([...this.#conversations].map((each) => each.close()));
	}

	#answer(socket: Socket): void {
		const conversation = new Conversation(this.#live, socket);
		this.#conversations.add(conversation);
		conversation.ended.finally(() => this.#conversations.delete(conversation));
	}
}

/** Answers the questions of one connection, in order. */
class Conversation {
	readonly ended: Promise<void>;
	readonly #socket: Socket;
	readonly #lines: Interface;

	constructor(live: LiveIndex, socket: Socket) {
		this.#socket = socket;
		this.#lines = createInterface({
			input: socket,
			crlfDelay: Number.POSITIVE_INFINITY,
		});
		this.ended = converse(live, socket, this.#lines);
	}

	/** Hears nothing more; what was heard is answered, unless it is not read for ten seconds. */
	async close(): Promise<void> {
		this.#lines.close();
		const last = setTimeout(() => this.#socket.destroy(), LAST_ANSWERS_MS);
		await this.ended;
		clearTimeout(last);
	}
}

async function converse(
	live: LiveIndex,
	socket: Socket,
	lines: Interface,
): Promise<void> {
	// Who asks may go at any time.
	const gone = new AbortController();
	socket.on("error", () => {});
	socket.on("close", () => gone.abort());
	socket.write(`${GREETING}\n`);
	const asked = new Asked();
	try {
		for await (const line of lines) {
			const beat = setInterval(() => socket.write("\n"), BEAT_MS);
			const reply = await replyTo(live, line, asked, gone.signal);
			clearInterval(beat);
			if (reply === null) break;
			if (socket.write(`${JSON.stringify(reply)}\n`)) continue;
			await once(socket, "drain", { signal: gone.signal });
		}
	} catch {
		// They went: there is nobody to tell.
	}
	socket.end();
}

/** Null where whoever asked should better ask the index itself. */
async function replyTo(
	live: LiveIndex,
	line: string,
	asked: Asked,
	signal: AbortSignal,
): Promise<Reply | null> {
	try {
		const { dir, question, options }: Question = JSON.parse(line);
		if (dir !== live.dir) return null;
		const answer = await live.use((index) =>
			index.askFor(asked, question, { ...options, signal }),
		);
		return { answer };
	} catch (error) {
		if (!(error instanceof SearchError)) return null;
		const { code, message, hint } = error;
		return { error: { code, message, hint } };
	}
}

/** Removes the sockets of servers that were killed, of whatever build. */
async function removeDead(dir: string): Promise<void> {
	const names = await readdir(dir).catch(() => []);
	for (const name of names.filter((each) => SOCKET_NAME.test(each))) {
		const path = join(dir, name);
		if (!(await isAnswered(path))) await rm(path, { force: true });
	}
}

async function isAnswered(path: string): Promise<boolean> {
	const socket = connect(path);
	try {
		await once(socket, "connect");
		return true;
	} catch {
		return false;
	} finally {
		socket.destroy();
	}
}
