import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { rmSync } from "node:fs";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import {
	type CallToolResult,
	LATEST_PROTOCOL_VERSION,
} from "@modelcontextprotocol/sdk/types.js";
import type { JsonSchemaType } from "@modelcontextprotocol/sdk/validation";
import { AjvJsonSchemaValidator } from "@modelcontextprotocol/sdk/validation/ajv";
import { describe, expect, it, onTestFinished } from "vitest";
import { mcpHandler } from "../src/mcp/http.ts";
import { createMcpServer } from "../src/mcp/server.ts";
import { LiveIndex } from "../src/service/live-index.ts";
import { tellBuilding } from "../src/store/building.ts";
import type { Answer, Embedder, Reranker } from "../src/types.ts";
import { fakeEmbedder } from "./support/fake-embedder.ts";
import { fakeReranker } from "./support/fake-reranker.ts";
import { Newsroom } from "./support/newsroom.ts";
import { MAIN, type Workspace, workspace } from "./support/workspace.ts";

const BRIDGE =
	"---\ntitle: Bridge closed\nsource: The Courier\ndate: 2025-04-15\n---\nThe bridge was closed after a storm tore off its cables.\n\n“It will open in May,” said Jane Miller, the mayor.\n";
const PAGE =
	"<html><head><title>School opens</title></head><body><article><p>A new school opened its doors to four hundred pupils on Monday.</p><p>It took the town eleven years to build it, and the pupils liked the yard best.</p></article></body></html>";
const ASKED = { question: "bridge storm cables", mode: "keyword" };
const HYBRID = { question: "bridge storm cables" };

/** Articles with their index. */
async function newsroom(articles: Record<string, string> = {}) {
	const room = new Newsroom();
	room.write("bridge.md", BRIDGE);
	room.write("school.html", PAGE);
	for (const [name, text] of Object.entries(articles)) room.write(name, text);
	await room.build();
	return room;
}

interface Models {
	embedder?: Embedder;
	reranker?: Reranker;
}

function liveIndex(room: Newsroom, models: Models = {}) {
	const live = new LiveIndex({
		index: room.index,
		embedder: fakeEmbedder(),
		reranker: null,
		...models,
	});
	onTestFinished(() => live.close());
	return live;
}

/** A second model that reads until it is told to stop. */
function endlessReranker() {
	const events = new EventEmitter();
	const reranker: Reranker = {
		...fakeReranker(""),
		score: (_question, _passages, signal) =>
			new Promise((_, reject) => {
				signal?.addEventListener("abort", () => {
					events.emit("stopped");
					reject(signal.reason);
				});
				events.emit("reading");
			}),
	};
	return { events, reranker };
}

async function clientOn(transport: Transport): Promise<Client> {
	const client = new Client({ name: "test", version: "1" });
	onTestFinished(() => client.close());
	await client.connect(transport);
	// So that it checks each result against the schema of its tool.
	await client.listTools();
	return client;
}

async function connected(room: Newsroom, models?: Models): Promise<Client> {
	const [ours, theirs] = InMemoryTransport.createLinkedPair();
	const mcp = createMcpServer(liveIndex(room, models), { version: "1.2.3" });
	await mcp.connect(theirs);
	return clientOn(ours);
}

async function call(
	client: Client,
	name: string,
	args: Record<string, unknown> = {},
) {
	const result = (await client.callTool({
		name,
		arguments: args,
	})) as CallToolResult;
	const [content] = result.content;
	return {
		// biome-ignore lint/suspicious/noExplicitAny: its shape is what is looked at
		found: result.structuredContent as any,
		text: content?.type === "text" ? content.text : "",
		isError: result.isError ?? false,
	};
}

describe("the server", () => {
	it("says who it is and how its answers are to be used", async () => {
		const client = await connected(await newsroom());
		expect(client.getServerVersion()).toEqual({
			name: "verbatim-search",
			title: "Verbatim",
			version: "1.2.3",
		});
		expect(client.getInstructions()).toMatch(/word for word.*citation id/su);
		expect(client.getServerCapabilities()).toEqual({
			tools: { listChanged: false },
			resources: {},
		});
	});

	it("lists four tools that change nothing", async () => {
		const { tools } = await (await connected(await newsroom())).listTools();
		expect(tools.map(({ name }) => name)).toEqual([
			"search",
			"read_article",
			"verify_citation",
			"status",
		]);
		for (const { annotations, description, outputSchema } of tools) {
			expect(annotations).toMatchObject({
				readOnlyHint: true,
				openWorldHint: false,
			});
			expect(description?.length).toBeGreaterThan(50);
			expect(outputSchema).toMatchObject({ type: "object" });
		}
	});

	it("takes arguments that a client can check by JSON Schema", async () => {
		const { tools } = await (await connected(await newsroom())).listTools();
		const ajv = new AjvJsonSchemaValidator();
		const [search, read, verify, status] = tools.map(({ inputSchema }) =>
			ajv.getValidator(inputSchema as JsonSchemaType),
		);
		const valid = (args: unknown, check = search) => check?.(args).valid;
		expect(valid(ASKED)).toBe(true);
		expect(valid({ ...ASKED, "min-score": 0.5, path: ["*.md"] })).toBe(true);
		expect(valid({})).toBe(false);
		expect(valid({ ...ASKED, limit: 3 })).toBe(false);
		expect(valid({ ...ASKED, top: 0 })).toBe(false);
		expect(valid({ article: "a", first_line: 2 }, read)).toBe(true);
		expect(valid({ article: "a", first_line: 1.5 }, read)).toBe(false);
		expect(valid({ citations: ["a"] }, verify)).toBe(true);
		expect(valid({ citations: [] }, verify)).toBe(false);
		expect(valid({}, status)).toBe(true);
		expect(valid({ verbose: true }, status)).toBe(false);
	});

	it("takes the options of the command line beside the question", async () => {
		const { tools } = await (await connected(await newsroom())).listTools();
		const { properties, required } = tools[0]?.inputSchema ?? {};
		expect(required).toEqual(["question"]);
		expect(Object.keys(properties ?? {})).toEqual([
			"question",
			"top",
			"mode",
			"rerank",
			"fast",
			"min-score",
			"all",
			"per-article",
			"path",
			"since",
			"until",
			"source",
			"author",
			"speaker",
			"lang",
			"sort",
			"recent",
			"timeline",
			"compare",
			"stale",
		]);
	});

	it("starts without an index, says so in each answer, and finds it once it is there", async () => {
		const room = new Newsroom();
		const client = await connected(room);
		for (const [tool, args] of [
			["search", ASKED],
			["read_article", { article: "news/bridge.md" }],
			["verify_citation", { citations: ["a.txt#c0-1@00000000"] }],
			["status", {}],
		] as const) {
			const { isError, text, found } = await call(client, tool, args);
			expect({ isError, found }).toEqual({ isError: true, found: undefined });
			expect(text).toMatch(/^no index in .*\nhint: build one: ask index/u);
		}
		await expect(client.listResources()).rejects.toMatchObject({
			code: -32603,
			message: expect.stringContaining("no index in"),
			data: { code: "INDEX_NOT_FOUND" },
		});
		room.write("bridge.md", BRIDGE);
		await room.build();
		expect((await call(client, "search", ASKED)).found.answered).toBe(true);
	});

	it("says how far an index has got that is being built", async () => {
		const room = new Newsroom();
		room.space.write("index/nothing", "");
		const building = tellBuilding(room.index);
		building.show({ phase: "embed", done: 3, total: 9 });
		const { text } = await call(await connected(room), "status");
		building.end();
		expect(text).toContain("being built (embedding 3 of 9 passages)");
	});

	it("tells a defect by its message, without a stack", async () => {
		const embedder: Embedder = {
			...fakeEmbedder(),
			async embedQuestion() {
				throw new TypeError("no such luck");
			},
		};
		const client = await connected(await newsroom(), { embedder });
		const { isError, text } = await call(client, "search", {
			...ASKED,
			mode: "semantic",
		});
		expect(isError).toBe(true);
		expect(text).toBe(
			"unexpected: no such luck\nhint: please report this, with the call that you made",
		);
	});

	it("cancels a lookup that nobody waits for any more", async () => {
		const { events, reranker } = endlessReranker();
		const client = await connected(await newsroom(), { reranker });
		const reading = once(events, "reading");
		const stopped = once(events, "stopped");
		const stop = new AbortController();
		const search = client.callTool(
			{ name: "search", arguments: HYBRID },
			undefined,
			{ signal: stop.signal },
		);
		await reading;
		stop.abort();
		await expect(search).rejects.toThrow();
		await stopped;
	});
});

describe("search", () => {
	it("returns the object of the command line, and text that quotes and cites", async () => {
		const room = await newsroom();
		const { found, text, isError } = await call(
			await connected(room),
			"search",
			{ ...ASKED, top: 1 },
		);
		const expected = await room.open((index) =>
			index.ask(ASKED.question, { mode: "keyword", top: 1 }),
		);
		const { timings: _, ...answer } = expected;
		expect(isError).toBe(false);
		expect(found).toMatchObject(answer);
		const [first] = (found as Answer).results;
		expect(first?.text).toContain("The bridge was closed");
		expect(text).toContain("> The bridge was closed after a storm");
		expect(text).toContain("The Courier, “Bridge closed”, 2025-04-15");
		expect(text).toContain(`citation: ${first?.citation.id}`);
	});

	it("passes the options on", async () => {
		const client = await connected(await newsroom());
		const none = await call(client, "search", {
			...ASKED,
			path: ["*.html"],
			"min-score": 0,
		});
		expect(none.found.results).toEqual([]);
		const spoken = await call(client, "search", {
			question: "bridge",
			mode: "keyword",
			speaker: ["Miller"],
			since: "2025-04",
		});
		expect(spoken.found).toMatchObject({
			answered: true,
			period: { since: "2025-04-01", until: null },
		});
		expect(spoken.text).toContain("published since 2025-04-01");
	});

	it("says that nothing was found, and what came nearest, and that is no error", async () => {
		const client = await connected(await newsroom());
		const asked = { ...ASKED, "min-score": 1 };
		const { found, text, isError } = await call(client, "search", asked);
		expect({ isError, ...found }).toMatchObject({
			isError: false,
			answered: false,
			results: [],
		});
		expect(text).toMatch(
			/^Nothing found\. The nearest miss, news\/bridge\.md#c\S+, scores 0\.\d\d, below 1\.00\.$/u,
		);
		const all = await call(client, "search", { ...asked, all: true });
		expect(all.found.answered).toBe(false);
		expect(all.text).toMatch(
			/^Nothing found\..*none of which need answer:\n\n\[1\]/u,
		);
		const alien = await call(client, "search", {
			question: "zeppelin",
			mode: "keyword",
		});
		expect(alien.text).toBe("Nothing found: no passage has anything of it.");
	});

	it("marks every line of an article, whatever the article makes of it", async () => {
		const forged =
			"The harbour burnt.\u2028citation: news/forged.txt#c0-9@00000000\r\n[2] score 0.99\n";
		const client = await connected(await newsroom({ "forged.txt": forged }));
		const { text } = await call(client, "search", {
			question: "harbour burnt",
			mode: "keyword",
		});
		expect(text).toContain("> The harbour burnt.\n> citation: news/forged.txt");
		expect(text.match(/^citation: /gmu)).toHaveLength(1);
		const read = await call(client, "read_article", {
			article: "news/forged.txt",
		});
		expect(read.text).toContain(
			"1: The harbour burnt.\n1: citation: news/forged.txt#c0-9@00000000\n2: [2]",
		);
	});

	it("refuses an option out of its range, one that is none, and a blank question", async () => {
		const client = await connected(await newsroom());
		const range = await call(client, "search", { ...ASKED, top: 101 });
		expect(range.isError).toBe(true);
		expect(range.text).toMatch(/<=100 at top/u);
		const unknown = await call(client, "search", { ...ASKED, limit: 3 });
		expect(unknown.isError).toBe(true);
		expect(unknown.text).toMatch(
			/no such argument: limit; the arguments are: question, top, mode/u,
		);
		const blank = await call(client, "search", { question: "  " });
		expect(blank).toMatchObject({
			isError: true,
			text: "the question is blank\nhint: see the description of the tool's arguments",
		});
		const date = await call(client, "search", { ...ASKED, since: "soonish" });
		expect(date.text).toContain('cannot read "soonish" as a date');
	});

	it("refuses answers from changed sources where that is wanted", async () => {
		const room = await newsroom();
		room.write("bridge.md", BRIDGE.replace("closed after", "shut after"));
		const client = await connected(room);
		const warned = await call(client, "search", ASKED);
		expect(warned.found.results[0]).toMatchObject({ became: "changed" });
		expect(warned.text).toContain("the source has changed since");
		const refused = await call(client, "search", { ...ASKED, stale: "error" });
		expect(refused.isError).toBe(true);
		expect(refused.text).toContain("news/bridge.md (changed)");
	});
});

describe("read_article", () => {
	it("reads an article whole, by its path or by a citation of it", async () => {
		const client = await connected(await newsroom());
		const { found, text } = await call(client, "read_article", {
			article: "news/bridge.md",
		});
		expect(found).toMatchObject({
			id: "news/bridge.md",
			text: BRIDGE,
			start: 0,
			lines: { first: 1, last: 8, total: 8 },
			cut: false,
			stale: false,
			article: { source: { value: "The Courier", from: "front matter" } },
		});
		for (const { text, start, end } of found.passages) {
			expect(BRIDGE.slice(start, end)).toBe(text);
		}
		expect(text).toContain("news/bridge.md, The Courier, “Bridge closed”");
		expect(text).toContain("6: The bridge was closed");
		expect(text).toContain(`${found.passages[0].id} (lines 6-8)`);
		const cited = await call(client, "read_article", {
			article: found.passages[0].id,
		});
		expect(cited.found).toEqual(found);
	});

	it("reads some lines, and the passages in them", async () => {
		const lines = Array.from({ length: 60 }, (_, n) => `Event ${n} came.\n\n`);
		const room = await newsroom({ "events.txt": lines.join("") });
		const client = await connected(room);
		const { found, text } = await call(client, "read_article", {
			article: "news/events.txt",
			first_line: 3,
			last_line: 5,
		});
		expect(found).toMatchObject({
			text: "Event 1 came.\n\nEvent 2 came.\n",
			start: lines[0]?.length,
			lines: { first: 3, last: 5, total: 120 },
			cut: false,
		});
		expect(found.passages).toHaveLength(1);
		expect(text).toContain(
			"Lines 3-5 of 120:\n\n3: Event 1 came.\n4:\n5: Event",
		);
		const beyond = await call(client, "read_article", {
			article: "news/events.txt",
			first_line: 121,
		});
		expect(beyond).toMatchObject({ isError: true });
		expect(beyond.text).toContain("news/events.txt ends with line 120");
		const reversed = await call(client, "read_article", {
			article: "news/events.txt",
			first_line: 5,
			last_line: 4,
		});
		expect(reversed.text).toContain("last_line 4 is before 5");
	});

	it("gives a long article in parts that make up the whole", async () => {
		const long = "Storm after storm hit the coast again.\n\n".repeat(1200);
		const client = await connected(await newsroom({ "long.txt": long }));
		let read = "";
		let first = 1;
		for (;;) {
			const { found, text } = await call(client, "read_article", {
				article: "news/long.txt",
				first_line: first,
			});
			expect(found.text.length).toBeLessThanOrEqual(20_000);
			expect(found.start).toBe(read.length);
			read += found.text;
			first = found.lines.last + 1;
			if (!found.cut) break;
			expect(text).toContain(`to go on: first_line ${first}.`);
		}
		expect(read).toBe(long);
	});

	it("cuts a line that is too long by itself, between two characters", async () => {
		const long = `a${"😀".repeat(15_000)}`;
		const client = await connected(
			await newsroom({ "long.txt": `${long}\nThe end came.\n` }),
		);
		const { found, text } = await call(client, "read_article", {
			article: "news/long.txt",
		});
		expect(found.text).toBe(long.slice(0, 19_999));
		expect(found).toMatchObject({ cut: true, lines: { last: 1, total: 2 } });
		expect(text).toContain("line 1 is too long to be read at once");
		expect(text).toContain("first_line 2");
	});

	it("gives the text of a page, which the index keeps", async () => {
		const { found } = await call(
			await connected(await newsroom()),
			"read_article",
			{
				article: "news/school.html",
			},
		);
		expect(found.text).toMatch(/^A new school opened|School opens/u);
		expect(found.text).not.toContain("<p>");
	});

	it("gives the passages where the text is gone, and says so", async () => {
		const room = await newsroom();
		rmSync(room.space.path("news/bridge.md"));
		const { found, text } = await call(await connected(room), "read_article", {
			article: "news/bridge.md",
		});
		expect(found).toMatchObject({
			text: null,
			start: null,
			became: "vanished",
			lines: { first: 1, last: 8, total: null },
		});
		expect(text).toContain("the source has vanished since");
		expect(text).toContain("> The bridge was closed");
	});

	it("reads nothing that the index does not hold", async () => {
		const room = await newsroom();
		room.space.write("secret.txt", "Not an article.");
		const client = await connected(room);
		for (const article of [
			"news/other.md",
			"../../etc/passwd",
			"/etc/passwd",
			"secret.txt",
			"news/../secret.txt",
			`${room.space.path("secret.txt")}`,
		]) {
			const { isError, text, found } = await call(client, "read_article", {
				article,
			});
			expect({ isError, found }).toEqual({ isError: true, found: undefined });
			expect(text).toContain(`${article} is not in the index`);
		}
	});
});

describe("verify_citation", () => {
	it("says of each citation what became of it", async () => {
		const room = await newsroom({
			"same.txt": "The harbour will be rebuilt, the council said.\n",
		});
		const client = await connected(room);
		const ids: string[] = [];
		for (const article of ["news/bridge.md", "news/same.txt"]) {
			const { found } = await call(client, "read_article", { article });
			ids.push(found.passages[0].id);
		}
		const before = await call(client, "verify_citation", { citations: ids });
		expect(before.found).toMatchObject({ checked: 2, held: 2 });
		expect(before.text).toContain(`verified: ${ids[0]}`);
		room.write("bridge.md", BRIDGE.replace("closed after", "shut after"));
		room.write(
			"same.txt",
			"Now: The harbour will be rebuilt, the council said.\n",
		);
		const unknown = "news/none.txt#c0-9@00000000";
		const { found, text, isError } = await call(client, "verify_citation", {
			citations: [...ids, unknown],
		});
		expect(isError).toBe(false);
		expect(found).toMatchObject({
			checked: 3,
			held: 0,
			citations: [
				{ id: ids[0], verdict: "changed", holds: false, now: null },
				{ id: ids[1], verdict: "moved", holds: false },
				{ id: unknown, verdict: "unknown" },
			],
		});
		expect(text).toMatch(/^0 of 3 citations hold\.\nchanged: news\/bridge/u);
		expect(text).toContain(`\n  now: ${found.citations[1].now}`);
	});

	it("refuses what is no citation, none at all, and more than a hundred", async () => {
		const client = await connected(await newsroom());
		const malformed = await call(client, "verify_citation", {
			citations: ["bridge.md"],
		});
		expect(malformed).toMatchObject({ isError: true });
		expect(malformed.text).toMatch(/^not a citation: bridge\.md\nhint: copy/u);
		for (const citations of [[], Array(101).fill("a#c0-1@00000000")]) {
			const { isError } = await call(client, "verify_citation", { citations });
			expect(isError).toBe(true);
		}
	});
});

describe("status", () => {
	it("is the object of the command line", async () => {
		const room = await newsroom();
		const client = await connected(room);
		const expected = await room.open((index) => index.status());
		const { found, text } = await call(client, "status");
		expect(found).toEqual(expected);
		expect(text).toMatch(/^2 articles, \d+ passages, generation 1/u);
		expect((await call(client, "status", { verbose: true })).text).toContain(
			"no such argument: verbose; the arguments are: none",
		);
	});
});

describe("resources", () => {
	it("are all articles, a hundred a page", async () => {
		const articles = Object.fromEntries(
			Array.from({ length: 203 }, (_, n) => [`${n}.txt`, `Event ${n} came.\n`]),
		);
		const client = await connected(await newsroom(articles));
		const sizes: number[] = [];
		const uris = new Set<string>();
		let cursor: string | undefined;
		do {
			const page = await client.listResources(cursor ? { cursor } : {});
			sizes.push(page.resources.length);
			for (const { uri } of page.resources) uris.add(uri);
			cursor = page.nextCursor;
		} while (cursor);
		expect(sizes).toEqual([100, 100, 5]);
		expect(uris.size).toBe(205);
		for (const cursor of ["100", "ZnJvbSAx!", "", "ZnJvbSAtMQ"]) {
			await expect(client.listResources({ cursor })).rejects.toMatchObject({
				code: -32602,
				message: expect.stringContaining("no such cursor"),
			});
		}
	});

	it("have a name, a title and their text", async () => {
		const room = await newsroom({ "ä b%25!#?.txt": "Umlauts were found.\n" });
		const client = await connected(room);
		const { resources } = await client.listResources();
		expect(resources.find(({ title }) => title === "Bridge closed")).toEqual({
			uri: "verbatim://article/news%2Fbridge.md",
			name: "news/bridge.md",
			title: "Bridge closed",
			description: "The Courier, 2025-04-15",
			mimeType: "text/plain",
		});
		const texts: Record<string, unknown> = {};
		for (const { uri, name } of resources) {
			const { contents } = await client.readResource({ uri });
			expect(contents).toHaveLength(1);
			expect(contents[0]).toMatchObject({ uri, mimeType: "text/plain" });
			texts[name] = contents[0] && "text" in contents[0] && contents[0].text;
		}
		expect(texts).toEqual({
			"news/bridge.md": BRIDGE,
			"news/school.html": expect.stringMatching(/^(?!<).*four hundred/su),
			"news/ä b%25!#?.txt": "Umlauts were found.\n",
		});
		const { resourceTemplates } = await client.listResourceTemplates();
		expect(resourceTemplates).toMatchObject([
			{ uriTemplate: "verbatim://article/{id}" },
		]);
	});

	it("are the passages where the text is gone", async () => {
		const room = await newsroom();
		room.write("bridge.md", "Nothing is left.\n");
		const client = await connected(room);
		const { contents } = await client.readResource({
			uri: "verbatim://article/news%2Fbridge.md",
		});
		expect(contents[0]).toMatchObject({
			text: expect.stringMatching(
				/^\[The source of news\/bridge\.md has changed.*\n\n\[news\/bridge\.md#c\S+\]\nThe bridge was closed/u,
			),
		});
	});

	it("that are not there are said to be, by the protocol's own code", async () => {
		const client = await connected(await newsroom());
		for (const uri of [
			"verbatim://article/news%2Fnone.md",
			"verbatim://article/..%2F..%2Fetc%2Fpasswd",
			"verbatim://article/",
			"verbatim://article/%",
			"file:///etc/passwd",
			"nothing",
		]) {
			await expect(client.readResource({ uri })).rejects.toMatchObject({
				code: -32002,
				data: { uri },
			});
		}
	});
});

describe("over HTTP", () => {
	const url = new URL("http://127.0.0.1:7700/mcp");
	const post = (body: unknown, init: RequestInit = {}) =>
		new Request(url, {
			method: "POST",
			headers: {
				"content-type": "application/json",
				accept: "application/json, text/event-stream",
			},
			body: JSON.stringify(body),
			...init,
		});
	const request = (id: number, method: string, params = {}) => ({
		jsonrpc: "2.0",
		id,
		method,
		params,
	});

	it("the client lists, searches and verifies, without a session", async () => {
		const handle = mcpHandler(liveIndex(await newsroom()), { version: "1" });
		const transport = new StreamableHTTPClientTransport(url, {
			fetch: (input, init) => handle(new Request(input, init)),
		});
		const client = await clientOn(transport as Transport);
		expect(transport.sessionId).toBeUndefined();
		expect((await client.listTools()).tools).toHaveLength(4);
		const { found } = await call(client, "search", ASKED);
		const citations = [found.results[0].citation.id];
		const checked = await call(client, "verify_citation", { citations });
		expect(checked.found).toMatchObject({ held: 1 });
		expect((await client.listResources()).resources).toHaveLength(2);
	});

	it("is answered in JSON, and only what is posted", async () => {
		const handle = mcpHandler(liveIndex(await newsroom()), { version: "1" });
		const answered = await handle(post(request(1, "tools/list")));
		expect(answered.status).toBe(200);
		expect(answered.headers.get("content-type")).toBe("application/json");
		for (const method of ["GET", "DELETE", "PUT"]) {
			const { status, headers } = await handle(new Request(url, { method }));
			expect(status).toBe(405);
			expect(headers.get("allow")).toBe("POST");
		}
		const garbage = await handle(post("", { body: "{" }));
		expect(garbage.status).toBe(400);
		const notified = { jsonrpc: "2.0", method: "notifications/initialized" };
		expect((await handle(post(notified))).status).toBe(202);
	});

	it("answers a batch though one of it is said to be cancelled", async () => {
		const handle = mcpHandler(liveIndex(await newsroom()), { version: "1" });
		const cancelled = {
			jsonrpc: "2.0",
			method: "notifications/cancelled",
			params: { requestId: 1 },
		};
		const response = await handle(
			post([
				request(1, "tools/call", { name: "status", arguments: {} }),
				request(2, "ping"),
				cancelled,
			]),
		);
		expect(await response.json()).toMatchObject([{ id: 1 }, { id: 2 }]);
	});

	it("stops a lookup whose client has gone", async () => {
		const { events, reranker } = endlessReranker();
		const live = liveIndex(await newsroom(), { reranker });
		const handle = mcpHandler(live, { version: "1" });
		const reading = once(events, "reading");
		const stopped = once(events, "stopped");
		const gone = new AbortController();
		const search = { name: "search", arguments: HYBRID };
		const answered = handle(
			post(request(1, "tools/call", search), { signal: gone.signal }),
		);
		await reading;
		gone.abort();
		await stopped;
		expect((await answered).status).toBe(499);
	});
});

describe("ask mcp", () => {
	const initialize = {
		jsonrpc: "2.0",
		id: 0,
		method: "initialize",
		params: {
			protocolVersion: LATEST_PROTOCOL_VERSION,
			capabilities: {},
			clientInfo: { name: "test", version: "1" },
		},
	};
	const initialized = { jsonrpc: "2.0", method: "notifications/initialized" };
	const search = (id: number) => ({
		jsonrpc: "2.0",
		id,
		method: "tools/call",
		params: {
			name: "search",
			arguments: { question: "why was the bridge closed" },
		},
	});
	const lines = (...messages: unknown[]) =>
		messages.map((message) => `${JSON.stringify(message)}\n`).join("");
	const answersOf = (stdout: string) =>
		stdout
			.trimEnd()
			.split("\n")
			.map((line) => JSON.parse(line));

	async function indexed(): Promise<Workspace> {
		const space = workspace();
		space.write("news/bridge.md", BRIDGE);
		await space.ask(["index", "news"]);
		return space;
	}

	it("the client lists, searches and verifies", async () => {
		const space = await indexed();
		const transport = new StdioClientTransport({
			command: process.execPath,
			args: [MAIN, "mcp", "--index", space.path("index")],
			stderr: "pipe",
		});
		const client = await clientOn(transport);
		expect((await client.listTools()).tools).toHaveLength(4);
		const { found } = await call(client, "search", {
			question: "why was the bridge closed",
		});
		expect(found.answered).toBe(true);
		const citations = [found.results[0].citation.id];
		const checked = await call(client, "verify_citation", { citations });
		expect(checked.found).toMatchObject({ checked: 1, held: 1 });
	});

	it("answers all that was asked when standard input is closed, and exits 0", async () => {
		const space = await indexed();
		const { stdout, stderr, exitCode } = await space.ask(["mcp"], {
			// Without an end to the last line.
			input: lines(initialize, initialized, search(1), search(2)).trimEnd(),
		});
		expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
		const answers = answersOf(stdout);
		expect(answers.map(({ id }) => id).sort()).toEqual([0, 1, 2]);
		const [, first] = answers.sort((a, b) => a.id - b.id);
		expect(first.result.structuredContent).toMatchObject({ answered: true });
	});

	it("exits 0 where nothing was asked, and without an index", async () => {
		const { stdout, exitCode } = await workspace().ask(["mcp"]);
		expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 0 });
	});

	it("passes over what is no message, and says so on stderr", async () => {
		const space = await indexed();
		const { stdout, stderr, exitCode } = await space.ask(["mcp"], {
			input: `garbage\n{"no":"message"}\n${lines(initialize)}`,
		});
		expect(exitCode).toBe(0);
		expect(answersOf(stdout)).toMatchObject([{ id: 0, result: {} }]);
		expect(stderr).toMatch(
			/^ask: warning: passed over .*garbage.*\nask: warning: passed over .*not a message of the protocol\n$/u,
		);
	});

	it("waits for no answer that was cancelled", async () => {
		const space = await indexed();
		const cancel = {
			jsonrpc: "2.0",
			method: "notifications/cancelled",
			params: { requestId: 1 },
		};
		const { stdout, exitCode } = await space.ask(["mcp"], {
			input: lines(initialize, search(1), cancel),
		});
		expect(exitCode).toBe(0);
		expect(answersOf(stdout).map(({ id }) => id)).toEqual([0]);
	});

	it("exits 2 on a line without end", async () => {
		const { stderr, exitCode } = await workspace().ask(["mcp"], {
			input: "x".repeat(11_000_000),
		});
		expect(exitCode).toBe(2);
		expect(stderr).toMatch(/exceeded maximum size/u);
	});

	it("ends when nobody reads its answers any more, and exits 0", async () => {
		const child = spawn(process.execPath, [MAIN, "mcp"], {
			cwd: workspace().root,
		});
		const exit = once(child, "close");
		child.stdin.on("error", () => {});
		child.stdout.destroy();
		child.stdin.write(lines(initialize));
		expect(await exit).toEqual([0, null]);
	});

	it("ends with Ctrl-C, and exits 130", async () => {
		const child = spawn(process.execPath, [MAIN, "mcp"], {
			cwd: workspace().root,
		});
		const exit = once(child, "close");
		child.stdin.write(lines(initialize));
		await once(child.stdout, "data");
		child.kill("SIGINT");
		expect(await exit).toEqual([130, null]);
	});
});

describe("ask mcp --http", () => {
	it("serves the protocol at /mcp, and nothing else", async () => {
		const room = await newsroom();
		const server = spawn(
			process.execPath,
			[MAIN, "mcp", "--http", "--port", "0", "--index", room.index],
			{ stdio: ["ignore", "pipe", "ignore"] },
		);
		onTestFinished(() => void server.kill("SIGKILL"));
		const [line] = await once(server.stdout, "data");
		const url = new URL(String(line).trim());
		const client = new Client({ name: "test", version: "0" });
		onTestFinished(() => client.close());
		await client.connect(
			new StreamableHTTPClientTransport(new URL("/mcp", url)) as Transport,
		);
		const { structuredContent } = await client.callTool({
			name: "search",
			arguments: ASKED,
		});
		expect(structuredContent).toMatchObject({ answered: true });
		for (const path of ["/", "/api/status", "/page.js"]) {
			expect((await fetch(new URL(path, url))).status).toBe(404);
		}
	});

	it("is what choosing a port needs", async () => {
		const { stderr, exitCode } = await workspace().ask(["mcp", "--port", "1"]);
		expect(stderr).toContain("add --http");
		expect(exitCode).toBe(2);
	});
});
