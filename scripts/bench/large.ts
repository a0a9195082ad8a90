import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Codes } from "../../src/codes.ts";
import { Digests } from "../../src/hashing/digests.ts";
import { Graph } from "../../src/hnsw.ts";
import { createEmbedder, type Embedder } from "../../src/index.ts";
import { buildFromRecords } from "../../src/indexer/records.ts";
import { checkReranker } from "../../src/models/reranker.ts";
import { Store } from "../../src/store/store.ts";
import { type Cold, measureCold } from "./cold.ts";
import { median } from "./figures.ts";
import { randomUnit } from "./indexing.ts";
import { measureWarm, type Warm } from "./warm.ts";

/** An index of so many passages, whose vectors are those of real ones, moved a little. */
export interface Large {
	passages: number;
	buildSeconds: number;
	cold: Cold;
	warm: Warm;
	/** Milliseconds: loading the graph; loading the rounded vectors; comparing a question with all of them. */
	loadGraphMs: number;
	loadCodesMs: number;
	scanMs: number;
}

// How far a copy's vector is moved from its original's: near enough to crowd it, far enough to be another.
const MOVED = 0.3;
const REPEATS = 5;

/**
 * @param texts - Of real passages; articles are made of them, with their words in another order.
 */
export async function measureLarge(
	passages: number,
	texts: readonly string[],
	questions: readonly string[],
): Promise<Large> {
	const folder = mkdtempSync(join(tmpdir(), "verbatim-bench-large-"));
	const index = join(folder, "index");
	const digests = new Digests();
	const embedder = await createEmbedder({ digests });
	await checkReranker(digests);
	try {
		const started = performance.now();
		await buildFromRecords(
			index,
			records(passages, texts),
			await copying(embedder, texts),
			{ signal: undefined, onProgress() {} },
			digests,
		);
		const buildSeconds = (performance.now() - started) / 1000;
		return {
			buildSeconds,
			...(await measureLoads(index)),
			cold: await measureCold(folder, REPEATS, [
				"node -e 0",
				"ask --mode keyword",
				"ask --fast",
				"ask",
			]),
			warm: await measureWarm(folder, questions, 40),
		};
	} finally {
		await embedder.close();
		rmSync(folder, { recursive: true });
	}
}

async function* records(passages: number, texts: readonly string[]) {
	for (let at = 0; at < passages; at += 1) {
		const words = (texts[at % texts.length] ?? "").split(/\s+/u);
		const turn = (at * 7) % words.length;
		const text = [...words.slice(turn), ...words.slice(0, turn)].join(" ");
		// No two alike: they would share a vector.
		yield {
			id: `${at}.txt`,
			title: null,
			text: `No ${at}: ${text.slice(0, 400)}.`,
		};
	}
}

/** An embedder that moves the vectors of a few real texts instead of embedding. */
async function copying(
	embedder: Embedder,
	texts: readonly string[],
): Promise<Embedder> {
	const originals: Float32Array[] = [];
	for await (const vector of embedder.embedPassages(texts.slice(0, 1000)))
		originals.push(vector);
	let at = 0;
	return {
		model: embedder.model,
		// Each text is to be one passage: what counts here is how many there are.
		countTokens: (text) => Math.min(100, Math.ceil(text.length / 4)),
		embedQuestion: (question) => embedder.embedQuestion(question),
		async *embedPassages(given) {
			for await (const _ of given)
				yield moved(originals[at++ % originals.length] ?? new Float32Array());
		},
		async close() {},
	};
}

function moved(vector: Float32Array): Float32Array {
	const aside = randomUnit(vector.length);
	const sum = vector.map((value, at) => value + MOVED * (aside[at] ?? 0));
	const norm = Math.hypot(...sum);
	return sum.map((value) => value / norm);
}

async function measureLoads(index: string) {
	const store = Store.open(index);
	const { generation, graph, codes, settings } = store.state();
	if (!graph || !codes) throw new Error("the index is empty");
	const { dimensions } = settings.model;
	const ms: Record<"graph" | "codes" | "scan", number[]> = {
		graph: [],
		codes: [],
		scan: [],
	};
	const timed = async <T>(
		into: number[],
		work: () => T | Promise<T>,
	): Promise<T> => {
		const started = performance.now();
		const result = await work();
		into.push(performance.now() - started);
		return result;
	};
	for (let at = 0; at < REPEATS; at += 1) {
		await timed(ms.graph, () =>
			Graph.load(store.graphFile(generation), dimensions, graph),
		);
		const loaded = await timed(ms.codes, () =>
			Codes.load(store.codesFile(generation), dimensions, codes),
		);
		await timed(ms.scan, () =>
			loaded.search(randomUnit(dimensions), 350, null),
		);
	}
	const { passages } = store.counts();
	store.close();
	return {
		passages,
		loadGraphMs: median(ms.graph),
		loadCodesMs: median(ms.codes),
		scanMs: median(ms.scan),
	};
}
