import { createHash } from "node:crypto";
import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	truncateSync,
	writeFileSync,
} from "node:fs";
import {
	createServer,
	type IncomingMessage,
	type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type PullOptions, pullModel } from "../src/models/pull.ts";
import { type Workspace, workspace } from "./support/workspace.ts";

const MODEL = fileURLToPath(
	new URL("../models/Xenova/all-MiniLM-L6-v2", import.meta.url),
);
const NAME = "Acme/small";
const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const WEIGHTS = "onnx/model_quantized.onnx";
const FILES = [
	"config.json",
	"tokenizer.json",
	"tokenizer_config.json",
	"1_Pooling/config.json",
	WEIGHTS,
];

/** A hub on this machine that has one model, and answers as it is told. */
class FakeHub {
	readonly asked: string[] = [];
	/** In place of what would be sent for a path that ends so. */
	instead: Record<
		string,
		(request: IncomingMessage, response: ServerResponse) => void
	> = {};
	commit = COMMIT;
	url = "";
	readonly #server = createServer((request, response) => {
		const path = (request.url ?? "").split("?")[0] ?? "";
		this.asked.push(path);
		const [, act] =
			Object.entries(this.instead).find(([end]) => path.endsWith(end)) ?? [];
		if (act) act(request, response);
		else this.#answer(path, response);
	});

	async start(): Promise<void> {
		await new Promise<void>((resolve) =>
			this.#server.listen(0, "127.0.0.1", resolve),
		);
		const { port } = this.#server.address() as AddressInfo;
		this.url = `http://127.0.0.1:${port}`;
	}

	stop(): void {
		this.#server.closeAllConnections();
		this.#server.close();
	}

	#answer(path: string, response: ServerResponse): void {
		if (path.startsWith(`/api/models/${NAME}/revision/`)) {
			const siblings = FILES.map((rfilename) => describeFile(rfilename));
			response.end(JSON.stringify({ sha: this.commit, siblings }));
			return;
		}
		const file = FILES.find(
			(name) => path === `/${NAME}/resolve/${this.commit}/${name}`,
		);
		response.statusCode = file ? 200 : 404;
		response.end(file && readFileSync(`${MODEL}/${file}`));
	}
}

function describeFile(rfilename: string) {
	const content = readFileSync(`${MODEL}/${rfilename}`);
	const git = createHash("sha1").update(`blob ${content.length}\0`);
	return {
		rfilename,
		size: content.length,
		blobId: git.update(content).digest("hex"),
		...(rfilename === WEIGHTS && {
			lfs: { sha256: createHash("sha256").update(content).digest("hex") },
		}),
	};
}

const hub = new FakeHub();
beforeAll(() => hub.start());
afterAll(() => hub.stop());

let space: Workspace;
beforeEach(() => {
	hub.instead = {};
	hub.commit = COMMIT;
	hub.asked.length = 0;
	space = workspace();
});

const pull = async (options: Partial<PullOptions> = {}) =>
	pullModel({
		name: NAME,
		hub: hub.url,
		models: space.path("models"),
		patience: 500,
		...options,
	});

/** What is in the folder of models, but for what was there whole. */
const left = () =>
	existsSync(space.path("models")) ? readdirSync(space.path("models")) : [];

describe("a model that is fetched", () => {
	it("is whole, of the commit that was asked for, and fetched once", async () => {
		const progress: number[] = [];
		const fetched = await pull({
			revision: "v1.0",
			onProgress: ({ done, total }) => progress.push(done / (total ?? 1)),
		});
		expect(fetched).toMatchObject({
			name: NAME,
			revision: COMMIT,
			fetched: true,
		});
		expect(progress.at(-1)).toBe(1);
		expect(hub.asked[0]).toBe(`/api/models/${NAME}/revision/v1.0`);
		expect(hub.asked.slice(1).every((path) => path.includes(COMMIT))).toBe(
			true,
		);
		for (const file of FILES) {
			expect(
				readFileSync(`${fetched.folder}/${file}`).equals(
					readFileSync(`${MODEL}/${file}`),
				),
			).toBe(true);
		}
		hub.asked.length = 0;
		expect((await pull()).fetched).toBe(false);
		expect(hub.asked).toHaveLength(1);

		// Damaged, or of another commit, it is fetched again.
		truncateSync(`${fetched.folder}/${WEIGHTS}`, 1000);
		expect((await pull()).fetched).toBe(true);
		hub.commit = "f".repeat(40);
		expect(await pull()).toMatchObject({ fetched: true, revision: hub.commit });
		expect(left()).toEqual(["Acme"]);
	});

	it("comes by way of other addresses", async () => {
		const first = `/${NAME}/resolve/${COMMIT}/${WEIGHTS}`;
		hub.instead[first] = (_, response) => {
			response.writeHead(302, { location: "/elsewhere/weights" }).end();
		};
		hub.instead["/elsewhere/weights"] = (_, response) => {
			response.end(readFileSync(`${MODEL}/${WEIGHTS}`));
		};
		expect((await pull()).fetched).toBe(true);
	});

	it.each<[string, string, FakeHub["instead"][string]]>([
		[
			"that ends too soon",
			WEIGHTS,
			(_, response) => {
				response.writeHead(200, { "content-length": 22_803_987 });
				response.write(Buffer.alloc(1_000_000), () => response.destroy());
			},
		],
		[
			"that is shorter",
			WEIGHTS,
			(_, response) => {
				response.end(Buffer.alloc(1000));
			},
		],
		[
			"that is longer",
			"config.json",
			(_, response) => {
				response.end("x".repeat(100_000));
			},
		],
		[
			"with another byte",
			WEIGHTS,
			(_, response) => {
				response.end(
					readFileSync(`${MODEL}/${WEIGHTS}`).fill(0, 5_000_000, 5_000_001),
				);
			},
		],
		[
			"with another byte, small",
			"tokenizer_config.json",
			(_, response) => {
				const content = readFileSync(`${MODEL}/tokenizer_config.json`);
				response.end(content.fill("x", 20, 21));
			},
		],
		[
			"that is refused",
			WEIGHTS,
			(_, response) => {
				response.writeHead(503).end();
			},
		],
		["that never comes", WEIGHTS, () => {}],
		[
			"that stops in the middle",
			WEIGHTS,
			(_, response) => {
				response.write(Buffer.alloc(1000));
			},
		],
		[
			"that is a page of a portal",
			"revision/main",
			(_, response) => {
				response.end("<html>Sign in</html>");
			},
		],
	])("with a file %s is not kept", async (_, file, act) => {
		hub.instead[file] = act;
		await expect(pull()).rejects.toMatchObject({
			code: "DOWNLOAD_FAILED",
			hint: expect.stringContaining("nothing was kept"),
		});
		expect(left()).toEqual([]);
		// And what was there before stays.
		hub.instead = {};
		await pull();
		hub.commit = "f".repeat(40);
		hub.instead[file] = act;
		await expect(pull()).rejects.toMatchObject({ code: "DOWNLOAD_FAILED" });
		hub.instead = {};
		hub.commit = COMMIT;
		expect((await pull()).fetched).toBe(false);
	});

	it("is refused by name where the hub has none, none that can be used, or is not there", async () => {
		await expect(pull({ name: "Acme/none" })).rejects.toMatchObject({
			code: "MODEL_NOT_FOUND",
			message: expect.stringContaining("Acme/none"),
		});
		hub.instead["revision/main"] = (_, response) => {
			response.end(
				JSON.stringify({
					sha: COMMIT,
					siblings: [describeFile("config.json")],
				}),
			);
		};
		await expect(pull()).rejects.toMatchObject({
			code: "MODEL_NOT_FOUND",
			message: expect.stringContaining("tokenizer.json"),
		});
		for (const name of ["", "one", "../up", "a/../b", "a/b/c", "a/.b"]) {
			await expect(pull({ name })).rejects.toMatchObject({ code: "USAGE" });
		}
		await expect(pull({ hub: "http://127.0.0.1:9" })).rejects.toMatchObject({
			code: "DOWNLOAD_FAILED",
		});
		expect(left()).toEqual([]);
	});

	it("can be stopped, and sweeps up what a killed one left", async () => {
		const stop = new AbortController();
		hub.instead[WEIGHTS] = (_, response) => {
			response.write(Buffer.alloc(1000), () => stop.abort(new Error("enough")));
		};
		await expect(pull({ signal: stop.signal })).rejects.toThrow("enough");
		expect(left()).toEqual([]);
		hub.instead = {};
		mkdirSync(space.path("models/.pulling-999999999-1"), { recursive: true });
		await pull();
		expect(left()).toEqual(["Acme"]);
	});
});

describe("ask model", () => {
	const ask = (...args: string[]) =>
		space.ask(args, {
			env: { HF_ENDPOINT: hub.url, ASK_MODELS: space.path("models") },
		});

	it("pulls, lists and verifies; ask index uses what was pulled, by its name", async () => {
		space.write("news/a.txt", "The harbour will be rebuilt.\n");
		const missing = await ask("index", "--model", NAME, "news");
		expect(missing.exitCode).toBe(2);
		expect(missing.stderr).toMatch(/no model in.*\nhint: .*ask model pull/u);
		expect(hub.asked).toEqual([]);

		expect((await ask("model", "pull", NAME)).stdout).toContain(
			`${COMMIT} fetched`,
		);
		expect((await ask("model", "list")).stdout).toMatch(
			/bundled .*MiniLM[\s\S]*01234567 +Acme\/small/u,
		);
		expect(await ask("model", "verify")).toMatchObject({ exitCode: 0 });
		hub.asked.length = 0;
		expect((await ask("index", "--model", NAME, "news")).exitCode).toBe(0);
		const status = JSON.parse((await ask("status", "--json")).stdout);
		expect(status.model).toBe(NAME);
		expect((await ask("harbour")).exitCode).toBe(0);
		expect(hub.asked).toEqual([]);

		const weights = space.path("models", NAME, WEIGHTS);
		const bytes = readFileSync(weights);
		writeFileSync(weights, bytes.fill(1, 9_000_000, 9_000_001));
		const damaged = await ask("model", "verify", NAME);
		expect(damaged).toMatchObject({ exitCode: 1 });
		expect(damaged.stdout).toMatch(
			/damaged: onnx\/model_quantized\.onnx; ask model pull/u,
		);
		const refused = await ask("harbour");
		expect(refused.exitCode).toBe(2);
		expect(refused.stderr).toMatch(/model_quantized\.onnx is damaged/u);
		rmSync(space.path("models", NAME), { recursive: true });
		const gone = await ask("harbour");
		expect(gone.stderr).toMatch(/no model in.*\nhint: .*ask model pull/u);
		expect((await ask("model", "verify", NAME)).exitCode).toBe(2);
	});
});
