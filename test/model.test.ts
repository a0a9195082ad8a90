import {
	cpSync,
	existsSync,
	readdirSync,
	readFileSync,
	truncateSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEmbedder, type Embedder } from "../dist/js/index.js";
import { readModel } from "../src/models/files.ts";
import type { Reranker } from "../src/types.ts";
import { workspace } from "./support/workspace.ts";

const MODELS = fileURLToPath(new URL("../models", import.meta.url));
const MODEL = join(MODELS, "Xenova/all-MiniLM-L6-v2");
const REFERENCE: { vectors: { text: string; vector: number[] }[] } = JSON.parse(
	readFileSync(
		new URL("fixtures/reference_vectors.json", import.meta.url),
		"utf8",
	),
);

function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
	let [dot, aa, bb] = [0, 0, 0];
	for (let at = 0; at < a.length; at += 1) {
		const [x, y] = [a[at] ?? 0, b[at] ?? 0];
		dot += x * y;
		aa += x * x;
		bb += y * y;
	}
	return dot / Math.sqrt(aa * bb);
}

async function all(
	vectors: AsyncIterable<Float32Array>,
): Promise<Float32Array[]> {
	const found: Float32Array[] = [];
	for await (const vector of vectors) found.push(vector);
	return found;
}

describe("the bundled model", () => {
	let embedder: Embedder;
	beforeAll(async () => {
		embedder = await createEmbedder({ threads: 2 });
	});
	afterAll(() => embedder.close());

	it("is all-MiniLM-L6-v2", () => {
		expect(embedder.model).toMatchObject({
			name: "Xenova/all-MiniLM-L6-v2",
			dimensions: 384,
			maxTokens: 256,
		});
	});

	it.each(REFERENCE.vectors.map(({ text, vector }) => [text, vector] as const))(
		"agrees with float32 on %j",
		async (text, vector) => {
			const ours = await embedder.embedQuestion(text);
			expect(Math.hypot(...ours)).toBeCloseTo(1, 5);
			// Plain English loses less to int8 than the scripts that the model hardly knows.
			const english =
				/^[\p{Script=Latin}\p{P}\p{S}\p{N}\s]+$/u.test(text) &&
				text.length < 1_000;
			expect(cosine(ours, vector)).toBeGreaterThanOrEqual(english ? 0.98 : 0.9);
		},
	);

	it("finds a paraphrase closer than a stranger", async () => {
		const [question, paraphrase, stranger] = await all(
			embedder.embedPassages([
				"The alliance promised money for weapons.",
				"NATO members pledged funds for arms.",
				"The cat sat on the mat.",
			]),
		);
		if (!question || !paraphrase || !stranger) throw new Error("no vectors");
		expect(cosine(question, paraphrase)).toBeGreaterThan(
			cosine(question, stranger) + 0.3,
		);
	});

	it("gives a text the same vector, whatever its neighbours and in whichever thread, in order", async () => {
		const texts = Array.from(
			{ length: 150 },
			(_, at) => `Text ${at} is ${"long ".repeat(at % 40)}and numbered ${at}.`,
		);
		const together = await all(embedder.embedPassages(texts));
		expect(together).toHaveLength(150);
		for (const at of [0, 63, 64, 100, 149]) {
			const alone = await embedder.embedQuestion(texts[at] ?? "");
			expect(together[at]).toEqual(alone);
		}
	});

	it("cuts a question that is too long, and refuses such a passage", async () => {
		const long = "word ".repeat(400);
		await expect(embedder.embedQuestion(long)).resolves.toHaveLength(384);
		await expect(all(embedder.embedPassages([long]))).rejects.toMatchObject({
			code: "INTERNAL",
		});
	});

	it("stops when it is told to", async () => {
		const stop = new AbortController();
		const texts = Array.from({ length: 2_000 }, (_, at) => `Text ${at}.`);
		let count = 0;
		const run = async () => {
			for await (const _ of embedder.embedPassages(texts, stop.signal)) {
				count += 1;
				if (count === 100) stop.abort();
			}
		};
		await expect(run()).rejects.toThrow(/abort/iu);
		expect(count).toBeLessThan(2_000);
	});

	it("turns a failure in a process into an error, not a hang", async () => {
		const other = await createEmbedder({ threads: 2 });
		const texts = Array.from({ length: 200 }, (_, at) =>
			at === 120 ? "word ".repeat(400) : `Text ${at}.`,
		);
		await expect(all(other.embedPassages(texts))).rejects.toMatchObject({
			code: "INTERNAL",
			message: expect.stringContaining("tokens"),
		});
		await other.close();
	});
});

describe("a model's folder", () => {
	it("may lie anywhere, and is known by its content", async () => {
		const space = workspace();
		cpSync(MODEL, space.path("Xenova/copy"), { recursive: true });
		const [bundled, copy] = await Promise.all([
			readModel(),
			readModel(space.path("Xenova/copy")),
		]);
		expect(copy.shape.name).toBe("Xenova/copy");
		expect(await copy.folder.fingerprint()).toBe(
			await bundled.folder.fingerprint(),
		);
	});

	it("that is missing or lacks a file is MODEL_NOT_FOUND, by name", async () => {
		const space = workspace();
		await expect(
			createEmbedder({ model: space.path("none") }),
		).rejects.toMatchObject({
			code: "MODEL_NOT_FOUND",
			message: expect.stringContaining("none"),
		});
	});

	it.each([
		["onnx/model_quantized.onnx", "cut short"],
		["tokenizer.json", "{"],
		["config.json", '{"hidden_size": "many"}'],
	])("with a broken %s is MODEL_CORRUPT, by name", async (file, content) => {
		const space = workspace();
		const model = space.path("m");
		cpSync(MODEL, model, { recursive: true });
		if (file.endsWith(".onnx")) truncateSync(join(model, file), 1_000_000);
		else writeFileSync(join(model, file), content);
		await expect(createEmbedder({ model })).rejects.toMatchObject({
			code: "MODEL_CORRUPT",
			message: expect.stringContaining(model),
		});
	});

	it("says how to pool and which prompts to put before a text", async () => {
		const space = workspace();
		const model = space.path("m");
		cpSync(MODEL, model, { recursive: true });
		space.write("m/1_Pooling/config.json", '{"pooling_mode_cls_token": true}');
		space.write(
			"m/config_sentence_transformers.json",
			'{"prompts": {"query": "question: "}}',
		);
		const [cls, mean] = await Promise.all([
			createEmbedder({ model }),
			createEmbedder(),
		]);
		const asked = await cls.embedQuestion("what did Rutte pledge");
		const [passage] = await all(
			cls.embedPassages(["question: what did Rutte pledge"]),
		);
		expect(asked).toEqual(passage);
		expect(
			cosine(asked, await mean.embedQuestion("what did Rutte pledge")),
		).toBeLessThan(0.99);
		await Promise.all([cls.close(), mean.close()]);
	});
});

describe.skipIf(!existsSync("/proc/self/task"))("a process of a model", () => {
	it("that is killed fails what is embedded, and what is embedded then", async () => {
		const before = new Set(children());
		const embedder = await createEmbedder({ threads: 1 });
		const texts = Array.from({ length: 500 }, (_, at) => `Passage ${at}.`);
		const embedded = embedder.embedPassages(texts)[Symbol.asyncIterator]();
		await embedded.next();
		const [started = 0] = children().filter((pid) => !before.has(pid));
		process.kill(started, "SIGKILL");
		const failure = { message: expect.stringContaining("process ended") };
		const rest = async () => {
			while (!(await embedded.next()).done);
		};
		await expect(rest()).rejects.toMatchObject(failure);
		await expect(all(embedder.embedPassages(texts))).rejects.toThrow();
		await embedder.close();
	});

	function children(): number[] {
		return readdirSync("/proc/self/task").flatMap((thread) =>
			readFileSync(`/proc/self/task/${thread}/children`, "utf8")
				.split(" ")
				.filter((pid) => pid !== "")
				.map(Number),
		);
	}
});

describe("the bundled cross-encoder", () => {
	let reranker: Reranker;
	beforeAll(async () => {
		const { createReranker } = await import("../src/models/reranker.ts");
		reranker = await createReranker({ threads: 2 });
	});
	afterAll(() => reranker.close());

	const question = "what did Rutte pledge";
	const pledge =
		"He also noted that NATO allies have “already pledged more almost [$23 billion] in security assistance for Ukraine this year.”";
	const donkeys =
		"China Eyes Donkey Farming in Pakistan to Boost Bilateral Trade";

	it("is ms-marco-MiniLM-L-12-v2", () => {
		expect(reranker.model.name).toBe("Xenova/ms-marco-MiniLM-L-12-v2");
	});

	it("sets what answers above what does not", async () => {
		const [good, bad] = await reranker.score(question, [pledge, donkeys]);
		expect(good).toBeGreaterThan(-9.5);
		expect(bad).toBeLessThan(-10.5);
	});

	it("scores a pair the same whatever stands beside it", async () => {
		const alone = await reranker.score(question, [pledge]);
		const among = await reranker.score(question, [donkeys, pledge, pledge]);
		expect(among.slice(1)).toEqual([alone[0], alone[0]]);
		expect(await reranker.score(question, [])).toEqual([]);
	});

	it("reads of a long question and a long passage what fits", async () => {
		const long = await reranker.score("what did Rutte pledge ".repeat(5_000), [
			pledge.repeat(200),
		]);
		expect(long[0]).toEqual(expect.any(Number));
		expect(Number.isFinite(long[0])).toBe(true);
	});
});
