import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
	cpSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { socketPath } from "../src/warm/socket.ts";
import {
	MAIN,
	type Ran,
	SAMPLES,
	Workspace,
	workspace,
} from "./support/workspace.ts";

const QUESTION = "what did Rutte pledge";
const built = new Workspace();

beforeAll(async () => {
	cpSync(SAMPLES, built.path("articles"), { recursive: true });
	const { exitCode } = await built.ask(["index", "articles"]);
	expect(exitCode).toBe(0);
	return () => built.remove();
});

/** The sample articles with their index, in a folder of their own. */
function samples(): Workspace {
	const space = workspace();
	for (const part of ["articles", "index"]) {
		cpSync(built.path(part), space.path(part), { recursive: true });
	}
	return space;
}

/** Runs `ask serve` until the test ends; comes back once it listens. */
async function startServer(
	space: Workspace,
	{ command = MAIN, cwd = space.root } = {},
): Promise<{ process: ChildProcess; url: string; socket: string }> {
	const process_ = spawn(
		process.execPath,
		[command, "serve", "--port", "0", "--index", space.path("index")],
		{ cwd, stdio: ["ignore", "pipe", "pipe"] },
	);
	onTestFinished(() => void process_.kill("SIGKILL"));
	let errors = "";
	process_.stderr.on("data", (data) => {
		errors += data;
	});
	const lines = createInterface({ input: process_.stdout });
	const [url] = await Promise.race([
		once(lines, "line"),
		once(process_, "exit").then(() => {
			throw new Error(`it ended: ${errors}`);
		}),
	]);
	const deadline = Date.now() + 20_000;
	for (;;) {
		const name = readdirSync(space.path("index")).find((each) =>
			each.endsWith(".sock"),
		);
		if (name)
			return { process: process_, url, socket: space.path("index", name) };
		if (Date.now() > deadline) throw new Error(`no socket: ${errors}`);
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

/** A copy of the command that cannot answer a question of meaning by itself. */
function withoutModels(space: Workspace): string {
	return space.copyPackage({ without: "/models/" });
}

function untimed({ stdout, ...others }: Ran): Ran {
	const plain = stdout.replace(/"timings":\{[^}]*\}/gu, '"timings":{}');
	return { stdout: plain, ...others };
}

describe("lookups while a server runs on the same index", () => {
	it("are answered by it, and print what they would print without it", async () => {
		const questions = ["who is Zelensky", "tariffs", "Patriot missiles"];
		const batch = `${[...questions, "", QUESTION, QUESTION, QUESTION, QUESTION].join("\n")}\n`;
		const commands: { args: string[]; input?: string }[] = [
			{ args: [QUESTION] },
			{ args: ["--json", "-k", "20", QUESTION] },
			{ args: ["--jsonl", "--fast", "--all", "best running shoes"] },
			{ args: ["best running shoes"] },
			{ args: ["--mode", "keyword", "Patriot"] },
			{ args: ["--mode", "semantic", "--json", "air defence"] },
			{ args: ["--timeline", "talks between Ukraine and Russia"] },
			{ args: ["--compare", "how many were killed in Sumy"] },
			{ args: ["--since", "last month", "--json", "Sumy"] },
			{ args: ["--since", "no day at all", "Sumy"] },
			{ args: ["--speaker", "Rutte", "--path", "*.txt", "support"] },
			{ args: ["--format", "md", QUESTION] },
			{ args: ["--batch", "-"], input: batch },
		];
		const space = samples();
		const ask = async () => {
			const all: Ran[] = [];
			for (const { args, input = "" } of commands) {
				all.push(untimed(await space.ask(args, { input })));
			}
			return all;
		};
		const cold = await ask();
		await startServer(space);
		expect(await ask()).toEqual(cold);
		expect(cold.map(({ exitCode }) => exitCode)).toEqual([
			0, 0, 1, 1, 0, 0, 0, 0, 1, 2, 0, 0, 2,
		]);
	});

	it("need no model of their own", async () => {
		const space = samples();
		const command = withoutModels(space);
		const before = await space.ask([QUESTION], { command });
		expect(before.stderr).toContain("model");
		expect(before.exitCode).toBe(2);
		await startServer(space);
		const { stdout, exitCode } = await space.ask([QUESTION], { command });
		expect(stdout).toContain("[$23 billion]");
		expect(exitCode).toBe(0);
	});

	it("open the index themselves once the server is killed, and when it is started again are answered by it", async () => {
		const space = samples();
		const command = withoutModels(space);
		const server = await startServer(space);
		server.process.kill("SIGKILL");
		await once(server.process, "exit");
		expect(existsSync(server.socket)).toBe(true);
		const alone = await space.ask([QUESTION]);
		expect(alone).toMatchObject({ exitCode: 0, stderr: "" });
		await startServer(space);
		const { exitCode } = await space.ask([QUESTION], { command });
		expect(exitCode).toBe(0);
	});

	it("open the index themselves where the server hangs", async () => {
		const space = samples();
		const server = await startServer(space);
		server.process.kill("SIGSTOP");
		const { exitCode, stdout } = await space.ask([QUESTION]);
		expect(stdout).toContain("[$23 billion]");
		expect(exitCode).toBe(0);
	});

	it("open the index themselves where the server is of another build", async () => {
		const space = samples();
		const other = space.copyPackage();
		const start = readFileSync(other, "utf8");
		const [sha256 = ""] = /[0-9a-f]{64}/u.exec(start) ?? [];
		writeFileSync(other, start.replaceAll(sha256, "0".repeat(64)));
		const { socket } = await startServer(space, { command: other });
		expect(socket).toContain("serve-00000000.sock");
		const command = withoutModels(workspace());
		const { exitCode, stderr } = await space.ask([QUESTION], { command });
		expect(stderr).toContain("model");
		expect(exitCode).toBe(2);
	});

	it("see what was indexed since", async () => {
		const space = samples();
		await startServer(space);
		await space.ask([QUESTION]);
		space.write(
			"articles/zebra.txt",
			"A zebra escaped from the zoo on Monday.",
		);
		const { exitCode } = await space.ask(["index"]);
		expect(exitCode).toBe(0);
		const { stdout } = await space.ask(["-k", "1", "zebra"]);
		expect(stdout).toContain("A zebra escaped");
	});

	it("are answered in a folder whose path is too long for a socket, from near it", async () => {
		const space = samples();
		const deep = `${"d".repeat(60)}/${"e".repeat(60)}`;
		const nested = workspace();
		cpSync(space.root, nested.path(deep), { recursive: true });
		const inner = Object.assign(Object.create(Workspace.prototype), {
			root: nested.path(deep),
		}) as Workspace;
		await startServer(inner);
		const command = withoutModels(workspace());
		const { exitCode } = await inner.ask([QUESTION], { command });
		expect(exitCode).toBe(0);
	});

	it("trust no socket that is not a socket, nor one that says something else", async () => {
		const space = samples();
		const { socket, process: server } = await startServer(space);
		server.kill("SIGTERM");
		await once(server, "exit");
		writeFileSync(socket, "not a socket");
		expect((await space.ask([QUESTION])).exitCode).toBe(0);
		renameSync(socket, `${socket}.file`);
		const other = createServer((each) => each.end("220 mail ready\n"));
		other.listen(socket);
		onTestFinished(() => void other.close());
		await once(other, "listening");
		expect((await space.ask([QUESTION])).exitCode).toBe(0);
	});

	it("open the index themselves where the server says nothing after its greeting", async () => {
		const space = samples();
		const { socket, process: server } = await startServer(space);
		server.kill("SIGTERM");
		await once(server, "exit");
		const silent = createServer((each) => {
			each.on("error", () => {});
			each.write('{"verbatim":1}\n');
			each.on("data", () => each.write('{"answer":{"ques'));
		});
		silent.listen(socket);
		onTestFinished(() => void silent.close());
		await once(silent, "listening");
		const { exitCode, stdout } = await space.ask([QUESTION]);
		expect(stdout).toContain("[$23 billion]");
		expect(exitCode).toBe(0);
	});

	it("open the index themselves where they reach it by another name", async () => {
		const space = samples();
		await startServer(space);
		const other = workspace();
		symlinkSync(space.path("index"), other.path("index"));
		const { stdout } = await other.ask(["--json", QUESTION]);
		expect(JSON.parse(stdout).results[0].became).toBe("vanished");
	});

	it("are answered by a server that was there before the index", async () => {
		const space = samples();
		renameSync(space.path("index"), space.path("later"));
		mkdirSync(space.path("index"));
		const starting = startServer(space);
		await new Promise((resolve) => setTimeout(resolve, 1000));
		for (const name of readdirSync(space.path("later"))) {
			cpSync(space.path("later", name), space.path("index", name));
		}
		await starting;
		const command = withoutModels(workspace());
		expect((await space.ask([QUESTION], { command })).exitCode).toBe(0);
	});
});

describe("ask serve", () => {
	it("prints its address, lets only its owner at its socket, and on SIGTERM takes that away", async () => {
		const space = samples();
		const { url, socket, process: server } = await startServer(space);
		expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/u);
		expect(statSync(socket).mode & 0o777).toBe(0o600);
		const response = await fetch(`${url}api/status`);
		expect(await response.json()).toMatchObject({ articles: 5 });
		server.kill("SIGTERM");
		const [code] = await once(server, "exit");
		expect(code).toBe(0);
		expect(existsSync(socket)).toBe(false);
	});

	it("ends with 130 on Ctrl-C", async () => {
		const { process: server } = await startServer(samples());
		server.kill("SIGINT");
		expect(await once(server, "exit")).toEqual([130, null]);
	});

	it("serves an index in whose folder no socket can be, and says that other lookups stay cold", async () => {
		const space = samples();
		const [sha256 = ""] =
			/[0-9a-f]{64}/u.exec(readFileSync(MAIN, "utf8")) ?? [];
		space.write(`index/serve-${sha256.slice(0, 8)}.sock/in-the-way`, "");
		const server = spawn(
			process.execPath,
			[MAIN, "serve", "--port", "0", "--json"],
			{
				cwd: space.root,
				stdio: ["ignore", "pipe", "pipe"],
			},
		);
		onTestFinished(() => void server.kill("SIGKILL"));
		let errors = "";
		server.stderr.on("data", (data) => {
			errors += data;
		});
		const [line] = await once(
			createInterface({ input: server.stdout }),
			"line",
		);
		const response = await fetch(`${JSON.parse(line).url}api/search?q=Rutte`);
		expect(response.status).toBe(200);
		expect(errors).toContain("other lookups stay cold");
	});

	it("refuses a damaged index, and an address of others without a token", async () => {
		const space = workspace();
		space.write("index/index.sqlite", "rubbish");
		const damaged = await space.ask(["serve", "--port", "0"]);
		expect(damaged.exitCode).toBe(2);
		expect(damaged.stderr).toContain("hint:");
		const taken = await space.ask(["serve", "--host", "0.0.0.0"]);
		expect(taken.stderr).toContain("ASK_TOKEN");
		expect(taken.exitCode).toBe(2);
	});
});

describe("a socket's path", () => {
	it("is in the index folder, relative where that is shorter, and none where neither fits", () => {
		expect(socketPath("/news/index", "abc")).toBe("/news/index/serve-abc.sock");
		const here = process.cwd();
		const long = `${here}/${"x".repeat(80)}`;
		expect(socketPath(long, "abc")?.length).toBeLessThan(104);
		expect(socketPath(`/${"x".repeat(200)}`, "abc")).toBeNull();
	});
});
