import {
	closeSync,
	mkdirSync,
	openSync,
	writeFileSync,
	writeSync,
} from "node:fs";
import { describe, expect, it } from "vitest";
import { buildIndex } from "../src/indexer/indexer.ts";
import { openIndex } from "../src/searcher/searcher.ts";
import type { Embedder } from "../src/types.ts";
import { fakeEmbedder } from "./support/fake-embedder.ts";
import { LONG, LONG_TIMEOUT } from "./support/long.ts";
import { workspace } from "./support/workspace.ts";

const BYTES = 100_000_000;
const FILES = 200_000;

/** One that forgets what it embedded. */
function forgetful(): Embedder {
	const { embedded, ...embedder } = fakeEmbedder();
	return {
		...embedder,
		async *embedPassages(texts, signal) {
			for await (const vector of embedder.embedPassages(texts, signal)) {
				embedded.length = 0;
				yield vector;
			}
		},
	};
}

// Minutes each: only in the long run.
describe.skipIf(!LONG)("an index of", () => {
	it("an article of 100 MB is built, asked and verified", {
		timeout: LONG_TIMEOUT,
	}, async () => {
		const space = workspace();
		mkdirSync(space.path("news"));
		const file = openSync(space.path("news/huge.txt"), "w");
		let written = 0;
		for (let at = 0; written < BYTES; at += 1) {
			const sentence = `The council met on day ${at} and agreed on nothing, said Mayor ${at % 997}. `;
			written += writeSync(file, at % 7 === 0 ? `${sentence}\n\n` : sentence);
		}
		closeSync(file);
		const options = {
			index: space.path("index"),
			paths: [space.path("news")],
			embedder: forgetful(),
		};
		const report = await buildIndex(options);
		expect(report.passages).toBeGreaterThan(100_000);
		await check(options.index, "council met on day 654321", "day 654321");
	});

	it("200,000 files is built, asked, refreshed and verified", {
		timeout: LONG_TIMEOUT,
	}, async () => {
		const space = workspace();
		for (let at = 0; at < FILES; at += 1) {
			if (at % 1000 === 0)
				mkdirSync(space.path(`news/${at / 1000}`), { recursive: true });
			writeFileSync(
				space.path(`news/${Math.floor(at / 1000)}/${at}.txt`),
				`The council met on day ${at} and agreed on nothing.\n`,
			);
		}
		const options = {
			index: space.path("index"),
			paths: [space.path("news")],
			embedder: forgetful(),
		};
		expect((await buildIndex(options)).articles).toBe(FILES);
		expect(await buildIndex(options)).toMatchObject({
			generation: 1,
			unchanged: FILES,
		});
		await check(options.index, "council met on day 123456", "day 123456");
	});

	it("an article of 1 MB is built with the real model, asked and verified", {
		timeout: LONG_TIMEOUT,
	}, async () => {
		const space = workspace();
		const sentences = Array.from(
			{ length: 14_000 },
			(_, at) =>
				`The council met on day ${at} and agreed on nothing, said Mayor ${at % 997}. `,
		);
		space.write("news/long.txt", sentences.join(""));
		const indexed = await space.ask(["index", "news", "--json"]);
		expect(JSON.parse(indexed.stdout).passages).toBeGreaterThan(1_000);
		// A question can be as long: of its meaning the model reads the beginning, and a warning says so.
		const { stdout, exitCode } = await space.ask(["--batch", "-"], {
			input: `${sentences.join("")}\nwhat happened on day 9876\n`,
		});
		const [long, short] = stdout
			.trim()
			.split("\n")
			.map((line) => JSON.parse(line));
		expect(long.warnings).toEqual([
			expect.stringContaining("longer than the model reads"),
		]);
		expect(short.results[0].text).toContain("day 9876 ");
		expect(exitCode).toBe(0);
		expect((await space.ask(["verify"])).exitCode).toBe(0);
	});
});

async function check(folder: string, question: string, words: string) {
	const index = await openIndex({
		index: folder,
		embedder: fakeEmbedder(),
		reranker: null,
	});
	const { results } = await index.ask(question, { mode: "keyword", all: true });
	expect(results[0]?.text).toContain(words);
	const id = results[0]?.citation.id ?? "";
	for await (const { holds } of index.verify([id])) expect(holds).toBe(true);
	await index.close();
}
