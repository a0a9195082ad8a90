import type { Readable, Writable } from "node:stream";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import {
	CancelledNotificationSchema,
	isJSONRPCRequest,
	type JSONRPCMessage,
	type RequestId,
} from "@modelcontextprotocol/sdk/types.js";
import { reasonOf, SearchError } from "../errors.ts";
import type { LiveIndex } from "../service/live-index.ts";
import { LastLine } from "./last-line.ts";
import { createMcpServer } from "./server.ts";

export interface StdioOptions {
	version: string;
	/** A message a line. */
	input: Readable;
	/** Messages, and nothing else. */
	output: Writable;
	/** Ends it at once; what is not yet answered is cancelled. */
	signal: AbortSignal;
	/** Told of what was received and cannot be read; it is passed over. */
	onUnreadable: (reason: string) => void;
}

/**
 * Serves one client until the input ends and all that was asked is answered.
 *
 * @throws {SearchError} `USAGE` if the input cannot be read on.
 */
export async function serveStdio(
	live: LiveIndex,
	{ version, input, output, signal, onUnreadable }: StdioOptions,
): Promise<void> {
	const mcp = createMcpServer(live, { version });
	const lines = new LastLine();
	const transport = new AnsweringTransport(lines, output);
	let last: unknown = null;
	mcp.server.onerror = (error) => {
		last = error;
		if (!signal.aborted) onUnreadable(whyUnreadable(error));
	};
	const closed = new Promise<void>((resolve) => {
		mcp.server.onclose = resolve;
	});
	const stop = () => void transport.close();
	input.on("error", (error) => lines.destroy(error));
	lines.on("close", () => transport.finish());
	await mcp.connect(transport);
	if (signal.aborted) stop();
	signal.addEventListener("abort", stop, { once: true });
	input.pipe(lines);
	await closed;
	signal.removeEventListener("abort", stop);
	// Which also pauses it: an input that is read keeps the process alive.
	input.unpipe(lines);
	if (signal.aborted || lines.readableEnded) return;
	throw new SearchError(
		"USAGE",
		`cannot read the input: ${reasonOf(last)}`,
		"send a message of the Model Context Protocol a line",
		{ cause: last },
	);
}

/** Standard input and output; closes once the input has ended and nothing is left to answer. The SDK's waits for ever. */
class AnsweringTransport extends StdioServerTransport {
	readonly #unanswered = new Set<RequestId>();
	#isFinished = false;

	// Called before what the server does about a message.
	override onmessage = (message: JSONRPCMessage): void => {
		if (isJSONRPCRequest(message)) this.#unanswered.add(message.id);
		const cancelled = CancelledNotificationSchema.safeParse(message).data;
		// It will not be answered.
		if (cancelled?.params.requestId !== undefined) {
			this.#settle(cancelled.params.requestId);
		}
	};

	override async send(message: JSONRPCMessage): Promise<void> {
		await super.send(message);
		if (!("method" in message) && message.id !== undefined) {
			this.#settle(message.id);
		}
	}

	/** Nothing more will be asked. */
	finish(): void {
		this.#isFinished = true;
		this.#closeIfDone();
	}

	#settle(id: RequestId): void {
		this.#unanswered.delete(id);
		this.#closeIfDone();
	}

	#closeIfDone(): void {
		if (this.#isFinished && this.#unanswered.size === 0) void this.close();
	}
}

function whyUnreadable(error: Error): string {
	// Zod's own message is a list of all that a message could be.
	return error.name === "ZodError" || error.name === "$ZodError"
		? "not a message of the protocol"
		: reasonOf(error);
}
