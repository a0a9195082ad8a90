import { appendFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildIndex, createEmbedder, type Embedder } from "../../src/index.ts";
import { ask } from "./command.ts";

export interface Indexing {
	articles: number;
	passages: number;
	/** From files to a durable index, by the built command. */
	seconds: number;
	passagesPerSecond: number;
	peakMB: number;
	/** The same passages through the embedder and nothing else. */
	embedderAlonePerSecond: number;
	/** Share of the embedder's speed that the whole reaches. */
	ofEmbedder: number;
	/** The same build with vectors that cost nothing: when all was read, was in the graph, was committed. */
	stagesWithoutEmbedding: { read: number; insert: number; save: number };
	unchangedSeconds: number;
	oneChangedSeconds: number;
	bytesPerPassage: number;
}

export interface Indexed extends Indexing {
	/** The texts as they were embedded, titles included. */
	texts: string[];
}

/** Builds the index of `folder/articles` in `folder/index`, again unchanged, and with one article changed. */
export async function measureIndexing(folder: string): Promise<Indexed> {
	const embedder = await createEmbedder();
	const { texts, stages } = await withoutEmbedding(folder, embedder);
	const started = performance.now();
	let embedded = 0;
	for await (const _ of embedder.embedPassages(texts)) embedded += 1;
	const alone = embedded / ((performance.now() - started) / 1000);
	await embedder.close();

	const built = await ask(["index", "articles", "--json"], folder);
	const { articles, passages } = JSON.parse(built.stdout);
	const status = JSON.parse((await ask(["status", "--json"], folder)).stdout);
	const unchanged = await ask(["index", "--quiet"], folder);
	const [first = ""] = readdirSync(join(folder, "articles")).sort();
	appendFileSync(join(folder, "articles", first), "\nOne more sentence.\n");
	const changed = await ask(["index", "--quiet"], folder);
	const passagesPerSecond = passages / built.seconds;
	return {
		texts,
		articles,
		passages,
		seconds: built.seconds,
		passagesPerSecond,
		peakMB: built.peakMB,
		embedderAlonePerSecond: alone,
		ofEmbedder: passagesPerSecond / alone,
		stagesWithoutEmbedding: stages,
		unchangedSeconds: unchanged.seconds,
		oneChangedSeconds: changed.seconds,
		bytesPerPassage: status.bytes / passages,
	};
}

async function withoutEmbedding(
	folder: string,
	{ model, countTokens, embedQuestion }: Embedder,
) {
	const texts: string[] = [];
	const free: Embedder = {
		model,
		countTokens,
		embedQuestion,
		async *embedPassages(given) {
			for await (const text of given) {
				texts.push(text);
				yield randomUnit(model.dimensions);
			}
		},
		async close() {},
	};
	const index = join(folder, "without-embedding");
	const started = performance.now();
	const stages = { read: 0, insert: 0, save: 0 };
	await buildIndex({
		index,
		paths: [join(folder, "articles")],
		embedder: free,
		onProgress: ({ phase, done, total }) => {
			const seconds = (performance.now() - started) / 1000;
			if (phase === "read" && done === total) stages.read = seconds;
			if (phase === "embed") stages.insert = seconds;
		},
	});
	stages.save = (performance.now() - started) / 1000;
	rmSync(index, { recursive: true });
	return { texts, stages };
}

/** A vector in a random direction. */
export function randomUnit(dimensions: number): Float32Array {
	const vector = Float32Array.from(
		{ length: dimensions },
		() => Math.random() - 0.5,
	);
	const norm = Math.hypot(...vector);
	return vector.map((value) => value / norm);
}
