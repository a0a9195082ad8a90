import { execFileSync } from "node:child_process";
import { appendFileSync, rmSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { buildIndex } from "../src/indexer/indexer.ts";
import type { AskOptions } from "../src/searcher/options.ts";
import { openIndex, type SearchIndex } from "../src/searcher/searcher.ts";
import type { Embedder, Reranker } from "../src/types.ts";
import { fakeEmbedder } from "./support/fake-embedder.ts";
import { fakeReranker } from "./support/fake-reranker.ts";
import { type Workspace, workspace } from "./support/workspace.ts";

const ARTICLES: Record<string, string> = {
	"news/2024/harbour.txt":
		"Harbour to be rebuilt\n\nThe harbour will be rebuilt, the mayor said on Monday.\n",
	"news/2024/bridge.md":
		"---\ntitle: Bridge closed\n---\nThe bridge was closed after a storm tore off its cables.\n",
	"news/2025/storm.txt": `A storm hit the coast.\n${"Storm after storm hit the coast and the storm wall held. ".repeat(30)}\n`,
	"news/2025/school.txt":
		"A new school opened its doors to four hundred pupils.\n",
};

async function withIndex(
	use: (index: SearchIndex, space: Workspace) => Promise<void>,
	embedder: Embedder = fakeEmbedder(),
	reranker: Reranker | null = null,
): Promise<void> {
	const space = workspace();
	for (const [path, text] of Object.entries(ARTICLES)) space.write(path, text);
	const folder = space.path("index");
	await buildIndex({ index: folder, paths: [space.path("news")], embedder });
	const index = await openIndex({ index: folder, embedder, reranker });
	try {
		await use(index, space);
	} finally {
		await index.close();
	}
}

const asking = (question: string, options: AskOptions = {}) => {
	let answer: Awaited<ReturnType<SearchIndex["ask"]>> | undefined;
	return withIndex(async (index) => {
		answer = await index.ask(question, options);
	}).then(() => {
		if (!answer) throw new Error("not asked");
		return answer;
	});
};
const pathsOf = ({ results }: { results: { citation: { path: string } }[] }) =>
	results.map(({ citation }) => citation.path);

describe("a lookup", () => {
	it("returns what the contract says", async () => {
		const answer = await asking("bridge storm cables");
		expect(answer).toMatchObject({
			question: "bridge storm cables",
			answered: true,
			index: { generation: 1, articles: 4, model: "test/fake" },
			warnings: [],
		});
		const [first] = answer.results;
		expect(first).toMatchObject({
			rank: 1,
			text: "The bridge was closed after a storm tore off its cables.",
			reranker: null,
			highlight: {
				text: "The bridge was closed after a storm tore off its cables.",
			},
			stale: false,
			alsoIn: [],
			citation: {
				path: "news/2024/bridge.md",
				title: "Bridge closed",
				lineStart: 4,
				lineEnd: 4,
				source: null,
				published: null,
				speaker: null,
			},
		});
		expect(first?.citation.id).toMatch(
			/^news\/2024\/bridge\.md#c\d+-\d+@[0-9a-f]{8}$/u,
		);
		for (const { score, similarity, keyword } of answer.results) {
			expect(score).toBeGreaterThanOrEqual(0);
			expect(score).toBeLessThanOrEqual(1);
			expect(similarity === null && keyword === null).toBe(false);
		}
		expect(answer.results.map(({ rank }) => rank)).toEqual(
			answer.results.map((_, at) => at + 1),
		);
	});

	it("returns at most so many passages of one article", async () => {
		const of = async (perArticle: number) =>
			pathsOf(
				await asking("storm", { perArticle, all: true, top: 100 }),
			).filter((path) => path.endsWith("storm.txt")).length;
		expect(await of(1)).toBe(1);
		expect(await of(2)).toBe(2);
		expect(await of(99)).toBeGreaterThan(2);
	});

	it("returns at most top passages", async () => {
		expect((await asking("storm", { top: 1, all: true })).results).toHaveLength(
			1,
		);
	});

	it("gives only the signals of its mode", async () => {
		const semantic = await asking("bridge", { mode: "semantic", all: true });
		expect(semantic.results.every(({ keyword }) => keyword === null)).toBe(
			true,
		);
		const keyword = await asking("bridge", { mode: "keyword", all: true });
		expect(keyword.results.length).toBe(1);
		expect(keyword.results[0]).toMatchObject({ similarity: null });
	});

	it("reads the best passages again, and lets what answers rise", async () => {
		const reranker = fakeReranker("pupils");
		await withIndex(
			async (index) => {
				const before = await index.ask("storm coast", { rerank: 0, all: true });
				expect(pathsOf(before)[0]).toBe("news/2025/storm.txt");
				expect(before.results.every(({ reranker }) => reranker === null)).toBe(
					true,
				);
				expect(reranker.read).toEqual([]);

				const after = await index.ask("storm coast", {
					rerank: 100,
					all: true,
				});
				expect(pathsOf(after)[0]).toBe("news/2025/school.txt");
				expect(after.results[0]?.reranker).toBe(8);
				expect(after.results[1]?.reranker).toBe(-8);
				expect(reranker.read[0]).toContain(
					"Bridge closed. The bridge was closed after a storm tore off its cables.",
				);
			},
			fakeEmbedder(),
			reranker,
		);
	});

	it("reads no more passages again than it is told, few of one article, and none for a long question", async () => {
		const reranker = fakeReranker("storm");
		await withIndex(
			async (index) => {
				await index.ask("storm", { rerank: 3, top: 1, all: true });
				const [passages = []] = reranker.read;
				expect(passages).toHaveLength(3);
				expect(passages.filter((text) => text.includes("coast"))).toHaveLength(
					2,
				);
				reranker.read.length = 0;
				const long = await index.ask("storm and coast ".repeat(12), {
					all: true,
				});
				expect(reranker.read).toEqual([]);
				expect(long.warnings).toEqual([]);
			},
			fakeEmbedder(),
			reranker,
		);
	});

	it("lets only what was read again say that there is an answer", async () => {
		const refuse = await new Promise<boolean>((resolve, reject) => {
			withIndex(
				async (index) => {
					const { answered, nearestMiss, results } =
						await index.ask("bridge cables");
					expect(results).toEqual([]);
					expect(nearestMiss?.path).toMatch(/^news\//u);
					resolve(answered);
				},
				fakeEmbedder(),
				{
					...fakeReranker(""),
					score: async (_, passages) => passages.map(() => -30),
				},
			).catch(reject);
		});
		expect(refuse).toBe(false);
	});

	it("marks the sentence that holds most of the question", async () => {
		const { results } = await asking("storm wall held", {
			mode: "keyword",
			all: true,
		});
		const [first] = results;
		expect(first?.highlight?.text).toBe(
			"Storm after storm hit the coast and the storm wall held.",
		);
		const { start = 0, end = 0 } = first?.highlight ?? {};
		const from = first?.citation.start ?? 0;
		expect(first?.text.slice(start - from, end - from)).toBe(
			first?.highlight?.text,
		);
	});

	it("loads no model for keywords", async () => {
		const broken = fakeEmbedder();
		await withIndex(async (index) => {
			broken.embedQuestion = () => Promise.reject(new Error("was loaded"));
			expect((await index.ask("bridge", { mode: "keyword" })).answered).toBe(
				true,
			);
			await expect(index.ask("bridge")).rejects.toThrow("was loaded");
		}, broken);
	});

	it("says that nothing was found, with the score it had to reach", async () => {
		const answer = await asking("zzz qqq", { minScore: 0.99 });
		expect(answer).toMatchObject({
			answered: false,
			results: [],
			threshold: 0.99,
		});
		const all = await asking("zzz qqq", { minScore: 0.99, all: true });
		expect(all.answered).toBe(false);
		expect(all.results.length).toBeGreaterThan(0);
	});

	it.each([
		["a quote", '"unbalanced'],
		["NEAR", "NEAR(bridge, storm)"],
		["operators", "bridge AND NOT storm*"],
		["columns and brackets", "text:bridge ^storm - + ( ) { } [ ]"],
		["SQL", "'; DROP TABLE passages; --"],
		["controls and a lone surrogate", "\0 \u202e \ud800"],
		["punctuation", "???"],
		["stop words", "the of and"],
		["an emoji", "🙂"],
		["5,000 words", "bridge ".repeat(5_000)],
	])("takes %s for words", async (_, question) => {
		await expect(asking(question, { all: true })).resolves.toBeDefined();
	});

	it("is not answered by stop words", async () => {
		const answer = await asking("the of and a", { mode: "keyword" });
		expect(answer.answered).toBe(false);
	});

	it("says so when the question is longer than the model reads", async () => {
		const answer = await asking("bridge ".repeat(300));
		expect(answer.warnings).toEqual([expect.stringMatching(/256 tokens/u)]);
	});

	it.each([
		["", {}],
		[" \n", {}],
		["a", { top: 0 }],
		["a", { top: 101 }],
		["a", { top: 1.5 }],
		["a", { perArticle: 0 }],
		["a", { minScore: 1.1 }],
		["a", { minScore: Number.NaN }],
		["a", { mode: "fuzzy" as "hybrid" }],
	])("refuses %j with %j", async (question, options) => {
		await expect(asking(question, options)).rejects.toMatchObject({
			code: "USAGE",
		});
	});
});

describe("a filter", () => {
	it.each([
		["news/2024/**", ["news/2024/bridge.md", "news/2024/harbour.txt"]],
		["*.md", ["news/2024/bridge.md"]],
		["**/storm.txt", ["news/2025/storm.txt"]],
		["nothing/*", []],
	])("of paths %s looks only there", async (glob, expected) => {
		const answer = await asking("storm bridge harbour school", {
			paths: [glob],
			all: true,
			perArticle: 1,
			top: 100,
		});
		expect(pathsOf(answer).sort()).toEqual(expected);
	});

	it("that leaves no article says so", async () => {
		const answer = await asking("storm", { paths: ["nothing/*"] });
		expect(answer.warnings).toEqual([expect.stringContaining("filter")]);
		await expect(asking("storm", { paths: [""] })).rejects.toMatchObject({
			code: "USAGE",
		});
	});

	it("is applied before the ranking, however many others rank higher", async () => {
		const space = workspace();
		const embedder = fakeEmbedder();
		for (let at = 0; at < 600; at += 1) {
			space.write(`news/${at}.txt`, `Storm number ${at} hit the coast.\n`);
		}
		space.write("one/a.txt", "A storm was far from here, people said.\n");
		const folder = space.path("index");
		await buildIndex({
			index: folder,
			embedder,
			paths: [space.path("news"), space.path("one")],
		});
		const index = await openIndex({ index: folder, embedder, reranker: null });
		for (const mode of ["hybrid", "semantic", "keyword"] as const) {
			const answer = await index.ask("Storm number hit the coast", {
				paths: ["one/*"],
				mode,
				all: true,
			});
			expect(pathsOf(answer)).toEqual(["one/a.txt"]);
		}
		await index.close();
	});
});

describe("evidence", () => {
	it("is stale once the source changed or vanished", async () => {
		await withIndex(async (index, space) => {
			const staleOf = async () =>
				(await index.ask("bridge storm cables", { top: 1 })).results[0]?.stale;
			expect(await staleOf()).toBe(false);
			appendFileSync(space.path("news/2024/bridge.md"), "More.\n");
			expect(await staleOf()).toBe(true);
			rmSync(space.path("news/2024/bridge.md"));
			expect(await staleOf()).toBe(true);
			expect((await index.status()).stale).toEqual({ changed: 0, vanished: 1 });
		});
	});

	it("does not wait for a pipe in the source's place", async () => {
		await withIndex(async (index, space) => {
			const file = space.path("news/2024/bridge.md");
			rmSync(file);
			execFileSync("mkfifo", [file]);
			const { results } = await index.ask("bridge storm cables", { top: 1 });
			expect(results[0]?.stale).toBe(true);
			expect((await index.status()).stale.vanished).toBe(1);
		});
	});

	const verdictOf = async (index: SearchIndex, id: string) => {
		for await (const check of index.verify([id])) return check;
		throw new Error("not checked");
	};

	it("is judged by what became of the source", async () => {
		await withIndex(async (index, space) => {
			const file = space.path("news/2025/school.txt");
			const text = ARTICLES["news/2025/school.txt"] ?? "";
			const [result] = (await index.ask("school pupils")).results;
			const id = result?.citation.id ?? "";
			expect(await verdictOf(index, id)).toMatchObject({
				verdict: "verified",
				holds: true,
				now: null,
			});

			writeFileSync(file, `Correction: see below.\n\n${text}`);
			const moved = await verdictOf(index, id);
			expect(moved).toMatchObject({ verdict: "moved", holds: false });
			expect(await verdictOf(index, moved.now ?? "")).toMatchObject({
				verdict: "verified",
			});

			writeFileSync(file, text.replace("four hundred", "forty"));
			expect(await verdictOf(index, id)).toMatchObject({ verdict: "changed" });
			rmSync(file);
			expect(await verdictOf(index, id)).toMatchObject({ verdict: "vanished" });
			writeFileSync(file, text);
			expect(await verdictOf(index, id)).toMatchObject({ verdict: "verified" });
		});
	});

	it("is refused where it names what the index never held", async () => {
		await withIndex(async (index, space) => {
			space.write("secret.txt", "not indexed");
			for (const path of ["secret.txt", "news/../secret.txt", "/etc/passwd"]) {
				const id = `${path}#c0-3@00000000`;
				expect(await verdictOf(index, id)).toMatchObject({
					verdict: "unknown",
					holds: false,
				});
				await expect(index.show(id)).rejects.toMatchObject({
					code: "CITATION_INVALID",
				});
			}
			const [result] = (await index.ask("school pupils")).results;
			const sha8 = result?.citation.sha256.slice(0, 8);
			const outside = `news/2025/school.txt#c0-99999@${sha8}`;
			expect(await verdictOf(index, outside)).toMatchObject({ holds: false });
			await expect(index.show(outside)).rejects.toMatchObject({
				code: "CITATION_INVALID",
			});
			await expect(verdictOf(index, "nonsense")).rejects.toMatchObject({
				code: "CITATION_INVALID",
			});
		});
	});

	it("is shown with the lines around it", async () => {
		await withIndex(async (index, space) => {
			const [result] = (await index.ask("bridge storm cables")).results;
			const id = result?.citation.id ?? "";
			const shown = await index.show(id, { context: 1 });
			expect(shown).toMatchObject({ text: result?.text, stale: false });
			expect(shown.citation).toEqual(result?.citation);
			expect(shown.lines).toEqual([
				{ number: 3, text: "---", cited: null },
				{
					number: 4,
					text: result?.text,
					cited: { start: 0, end: result?.text.length },
				},
				{ number: 5, text: "", cited: null },
			]);
			rmSync(space.path("news/2024/bridge.md"));
			expect(await index.show(id)).toMatchObject({
				text: result?.text,
				stale: true,
				lines: [],
				warnings: [expect.stringMatching(/vanished/u)],
			});
		});
	});
});

const SHARED = new URL(
	"../../shared/corpora/bbc/corpus.jsonl",
	import.meta.url,
);
const corpus = await import("node:fs").then(({ existsSync, readFileSync }) =>
	existsSync(SHARED) ? readFileSync(SHARED, "utf8") : null,
);
if (corpus === null) {
	console.warn("skipped: recall on real passages, for lack of the BBC corpus");
}

describe.skipIf(corpus === null)("on passages of real news", () => {
	it("HNSW finds at least 99 % of what an exact search finds", async () => {
		const { createEmbedder } = await import("../dist/js/index.js");
		const { Graph } = await import("../src/hnsw.ts");
		const { exactSearch } = await import("../src/exact.ts");
		const paragraphs = (corpus ?? "")
			.split("\n", 300)
			.flatMap((line) => JSON.parse(line).text.split("\n\n") as string[])
			.filter((text) => text.length > 80 && text.length < 800);
		const texts = [...new Set(paragraphs)].slice(0, 1_500);
		const embedder = await createEmbedder();
		const graph = Graph.create(384);
		const vectors: { id: number; vector: Float32Array }[] = [];
		for await (const vector of embedder.embedPassages(texts)) {
			graph.add(vectors.length, vector);
			vectors.push({ id: vectors.length, vector });
		}
		await embedder.close();
		let found = 0;
		let asked = 0;
		for (const { vector } of vectors.filter(({ id }) => id % 10 === 0)) {
			const exact = new Set(
				exactSearch(vector, vectors, 10).map(({ id }) => id),
			);
			found += graph
				.search(vector, 10)
				.filter(({ id }) => exact.has(id)).length;
			asked += 10;
		}
		expect(found / asked).toBeGreaterThanOrEqual(0.99);
	});
});
