import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { createAdaptorServer } from "@hono/node-server";
import { reasonOf, SearchError } from "../errors.ts";
import type { LiveIndex } from "../service/live-index.ts";
import { type AppOptions, createApp } from "./app.ts";
import { bracketed, isLoopback, namesOf } from "./hosts.ts";

export interface ServeOptions
	extends Omit<AppOptions, "names" | "limits" | "serves">,
		Partial<Pick<AppOptions, "serves">> {
	/** Address to listen on; any but a loopback one needs a token. */
	host: string;
	/** 0 for any that is free. */
	port: number;
	/** Further names by which the server may be called. */
	allowHosts?: readonly string[];
	limits: AppOptions["limits"];
}

export interface Serving {
	url: string;
	/** Answers what was asked, for ten seconds at most, and listens no more. */
	close(): Promise<void>;
}

const TOKEN = /^[\x21-\x7e]{16,}$/u;
const LAST_REQUESTS_MS = 10_000;
// What was sent before is still to be read; and whoever was answered may keep the connection, and is not waited for.
const UNREAD_MS = 250;
const IDLE_EVERY_MS = 50;
const LARGEST_HEADER = 64 * 1024;
const MOST_CONNECTIONS = 1000;

/**
 * Serves an index over HTTP.
 *
 * @throws {SearchError} `USAGE` where the address cannot be listened on, or needs a token.
 */
export async function serve(
	live: LiveIndex,
	options: ServeOptions,
): Promise<Serving> {
	const { host, port, token, limits, allowHosts = [] } = options;
	refuseUnsafe(host, token);
	const app = createApp(live, {
		...options,
		serves: options.serves ?? "all",
		names: namesOf(host, allowHosts),
	});
	const server = createAdaptorServer({
		fetch: app.fetch,
		serverOptions: {
			requestTimeout: limits.requestMs,
			headersTimeout: limits.requestMs,
			connectionsCheckingInterval: Math.min(1000, limits.requestMs),
			keepAliveTimeout: limits.requestMs,
			maxHeaderSize: LARGEST_HEADER,
		},
	}) as Server;
	server.maxConnections = MOST_CONNECTIONS;
	try {
		server.listen(port, host);
		await once(server, "listening");
	} catch (error) {
		throw new SearchError(
			"USAGE",
			`cannot listen on ${host}, port ${port}: ${reasonOf(error)}`,
			"choose another port: --port N, or any that is free: --port 0",
			{ cause: error },
		);
	}
	const { port: chosen } = server.address() as AddressInfo;
	return {
		url: `http://${bracketed(host)}:${chosen}/`,
		async close() {
			await setTimeout(UNREAD_MS);
			const closed = once(server, "close");
			server.close();
			const idle = setInterval(
				() => server.closeIdleConnections(),
				IDLE_EVERY_MS,
			);
			const last = globalThis.setTimeout(
				() => server.closeAllConnections(),
				LAST_REQUESTS_MS,
			);
			await closed;
			clearInterval(idle);
			clearTimeout(last);
		},
	};
}

function refuseUnsafe(host: string, token: string | null): void {
	if (token === null && !isLoopback(host)) {
		throw new SearchError(
			"USAGE",
			`on ${host} others can reach this server: it needs a token`,
			'set one: ASK_TOKEN="$(openssl rand -hex 32)" ask serve --host …',
		);
	}
	// In a header it has to be visible ASCII.
	if (token !== null && !TOKEN.test(token)) {
		throw new SearchError(
			"USAGE",
			"the token is shorter than 16 characters, or has others than letters, digits and marks of ASCII",
			'set another one: ASK_TOKEN="$(openssl rand -hex 32)"',
		);
	}
}
