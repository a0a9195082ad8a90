import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import { CancelledNotificationSchema } from "@modelcontextprotocol/sdk/types.js";
import type { LiveIndex } from "../service/live-index.ts";
import {
	createLimit,
	createMcpServer,
	type McpServerOptions,
} from "./server.ts";

// nginx's, for a client that did not wait: nobody receives it.
const CLIENT_CLOSED_REQUEST = 499;

/**
 * Streamable HTTP without sessions: each POST is answered by itself, in JSON.
 *
 * Looks at neither the host nor the origin nor who asks: that is for the server around it. A client that closes the
 * connection cancels what it asked.
 */
export function mcpHandler(
	live: LiveIndex,
	{ version, limit = createLimit() }: McpServerOptions,
): (request: Request) => Promise<Response> {
	return async (request) => {
		// There is no stream to get, and no session to delete.
		if (request.method !== "POST") return notAllowed();
		const mcp = createMcpServer(live, { version, limit });
		// Another request's, which this server knows nothing of; or one of the same batch, whose answer the transport
		// would then await for ever.
		mcp.server.setNotificationHandler(CancelledNotificationSchema, () => {});
		const transport = new WebStandardStreamableHTTPServerTransport({
			enableJsonResponse: true,
		});
		await mcp.connect(transport);
		try {
			return await Promise.race([
				transport.handleRequest(request),
				leaving(request.signal),
			]);
		} finally {
			await mcp.close();
		}
	};
}

function notAllowed(): Response {
	const error = { code: -32000, message: "Method not allowed." };
	return Response.json(
		{ jsonrpc: "2.0", error, id: null },
		{ status: 405, headers: { allow: "POST" } },
	);
}

/** Comes when the client has gone: what it asked is then cancelled. */
async function leaving(signal: AbortSignal): Promise<Response> {
	if (!signal.aborted) {
		await new Promise((resolve) => {
			signal.addEventListener("abort", resolve, { once: true });
		});
	}
	return new Response(null, { status: CLIENT_CLOSED_REQUEST });
}
