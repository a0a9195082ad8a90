import {
	chmodSync,
	existsSync,
	mkdirSync,
	readdirSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { buildIndex } from "../src/indexer/indexer.ts";
import { openIndex } from "../src/searcher/searcher.ts";
import { lockWriter } from "../src/store/lock.ts";
import { type FakeEmbedder, fakeEmbedder } from "./support/fake-embedder.ts";
import { type Workspace, workspace } from "./support/workspace.ts";

const HARBOUR = "The harbour will be rebuilt, the mayor said on Monday.\n";
const BRIDGE = "The bridge was closed after a storm tore off its cables.\n";
const SCHOOL = "A new school opened its doors to four hundred pupils.\n";

function threeArticles(): {
	space: Workspace;
	index: string;
	embedder: FakeEmbedder;
	build: (
		options?: Partial<Parameters<typeof buildIndex>[0]>,
	) => ReturnType<typeof buildIndex>;
} {
	const space = workspace();
	space.write("news/harbour.txt", HARBOUR);
	space.write("news/bridge.txt", BRIDGE);
	space.write("news/school.txt", SCHOOL);
	const embedder = fakeEmbedder();
	const index = space.path("index");
	return {
		space,
		index,
		embedder,
		build: (options = {}) => buildIndex({ index, embedder, ...options }),
	};
}

async function textsOf(index: string, question: string): Promise<string[]> {
	return (await resultsOf(index, question)).map(({ text }) => text);
}

async function resultsOf(index: string, question: string) {
	const opened = await openIndex({
		index,
		embedder: fakeEmbedder(),
		reranker: null,
	});
	try {
		return (await opened.ask(question, { all: true, top: 100 })).results;
	} finally {
		await opened.close();
	}
}

async function statusOf(index: string) {
	const opened = await openIndex({
		index,
		embedder: fakeEmbedder(),
		reranker: null,
	});
	try {
		return await opened.status();
	} finally {
		await opened.close();
	}
}

describe("an update", () => {
	it("embeds nothing and makes no new generation when nothing has changed", async () => {
		const { space, build, embedder } = threeArticles();
		expect(await build({ paths: [space.path("news")] })).toMatchObject({
			generation: 1,
			articles: 3,
			added: 3,
			embedded: 3,
		});
		embedder.embedded.length = 0;
		expect(await build()).toMatchObject({
			generation: 1,
			articles: 3,
			added: 0,
			changed: 0,
			removed: 0,
			unchanged: 3,
			embedded: 0,
		});
		expect(embedder.embedded).toEqual([]);
	});

	it("embeds again only the passages of a changed file that changed", async () => {
		const { space, build, embedder, index } = threeArticles();
		const long = Array.from(
			{ length: 6 },
			(_, part) => `Part ${part} ${`word${part} `.repeat(100)}ends here.`,
		);
		space.write("news/long.txt", long.join("\n\n"));
		await build({ paths: [space.path("news")] });
		embedder.embedded.length = 0;
		long[3] = "Part 3 is short now.";
		space.write("news/long.txt", long.join("\n\n"));
		const report = await build();
		expect(report).toMatchObject({ generation: 2, changed: 1, unchanged: 3 });
		expect(embedder.embedded).toHaveLength(report.embedded);
		expect(report.embedded).toBeLessThan(report.passages - 3);
		expect(embedder.embedded.join()).toContain("Part 3 is short now.");
		expect((await textsOf(index, "Part 3 is short now")).join()).not.toContain(
			"word3 word3",
		);
	});

	it("embeds a text that stands in several articles once, and finds all of them", async () => {
		const { space, build, embedder, index } = threeArticles();
		space.write("news/copy.txt", BRIDGE);
		await build({ paths: [space.path("news")] });
		expect(
			embedder.embedded.filter((text) => text.includes("bridge")),
		).toHaveLength(1);
		const [first] = await resultsOf(index, "bridge storm cables");
		const both = [first?.citation, ...(first?.alsoIn ?? [])];
		expect(both.map((citation) => citation?.path).sort()).toEqual([
			"news/bridge.txt",
			"news/copy.txt",
		]);
	});

	it("drops an article that vanished", async () => {
		const { space, build, index } = threeArticles();
		await build({ paths: [space.path("news")] });
		rmSync(space.path("news/bridge.txt"));
		expect(await build()).toMatchObject({ removed: 1, articles: 2 });
		expect((await textsOf(index, "bridge storm")).join()).not.toContain(
			"bridge",
		);
		expect((await statusOf(index)).stale).toEqual({ changed: 0, vanished: 0 });
	});

	it("judges only the sources it was asked to refresh", async () => {
		const { space, build } = threeArticles();
		space.write("other/a.txt", "Something else happened elsewhere.\n");
		await build({ paths: [space.path("news")] });
		rmSync(space.path("news/bridge.txt"));
		expect(await build({ paths: [space.path("other")] })).toMatchObject({
			added: 1,
			removed: 0,
			articles: 4,
		});
		expect(await build()).toMatchObject({ removed: 1, articles: 3 });
	});

	it("drops a source on request, but keeps what another source has", async () => {
		const { space, build, index } = threeArticles();
		const file = space.path("news/bridge.txt");
		await build({ paths: [space.path("news"), file] });
		expect(await build({ remove: [space.path("news")] })).toMatchObject({
			removed: 2,
			articles: 1,
		});
		expect((await statusOf(index)).sources).toEqual(["news/bridge.txt"]);
		await expect(build({ remove: [space.path("none")] })).rejects.toMatchObject(
			{
				code: "USAGE",
			},
		);
	});

	it("keeps the articles of a folder that is gone, and says so", async () => {
		const { space, build, index } = threeArticles();
		await build({ paths: [space.path("news")] });
		rmSync(space.path("news"), { recursive: true });
		const report = await build();
		expect(report).toMatchObject({ removed: 0, articles: 3 });
		expect(report.skipped).toEqual([
			{ path: "news", reason: expect.stringContaining("ENOENT") },
		]);
		expect(await statusOf(index)).toMatchObject({
			complete: false,
			stale: { vanished: 3 },
		});
	});

	it("lets a file that was named go when it vanishes", async () => {
		const { space, build, index } = threeArticles();
		const file = space.path("news/bridge.txt");
		await build({ paths: [file, space.path("news/school.txt")] });
		rmSync(file);
		expect(await build()).toMatchObject({ removed: 1, articles: 1 });
		expect((await statusOf(index)).sources).toEqual(["news/school.txt"]);
	});

	it("skips what it cannot read, indexes the rest, and keeps the last good version", async () => {
		const { space, build, index } = threeArticles();
		space.write("news/broken.txt", Buffer.from([0xe9]));
		const first = await build({ paths: [space.path("news")] });
		expect(first).toMatchObject({ articles: 3 });
		expect(first.skipped).toEqual([
			{
				path: "news/broken.txt",
				reason: expect.stringMatching(/^is not valid UTF-8; convert it/u),
			},
		]);
		writeFileSync(space.path("news/bridge.txt"), Buffer.from([0xe9]));
		expect((await build()).skipped).toHaveLength(2);
		expect((await textsOf(index, "bridge storm")).join()).toContain("bridge");
		expect(await statusOf(index)).toMatchObject({
			complete: false,
			stale: { changed: 1 },
		});
	});

	it("leaves hidden files, node_modules, links, the index and other formats alone", async () => {
		const { space, build, index } = threeArticles();
		space.write("news/.hidden.txt", "hidden");
		space.write("news/.git/a.txt", "hidden");
		space.write("news/node_modules/a.txt", "not news");
		space.write("news/picture.jpg", "not text");
		space.write("index/note.txt", "not an article");
		const report = await build({ paths: [space.path(".")] });
		expect(report).toMatchObject({ articles: 3, ignored: 5, skipped: [] });
		expect((await statusOf(index)).sources).toEqual(["."]);
	});

	it("takes an empty article for one without passages, and warns", async () => {
		const { space, build } = threeArticles();
		space.write("news/empty.txt", "");
		const report = await build({ paths: [space.path("news")] });
		expect(report).toMatchObject({ articles: 4, passages: 3 });
		expect(report.warnings).toEqual(["news/empty.txt: it holds no text"]);
	});

	it("keeps what was embedded when it is stopped, and resumes there", async () => {
		const { space, build, embedder, index } = threeArticles();
		for (let at = 0; at < 300; at += 1) {
			space.write(
				`news/${at}.txt`,
				`Article number ${at} says a${at} b${at}.\n`,
			);
		}
		const stop = new AbortController();
		const stopped = build({
			paths: [space.path("news")],
			signal: stop.signal,
			onProgress: ({ phase, done }) => {
				if (phase === "embed" && done === 200) stop.abort();
			},
		});
		await expect(stopped).rejects.toThrow(/abort/iu);
		await expect(statusOf(index)).rejects.toMatchObject({
			code: "INDEX_NOT_FOUND",
		});
		const before = embedder.embedded.length;
		expect(before).toBeLessThan(303);
		const report = await build({ paths: [space.path("news")] });
		expect(report).toMatchObject({ articles: 303, generation: 1 });
		expect(report.embedded).toBe(303 - before);
	});

	it("answers from the old generation until the new one is complete", async () => {
		const { space, build, index } = threeArticles();
		await build({ paths: [space.path("news")] });
		const opened = await openIndex({
			index,
			embedder: fakeEmbedder(),
			reranker: null,
		});
		space.write("news/new.txt", "A comet was seen above the town.\n");
		const seen: number[] = [];
		await build({
			onProgress: () => {
				seen.push(0);
			},
		});
		const after = await opened.ask("comet above town", { all: true });
		expect(after.index.generation).toBe(2);
		expect(after.results[0]?.text).toContain("comet");
		await opened.close();

		space.write("news/newer.txt", "A second comet was seen.\n");
		const reader = await openIndex({
			index,
			embedder: fakeEmbedder(),
			reranker: null,
		});
		let during: Promise<unknown> | null = null;
		await build({
			onProgress: ({ phase }) => {
				if (phase === "save") during ??= reader.ask("comet", { all: true });
			},
		});
		expect(await during).toMatchObject({
			index: { generation: 2, articles: 4 },
		});
		await reader.close();
	});

	it("reports its progress", async () => {
		const { space, build } = threeArticles();
		const phases = new Map<string, number>();
		await build({
			paths: [space.path("news")],
			onProgress: ({ phase, done }) => phases.set(phase, done),
		});
		expect([...phases]).toEqual([
			["read", 3],
			["embed", 3],
			["save", 0],
		]);
	});

	it("builds the graph anew once many of its vectors are deleted", async () => {
		const { space, build, index } = threeArticles();
		for (let at = 0; at < 30; at += 1) {
			space.write(
				`news/${at}.txt`,
				`Article number ${at} says a${at} b${at}.\n`,
			);
		}
		await build({ paths: [space.path("news")] });
		for (let at = 0; at < 30; at += 1) {
			space.write(`news/${at}.txt`, `Article number ${at} now says c${at}.\n`);
		}
		await build();
		expect(await textsOf(index, "Article number 7 now says c7")).toContain(
			"Article number 7 now says c7.",
		);
		expect(readdirSync(index).filter((name) => name.endsWith(".hnsw"))).toEqual(
			["graph-2.hnsw"],
		);
	});
});

describe("sources", () => {
	it("inside a refreshed one are looked at by their own name", async () => {
		const { space, build } = threeArticles();
		const hidden = space.write("news/.hidden.txt", "Hidden, but named.\n");
		await build({ paths: [space.path("news"), hidden] });
		expect(await build({ paths: [space.path("news")] })).toMatchObject({
			removed: 0,
			articles: 4,
		});
	});

	it("of a build that was stopped are known to the next one", async () => {
		const { space, build } = threeArticles();
		const stop = new AbortController();
		const stopped = build({
			paths: [space.path("news")],
			signal: stop.signal,
			onProgress: ({ phase }) => {
				if (phase === "embed") stop.abort();
			},
		});
		await expect(stopped).rejects.toThrow(/abort/iu);
		expect(await build()).toMatchObject({ articles: 3, generation: 1 });
	});

	it("that cannot be looked at are skipped, not dropped", async () => {
		const { space, build } = threeArticles();
		const file = space.path("news/bridge.txt");
		await build({ paths: [file, space.path("news/school.txt")] });
		rmSync(file);
		symlinkSync(file, file);
		const report = await build();
		expect(report).toMatchObject({ removed: 0, articles: 2 });
		expect(report.skipped).toEqual([
			{ path: "news/bridge.txt", reason: expect.stringContaining("ELOOP") },
		]);
	});

	it("of a format that no reader knows are skipped once, not for ever", async () => {
		const { space, build, index } = threeArticles();
		const picture = space.write("a.jpg", "no text");
		const report = await build({ paths: [space.path("news"), picture] });
		expect(report.skipped).toEqual([
			{
				path: "a.jpg",
				reason: expect.stringMatching(/^no reader for .jpg; readable/u),
			},
		]);
		expect((await build()).skipped).toEqual([]);
		expect((await statusOf(index)).sources).toEqual(["news"]);
	});

	it("cannot be indexed and removed at once", async () => {
		const { space, build } = threeArticles();
		const paths = [space.path("news")];
		await build({ paths });
		await expect(build({ paths, remove: paths })).rejects.toMatchObject({
			code: "USAGE",
		});
	});
});

describe("an embedder that does not keep its word", () => {
	it.each([
		["a number that is not finite", [new Float32Array(64).fill(Number.NaN)]],
		["another length", [new Float32Array(3).fill(1)]],
		["too few vectors", []],
	])("gives %s: nothing of it is kept", async (_, vectors) => {
		const { space, build } = threeArticles();
		const broken = {
			...fakeEmbedder(),
			async *embedPassages() {
				yield* vectors;
			},
		};
		const paths = [space.path("news")];
		await expect(build({ paths, embedder: broken })).rejects.toMatchObject({
			code: "INTERNAL",
			message: expect.stringContaining("embedder"),
		});
		expect(await build({ paths })).toMatchObject({
			articles: 3,
			passages: 3,
			embedded: 3,
		});
	});
});

describe("an index of other settings", () => {
	it("is refused by name, with both values, and left as it was", async () => {
		const { space, build, index } = threeArticles();
		await build({ paths: [space.path("news")] });
		const other = fakeEmbedder({ name: "test/other", fingerprint: "fake-2" });
		await expect(build({ embedder: other })).rejects.toMatchObject({
			code: "INDEX_INCOMPATIBLE",
			message: expect.stringMatching(/test\/fake.*test\/other/u),
			hint: expect.stringContaining("--rebuild"),
		});
		const opened = await openIndex({ index, embedder: other, reranker: null });
		await expect(opened.ask("bridge")).rejects.toMatchObject({
			code: "INDEX_INCOMPATIBLE",
		});
		await opened.close();
		expect((await statusOf(index)).generation).toBe(1);
	});

	it("is replaced by --rebuild, all at once", async () => {
		const { space, build, index } = threeArticles();
		await build({ paths: [space.path("news")] });
		const other = fakeEmbedder({ name: "test/other", fingerprint: "fake-2" });
		expect(await build({ embedder: other, rebuild: true })).toMatchObject({
			generation: 2,
			articles: 3,
			embedded: 3,
		});
		const opened = await openIndex({ index, embedder: other, reranker: null });
		expect((await opened.status()).model).toBe("test/other");
		await opened.close();
	});
});

describe("--rebuild with other settings", () => {
	const other = fakeEmbedder({ fingerprint: "fake-2", dimensions: 64 });

	it("keeps nothing that the old ones made, not even of a file that cannot be read", async () => {
		const { space, build, index } = threeArticles();
		await build({ paths: [space.path("news")] });
		writeFileSync(space.path("news/bridge.txt"), Buffer.from([0xe9]));
		const report = await build({ rebuild: true, embedder: other });
		expect(report).toMatchObject({ articles: 2, passages: 2, removed: 1 });
		expect(report.skipped).toHaveLength(1);
		const opened = await openIndex({ index, embedder: other, reranker: null });
		const { results } = await opened.ask("bridge storm cables", { all: true });
		expect(results.map(({ text }) => text).join()).not.toContain("bridge");
		await opened.close();
	});

	it("takes effect in an index without articles too", async () => {
		const { space, build } = threeArticles();
		await build({ paths: [space.path("news")] });
		for (const name of ["harbour", "bridge", "school"]) {
			rmSync(space.path(`news/${name}.txt`));
		}
		expect(await build()).toMatchObject({ articles: 0 });
		await build({ rebuild: true, embedder: other });
		await expect(build({ embedder: other })).resolves.toBeDefined();
	});

	it("is noticed by a lookup that is under way", async () => {
		const { space, build, index, embedder } = threeArticles();
		await build({ paths: [space.path("news")] });
		const opened = await openIndex({
			index,
			embedder: {
				...embedder,
				embedQuestion: async (question) => {
					await build({ rebuild: true, embedder: other });
					return embedder.embedQuestion(question);
				},
			},
		});
		await expect(opened.ask("bridge")).rejects.toMatchObject({
			code: "INDEX_INCOMPATIBLE",
		});
		await opened.close();
	});
});

describe("the index folder", () => {
	it("has one writer at a time", async () => {
		const { space, build, index } = threeArticles();
		await build({ paths: [space.path("news")] });
		const unlock = lockWriter(index);
		await expect(build()).rejects.toMatchObject({ code: "INDEX_BUSY" });
		expect(await textsOf(index, "bridge storm")).not.toEqual([]);
		unlock();
		await build();
	});

	it.each(
		["graph-1.hnsw", "codes-1.i8"].flatMap((file) =>
			["missing", "damaged", "foreign"].map((harm) => [file, harm] as const),
		),
	)("answers without %s when that is %s, and mends it", async (file, harm) => {
		const { space, build, embedder, index } = threeArticles();
		await build({ paths: [space.path("news")] });
		const derived = space.path("index", file);
		rmSync(derived);
		if (harm === "damaged") writeFileSync(derived, "rubbish");
		if (harm === "foreign") {
			const other = space.path("other-index");
			await buildIndex({
				index: other,
				embedder,
				paths: [space.path("news/bridge.txt")],
			});
			writeFileSync(derived, space.read(`other-index/${file}`));
		}
		const opened = await openIndex({
			index,
			embedder: fakeEmbedder(),
			reranker: null,
		});
		const warnings = new Set<string>();
		// So many that both files are wanted.
		for (let asked = 0; asked < 12; asked += 1) {
			const answer = await opened.ask("bridge storm cables", { all: true });
			expect(answer.results[0]?.text).toContain("bridge");
			expect(answer.results[0]?.similarity).not.toBeNull();
			for (const warning of answer.warnings) warnings.add(warning);
		}
		expect([...warnings]).toEqual([
			expect.stringMatching(/exact scan answers/u),
		]);
		expect((await opened.status()).complete).toBe(false);
		await opened.close();

		embedder.embedded.length = 0;
		const report = await build();
		expect(report).toMatchObject({ generation: 1, embedded: 0 });
		expect(report.warnings).toHaveLength(1);
		expect(embedder.embedded).toEqual([]);
		expect((await statusOf(index)).complete).toBe(true);
	});

	it("that is damaged behind its first page is cured by --rebuild", async () => {
		const { space, build, index } = threeArticles();
		await build({ paths: [space.path("news")] });
		const bytes = space.read("index/index.sqlite");
		space.write("index/index.sqlite", bytes.fill(0xaa, 4096));
		await expect(build()).rejects.toMatchObject({ code: "INDEX_CORRUPT" });
		await build({ paths: [space.path("news")], rebuild: true });
		expect((await statusOf(index)).articles).toBe(3);
	});

	it("that is damaged in its words is rebuilt from the sources that it still names", async () => {
		const { space, build, index } = threeArticles();
		await build({ paths: [space.path("news")] });
		const file = space.path("index/index.sqlite");
		const database = new Database(file);
		const page = database
			.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'passages'")
			.pluck()
			.get();
		database.close();
		const bytes = space.read("index/index.sqlite");
		const start = (Number(page) - 1) * 4096;
		writeFileSync(file, bytes.fill(0xaa, start, start + 4096));
		expect(await build({ rebuild: true })).toMatchObject({ articles: 3 });
		expect((await statusOf(index)).sources).toEqual(["news"]);
	});

	it("that holds another program's database is never touched", async () => {
		const { space, build } = threeArticles();
		mkdirSync(space.path("index"));
		const database = new Database(space.path("index/index.sqlite"));
		database.exec("CREATE TABLE mine (a)");
		database.close();
		const before = space.read("index/index.sqlite");
		for (const rebuild of [false, true]) {
			await expect(
				build({ paths: [space.path("news")], rebuild }),
			).rejects.toMatchObject({ code: "USAGE" });
		}
		expect(space.read("index/index.sqlite")).toEqual(before);
	});

	it("may hold what is not ours, whatever its name", async () => {
		const { space, build } = threeArticles();
		mkdirSync(space.path("index/graph-99.hnsw"), { recursive: true });
		await build({ paths: [space.path("news")] });
		expect(existsSync(space.path("index/graph-1.hnsw"))).toBe(true);
	});

	it("can be read where it cannot be written", async () => {
		const { space, build, index } = threeArticles();
		await build({ paths: [space.path("news")] });
		chmodSync(index, 0o555);
		chmodSync(space.root, 0o755);
		const wasRoot = process.geteuid?.() === 0;
		// Root may write anywhere.
		if (wasRoot) process.seteuid?.(65_534);
		try {
			expect((await textsOf(index, "bridge storm")).join()).toContain("bridge");
		} finally {
			if (wasRoot) process.seteuid?.(0);
			chmodSync(index, 0o755);
		}
	});

	it("that holds an empty database is no index yet", async () => {
		const { space, build, index } = threeArticles();
		space.write("index/index.sqlite", "");
		await expect(statusOf(index)).rejects.toMatchObject({
			code: "INDEX_NOT_FOUND",
		});
		await build({ paths: [space.path("news")] });
		expect((await statusOf(index)).articles).toBe(3);
	});

	it("that holds rubbish is refused, and --rebuild replaces it", async () => {
		const { space, build, index } = threeArticles();
		space.write(
			"index/index.sqlite",
			"this is no database, by no means at all",
		);
		await expect(build({ paths: [space.path("news")] })).rejects.toMatchObject({
			code: "INDEX_CORRUPT",
		});
		await expect(statusOf(index)).rejects.toMatchObject({
			code: "INDEX_CORRUPT",
		});
		await build({ paths: [space.path("news")], rebuild: true });
		expect((await statusOf(index)).articles).toBe(3);
	});

	it("is not made for nothing", async () => {
		const { space, build, index } = threeArticles();
		await expect(build()).rejects.toMatchObject({ code: "NO_ARTICLES" });
		await expect(build({ paths: [space.path("typo")] })).rejects.toMatchObject({
			code: "ARTICLE_UNREADABLE",
		});
		expect(existsSync(index)).toBe(false);
	});
});
