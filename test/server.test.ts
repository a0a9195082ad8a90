import { once } from "node:events";
import { rmSync } from "node:fs";
import { connect } from "node:net";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { LIMITS } from "../src/server/limits.ts";
import { PROBLEM } from "../src/server/problem.ts";
import { serve } from "../src/server/serve.ts";
import { Newsroom } from "./support/newsroom.ts";
import { appOf, liveOf, serveOf } from "./support/serving.ts";
import { MAIN } from "./support/workspace.ts";

const RUTTE = `---
title: Rutte in Kyiv
source: UPI
date: 2025-04-15
---
Mark Rutte said that allies had pledged 23 billion in security assistance.
`;
const TRAM = `---
title: A new tram line
source: BBC
date: 2025-03-01
---
The city opened a tram line to the harbour on Saturday.
`;

async function newsroom(): Promise<Newsroom> {
	const room = new Newsroom();
	room.write("rutte.md", RUTTE);
	room.write("tram.md", TRAM);
	await room.build();
	return room;
}

/** What a response says, as a client without types would take it. */
// biome-ignore lint/suspicious/noExplicitAny: it is compared with what is expected
async function jsonOf(response: Response): Promise<any> {
	return response.json();
}

/** The problem that a response describes. */
async function problemOf(response: Response) {
	expect(response.headers.get("content-type")).toBe("application/problem+json");
	const problem = PROBLEM.parse(await response.json());
	expect(problem.status).toBe(response.status);
	return problem;
}

describe("the API", () => {
	it("answers a search with the object that ask --json prints", async () => {
		const room = await newsroom();
		const response = await appOf(room).request(
			"/api/search?q=pledged%20assistance&top=1&mode=keyword",
		);
		expect(response.status).toBe(200);
		const answer = await jsonOf(response);
		const { stdout } = await room.space.ask([
			"--json",
			"-k1",
			"--mode=keyword",
			"pledged assistance",
		]);
		expect({ ...answer, timings: null }).toEqual({
			...JSON.parse(stdout),
			timings: null,
		});
		expect(answer.results[0].citation.path).toBe("news/rutte.md");
	});

	it("takes the command's options", async () => {
		const app = appOf(await newsroom());
		const titles = async (query: string) => {
			const response = await app.request(
				`/api/search?q=the&all&min-score=0&${query}`,
			);
			expect(response.status).toBe(200);
			const { results } = await jsonOf(response);
			return results.map(
				(each: { citation: { title: string } }) => each.citation.title,
			);
		};
		expect(await titles("source=BBC")).toEqual(["A new tram line"]);
		expect(await titles("source=BBC&source=UPI&sort=date")).toEqual([
			"Rutte in Kyiv",
			"A new tram line",
		]);
		expect(await titles("until=2025-03")).toEqual(["A new tram line"]);
		expect(await titles("speaker=rutte")).toEqual(["Rutte in Kyiv"]);
		expect(await titles("path=*tram*")).toEqual(["A new tram line"]);
		expect(await titles("timeline")).toEqual([
			"A new tram line",
			"Rutte in Kyiv",
		]);
	});

	it.each([
		["/api/search", "q"],
		["/api/search?q=x&tpo=3", "tpo"],
		["/api/search?q=x&top=0", "top"],
		["/api/search?q=x&top=1e1", "top"],
		["/api/search?q=x&top=3&top=4", "top"],
		["/api/search?q=x&mode=clever", "mode"],
		["/api/search?q=x&fast=perhaps", "fast"],
		["/api/search?q=x&constructor=1", "constructor"],
		["/api/search?q=x&__proto__=1", "__proto__"],
		["/api/search?q=x&since=yesteryear", "yesteryear"],
		["/api/search?q=%20%20", "blank"],
		["/api/citations/news%2Frutte.md%23c0-9%4000000000?context=-1", "context"],
		["/api/verify?citation=none", "citation"],
	])("refuses %s", async (path, said) => {
		const response = await appOf(await newsroom()).request(path);
		const problem = await problemOf(response);
		expect([400, 404]).toContain(problem.status);
		expect(problem.detail).toContain(said);
	});

	it.each([
		"([0-9a-z_./]+)+z",
		"*a*a*a*a*a*a*a*a*a*a*a*a*b",
		"+([a-z]|[a-z0-9])z",
	])("is not stopped by the glob %s", async (glob) => {
		const room = await newsroom();
		room.write(`${"a".repeat(80)}.txt`, "The tram is late.");
		await room.build();
		const path = encodeURIComponent(glob);
		const response = await appOf(room).request(
			`/api/search?q=tram&path=${path}`,
		);
		expect((await problemOf(response)).detail).toContain("too long");
	});

	it("gives the article and the passage of a citation, and verifies it", async () => {
		const app = appOf(await newsroom());
		const get = async (path: string) => jsonOf(await app.request(path));
		const { results } = await get("/api/search?q=tram&mode=keyword");
		const { id, path } = results[0].citation;
		const article = await get(`/api/articles/${encodeURIComponent(path)}`);
		expect(article.text).toBe(TRAM);
		expect(await get(`/api/articles/${path}`)).toEqual(article);
		const excerpt = await get(`/api/citations/${encodeURIComponent(id)}`);
		expect(excerpt.text).toBe(results[0].text);
		const one = await get(`/api/verify?citation=${encodeURIComponent(id)}`);
		expect(one).toMatchObject({ checked: 1, held: 1 });
		expect(await get("/api/verify")).toMatchObject({ checked: 2, held: 2 });
		const posted = await app.request("/api/verify", {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify({ citations: [id, id] }),
		});
		expect(await posted.json()).toMatchObject({ checked: 2, held: 2 });
		expect(await get("/api/status")).toMatchObject({
			articles: 2,
			generation: 1,
		});
	});

	it.each([
		"/api/articles/..%2F..%2F..%2Fetc%2Fpasswd",
		"/api/articles/%2Fetc%2Fpasswd",
		"/api/articles/news%2F..%2F..%2Fsecret.txt",
		"/api/citations/..%2F..%2Fetc%2Fpasswd%23c0-10%4000000000",
		"/api/articles/news%2Frutte.md%00.txt",
		"/page.js/../../package.json",
		"/..%2f..%2fpackage.json",
		"/%2e%2e/%2e%2e/etc/passwd",
	])("reaches nothing outside the index by %s", async (path) => {
		const room = await newsroom();
		room.space.write("secret.txt", "secret");
		const response = await appOf(room).request(path);
		expect((await problemOf(response)).status).toBe(404);
	});

	it("says 405 and which methods there are", async () => {
		const response = await appOf(await newsroom()).request("/api/search", {
			method: "DELETE",
		});
		expect(response.headers.get("allow")).toBe("GET");
		expect((await problemOf(response)).code).toBe("METHOD_NOT_ALLOWED");
	});

	it("says 503 while there is no index, and answers once there is", async () => {
		const room = new Newsroom();
		room.write("rutte.md", RUTTE);
		const app = appOf(room);
		const before = await app.request("/api/search?q=allies");
		expect((await problemOf(before)).code).toBe("INDEX_NOT_FOUND");
		await room.build();
		expect((await app.request("/api/search?q=allies")).status).toBe(200);
	});

	it("answers from each new generation, and from an index that took the old one's place", async () => {
		const room = await newsroom();
		const app = appOf(room);
		const found = async (question: string) => {
			const response = await app.request(
				`/api/search?q=${question}&mode=keyword`,
			);
			const { index, answered } = await jsonOf(response);
			return [index.generation, answered];
		};
		expect(await found("zebra")).toEqual([1, false]);
		room.write("zebra.txt", "A zebra escaped from the zoo.");
		await room.build();
		expect(await found("zebra")).toEqual([2, true]);
		rmSync(room.index, { recursive: true });
		await room.build();
		expect(await found("zebra")).toEqual([1, true]);
	});

	it("stops a lookup that takes too long", async () => {
		const room = await newsroom();
		const limits = { ...LIMITS, concurrency: 1, lookupMs: 1 };
		const app = appOf(room, { limits });
		const asked = await Promise.all(
			Array.from({ length: 50 }, () => app.request("/api/search?q=tram")),
		);
		const last = asked.findLast(({ status }) => status !== 200);
		if (!last) throw new Error("all of them were quick");
		expect((await problemOf(last)).code).toBe("TIMEOUT");
	});

	it("refuses what would wait too long, and what is asked too often", async () => {
		const room = await newsroom();
		const busy = appOf(room, {
			limits: { ...LIMITS, rate: 1000, concurrency: 1, queue: 2 },
		});
		const statuses = await Promise.all(
			Array.from({ length: 10 }, async () => {
				const response = await busy.request("/api/search?q=tram");
				return response.status;
			}),
		);
		expect(new Set(statuses)).toEqual(new Set([200, 503]));
		const slow = appOf(room, { limits: { ...LIMITS, rate: 3 } });
		const codes = [];
		for (let i = 0; i < 5; i++) {
			codes.push((await slow.request("/api/openapi.json")).status);
		}
		expect(codes).toEqual([200, 200, 200, 429, 429]);
	});
});

describe("what browsers may do", () => {
	it.each([
		["a stranger's name", { host: "evil.example" }],
		[
			"a stranger's name that begins like ours",
			{ host: "localhost.evil.example" },
		],
		["a name with a user in it", { host: "localhost@evil.example" }],
		["another site's page", { origin: "https://evil.example" }],
		["a hidden page", { origin: "null" }],
		["another port of this machine", { origin: "http://localhost:9999" }],
		["another site's script", { "sec-fetch-site": "cross-site" }],
	])("is refused to %s", async (_, headers) => {
		const app = appOf(await newsroom());
		for (const path of ["/api/search?q=tram", "/", "/mcp"]) {
			const response = await app.request(path, {
				headers: { host: "localhost:7700", ...headers },
			});
			expect((await problemOf(response)).code).toBe("FORBIDDEN");
		}
	});

	it("is to follow a link to the page, and to ask from it", async () => {
		const app = appOf(await newsroom());
		const link = await app.request("/?q=tram", {
			headers: {
				host: "localhost:7700",
				"sec-fetch-site": "cross-site",
				"sec-fetch-mode": "navigate",
			},
		});
		expect(link.status).toBe(200);
		const costly = await app.request("/api/verify", {
			headers: {
				host: "localhost:7700",
				"sec-fetch-site": "cross-site",
				"sec-fetch-mode": "navigate",
			},
		});
		expect(costly.status).toBe(403);
		const own = await app.request("/api/search?q=tram", {
			headers: {
				host: "localhost:7700",
				origin: "http://localhost:7700",
				"sec-fetch-site": "same-origin",
			},
		});
		expect(own.status).toBe(200);
	});

	it("is ruled by a policy without anything inline, on every answer", async () => {
		const app = appOf(await newsroom());
		for (const path of ["/", "/?q=tram", "/api/search", "/nowhere"]) {
			const { headers } = await app.request(path);
			const policy = headers.get("content-security-policy") ?? "";
			expect(policy).toContain("default-src 'none'");
			expect(policy).toContain("frame-ancestors 'none'");
			expect(policy).not.toContain("unsafe");
			expect(headers.get("x-content-type-options")).toBe("nosniff");
			expect(headers.get("access-control-allow-origin")).toBeNull();
		}
	});
});

describe("a server with a token", () => {
	const token = "a-token-of-some-length";
	const wrong = "another-token-of-length";
	it("answers nobody without it", async () => {
		const room = await newsroom();
		const app = appOf(room, { token });
		for (const path of ["/api/search?q=tram", "/api/openapi.json", "/mcp"]) {
			expect((await problemOf(await app.request(path))).status).toBe(401);
			const headers = { authorization: `Bearer ${wrong}` };
			expect((await app.request(path, { headers })).status).toBe(401);
		}
		const page = await app.request("/", { headers: { accept: "text/html" } });
		expect(page.headers.get("location")).toBe("/sign-in");
	});

	it("answers who sends it, and a browser that signed in", async () => {
		const room = await newsroom();
		const app = appOf(room, { token });
		const headers = { authorization: `Bearer ${token}` };
		const sent = await app.request("/api/search?q=tram", { headers });
		expect(sent.status).toBe(200);
		const sign = (given: string) =>
			app.request("/sign-in", {
				method: "POST",
				body: new URLSearchParams({ token: given }),
			});
		expect((await sign(wrong)).status).toBe(401);
		const signed = await sign(token);
		expect(signed.status).toBe(303);
		const cookie = signed.headers.get("set-cookie") ?? "";
		expect(cookie).toMatch(/HttpOnly/u);
		expect(cookie).toMatch(/SameSite=Strict/u);
		expect(cookie).not.toContain(token);
		const page = await app.request("/?q=tram", {
			headers: { cookie: cookie.split(";")[0] ?? "" },
		});
		expect(page.status).toBe(200);
	});

	it("lets nobody guess it quickly", async () => {
		const room = await newsroom();
		const app = appOf(room, { token });
		const statuses = [];
		for (let i = 0; i < 12; i++) {
			const response = await app.request("/sign-in", {
				method: "POST",
				body: new URLSearchParams({ token: `${wrong}${i}` }),
			});
			statuses.push(response.status);
		}
		expect(statuses.at(-1)).toBe(429);
	});

	it("is the only kind that others can reach, and with no short one", async () => {
		const room = await newsroom();
		const options = { host: "0.0.0.0", port: 0 } as const;
		await expect(serveOf(room, { ...options, token: null })).rejects.toThrow(
			"it needs a token",
		);
		for (const token of ["short", " ".repeat(20), "pässwörd-lang-genug"]) {
			await expect(serveOf(room, { ...options, token })).rejects.toThrow(
				"shorter than 16",
			);
		}
		const { url } = await serveOf(room, { ...options, token });
		const response = await fetch(url.replace("0.0.0.0", "127.0.0.1"));
		expect(response.status).toBe(401);
	});
});

describe("on the network", () => {
	/** Sends bytes as they are, and returns what comes back until the server ends it. */
	async function send(url: string, text: string): Promise<string> {
		const { hostname, port } = new URL(url);
		const socket = connect(Number(port), hostname);
		onTestFinished(() => void socket.destroy());
		let received = "";
		socket.on("data", (data) => {
			received += data;
		});
		socket.on("error", () => {});
		socket.write(text);
		await once(socket, "close");
		return received;
	}

	it("refuses bodies that are too large, said or not", async () => {
		const { url } = await serveOf(await newsroom());
		const body = JSON.stringify({ citations: ["x".repeat(300_000)] });
		const headers = { "content-type": "application/json" };
		const said = await fetch(`${url}api/verify`, {
			method: "POST",
			headers,
			body,
		});
		expect((await problemOf(said)).code).toBe("TOO_LARGE");
		const streamed = await fetch(`${url}api/verify`, {
			method: "POST",
			headers,
			body: new Blob([body]).stream(),
			duplex: "half",
		} as RequestInit);
		expect((await problemOf(streamed)).code).toBe("TOO_LARGE");
	});

	it("refuses bodies that are no JSON", async () => {
		const { url } = await serveOf(await newsroom());
		const post = (type: string, body: string) =>
			fetch(`${url}api/verify`, {
				method: "POST",
				headers: { "content-type": type },
				body,
			});
		const plain = await post("text/plain", "{}");
		expect((await problemOf(plain)).status).toBe(415);
		const broken = await post("application/json", "{");
		expect((await problemOf(broken)).status).toBe(400);
		const other = await post("application/json", '{"citations":[1]}');
		expect((await problemOf(other)).detail).toContain("citations.0");
	});

	it("waits for no slow body and no slow head", async () => {
		const limits = { ...LIMITS, requestMs: 300 };
		const { url } = await serveOf(await newsroom(), { limits });
		const { host } = new URL(url);
		const body = await send(
			url,
			`POST /api/verify HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"cit`,
		);
		expect(body).toMatch(/^HTTP\/1\.1 (?:408|400)/u);
		const head = await send(url, `GET / HTTP/1.1\r\nHost: ${host}\r\nX-Slow: `);
		expect(head).toMatch(/^HTTP\/1\.1 408/u);
	});

	it("refuses a request under a name that is not its own", async () => {
		const { url } = await serveOf(await newsroom());
		for (const host of ["evil.example", "127.0.0.1:1@evil.example", ""]) {
			const received = await send(
				url,
				`GET /api/status HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
			);
			expect(received).toMatch(/^HTTP\/1\.1 40[03]/u);
		}
	});

	it("reaches nothing by a path with dots in it", async () => {
		const { url } = await serveOf(await newsroom());
		const { host } = new URL(url);
		for (const path of [
			"/../../etc/passwd",
			"//etc/passwd",
			"/page.css/../x",
		]) {
			const received = await send(
				url,
				`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
			);
			expect(received).toMatch(/^HTTP\/1\.1 4\d\d/u);
			expect(received).not.toContain("root:");
		}
	});

	it("takes no client that goes away for a defect", async () => {
		const defects: unknown[] = [];
		const { url } = await serveOf(await newsroom(), {
			onDefect: (error) => defects.push(error),
		});
		const { host, hostname, port } = new URL(url);
		const socket = connect(Number(port), hostname);
		await once(socket, "connect");
		socket.write(
			`POST /api/verify HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{`,
		);
		await setTimeout(100);
		socket.destroy();
		await setTimeout(100);
		expect((await fetch(`${url}api/openapi.json`)).status).toBe(200);
		expect(defects).toEqual([]);
	});

	it("says which port is taken", async () => {
		const room = await newsroom();
		const { url } = await serveOf(room);
		const port = Number(new URL(url).port);
		await expect(serveOf(room, { port })).rejects.toThrow(`port ${port}`);
	});

	it("answers what was asked before it stops", async () => {
		const room = await newsroom();
		const live = liveOf(room);
		const serving = await serve(live, {
			host: "127.0.0.1",
			port: 0,
			token: null,
			limits: LIMITS,
			version: "0",
			assets: new URL(".", `file://${MAIN}`).pathname,
			onDefect() {},
		});
		const asked = Array.from({ length: 20 }, () =>
			fetch(`${serving.url}api/search?q=tram`),
		);
		await setTimeout(20);
		await serving.close();
		const statuses = (await Promise.all(asked)).map(({ status }) => status);
		expect(new Set(statuses)).toEqual(new Set([200]));
		await expect(fetch(serving.url)).rejects.toThrow();
	});
});
