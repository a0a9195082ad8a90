import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import {
	ErrorCode,
	ListResourcesRequestSchema,
	ListResourceTemplatesRequestSchema,
	McpError,
	ReadResourceRequestSchema,
	type Resource,
} from "@modelcontextprotocol/sdk/types.js";
import { SearchError } from "../errors.ts";
import type { ArticleEntry, WholeArticle } from "../types.ts";
import type { Desk } from "./desk.ts";
import { explain } from "./failure.ts";

const PAGE = 100;
const SCHEME = "verbatim://article/";
const MIME_TYPE = "text/plain";
// Of the protocol; the SDK has no name for it.
const RESOURCE_NOT_FOUND = -32002;
const CURSOR = /^from (?<from>[1-9]\d{0,14})$/u;

/** Offers every article as a resource, by pages. */
export function offerResources({ server }: McpServer, desk: Desk): void {
	// McpServer itself has no pages, and calls a resource that is not there an invalid parameter.
	server.registerCapabilities({ resources: {} });
	server.setRequestHandler(
		ListResourcesRequestSchema,
		async ({ params }, { signal }) => {
			const from = params?.cursor === undefined ? 0 : offsetOf(params.cursor);
			const { articles, total } = await found(
				desk.use(signal, (index) => index.articles({ from, most: PAGE })),
			);
			const next = from + PAGE;
			return {
				resources: articles.map(resourceOf),
				...(next < total ? { nextCursor: cursorOf(next) } : {}),
			};
		},
	);
	server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({
		resourceTemplates: [
			{
				name: "article",
				title: "Article",
				uriTemplate: `${SCHEME}{id}`,
				description:
					"the text of an article of the index, by its path, path!member!record, or a citation of it",
				mimeType: MIME_TYPE,
			},
		],
	}));
	server.setRequestHandler(
		ReadResourceRequestSchema,
		async ({ params: { uri } }, { signal }) => {
			const name = nameOf(uri);
			try {
				const article = await desk.use(signal, (index) => index.article(name));
				const text = article.text ?? passagesOf(article);
				return { contents: [{ uri, mimeType: MIME_TYPE, text }] };
			} catch (error) {
				throw isUnknown(error) ? notFound(uri) : toProtocol(error);
			}
		},
	);
}

async function found<T>(work: Promise<T>): Promise<T> {
	try {
		return await work;
	} catch (error) {
		throw toProtocol(error);
	}
}

function resourceOf({ id, title, source, published }: ArticleEntry): Resource {
	const description = [source, published].filter((part) => part).join(", ");
	return {
		uri: SCHEME + encodeURIComponent(id),
		name: id,
		...(title ? { title } : {}),
		...(description ? { description } : {}),
		mimeType: MIME_TYPE,
	};
}

/** @throws {McpError} If it can be none of ours. */
function nameOf(uri: string): string {
	if (!uri.startsWith(SCHEME)) throw notFound(uri);
	try {
		return decodeURIComponent(uri.slice(SCHEME.length));
	} catch {
		throw notFound(uri);
	}
}

/** What is left of an article whose text is gone. */
function passagesOf({ id, became, passages }: WholeArticle): string {
	return [
		`[The source of ${id} has ${became} since it was indexed. These are the passages that the index holds.]`,
		...passages.map((passage) => `[${passage.id}]\n${passage.text}`),
	].join("\n\n");
}

function cursorOf(from: number): string {
	return Buffer.from(`from ${from}`).toString("base64url");
}

/** @throws {McpError} `InvalidParams` if a cursor is none of ours. */
function offsetOf(cursor: string): number {
	const said = Buffer.from(cursor, "base64url").toString();
	const from = CURSOR.exec(said)?.groups?.from;
	if (from === undefined || cursorOf(Number(from)) !== cursor) {
		const message = `no such cursor: ${cursor}; leave it out to begin anew`;
		throw new McpError(ErrorCode.InvalidParams, message);
	}
	return Number(from);
}

function isUnknown(error: unknown): boolean {
	return error instanceof SearchError && error.code === "CITATION_INVALID";
}

function notFound(uri: string): McpError {
	return new McpError(RESOURCE_NOT_FOUND, "Resource not found", { uri });
}

/** An error as requests that are no tools give it. */
function toProtocol(error: unknown): unknown {
	if (!(error instanceof SearchError)) return error;
	const { code, message, hint } = error;
	return new McpError(ErrorCode.InternalError, explain(error), {
		code,
		message,
		hint,
	});
}
