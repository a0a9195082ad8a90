import { existsSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
	collectionFiles,
	halfOf,
	readDocuments,
	readQrels,
	readQueries,
} from "../src/eval/collection.ts";
import { type EvalOptions, evaluate } from "../src/eval/evaluate.ts";
import type { Progress } from "../src/types.ts";
import { fakeEmbedder } from "./support/fake-embedder.ts";
import { fakeReranker } from "./support/fake-reranker.ts";
import { type Workspace, workspace } from "./support/workspace.ts";

const lines = (...records: object[]) =>
	records.map((record) => `${JSON.stringify(record)}\n`).join("");

const BRIDGE =
	"The old bridge was closed after a storm tore off its cables on Monday.";
const SCHOOL =
	"A new school opened its doors to four hundred pupils in spring.";

function collection(): Workspace {
	const space = workspace();
	space.write(
		"c/corpus.jsonl",
		lines(
			{ _id: "bridge", title: "Bridge closed", text: BRIDGE },
			{ _id: "school", title: "", text: SCHOOL },
			{ _id: "harbour", title: "Harbour to be rebuilt by the town", text: "" },
			{ _id: 7, text: "Nothing of note happened in the valley that week." },
		),
	);
	space.write(
		"c/queries.jsonl",
		lines(
			{ _id: "q1", text: "bridge storm", metadata: { answers: ["CABLES!"] } },
			{ _id: "q2", text: "school pupils", metadata: { answers: ["doors"] } },
			{ _id: "q6", text: "harbour rebuilt" },
			{ _id: "q4", text: "zebra xylophone" },
		),
	);
	space.write(
		"c/qrels.tsv",
		"query-id\tcorpus-id\tscore\nq1\tbridge\t1\nq2\tschool\t2\nq2\tbridge\t0\nq6\tharbour\t1\n",
	);
	return space;
}

const evaluating = (space: Workspace, options: Partial<EvalOptions> = {}) =>
	evaluate({
		folder: space.path("c"),
		cache: space.path("cache"),
		embedder: fakeEmbedder(),
		reranker: fakeReranker("bridge"),
		...options,
	});

describe("a collection", () => {
	it("is read as BEIR lays it out, a document without text as its title", async () => {
		const space = collection();
		const documents = [];
		for await (const document of readDocuments(space.path("c/corpus.jsonl"))) {
			documents.push(document);
		}
		expect(documents.slice(0, 3)).toEqual([
			{ id: "bridge", title: "Bridge closed", text: BRIDGE },
			{ id: "school", title: null, text: SCHOOL },
			{ id: "harbour", title: null, text: "Harbour to be rebuilt by the town" },
		]);
		expect(documents[3]?.id).toBe("7");
		expect(await readQueries(space.path("c/queries.jsonl"))).toMatchObject([
			{ id: "q1", text: "bridge storm", answers: ["CABLES!"] },
			{ id: "q2" },
			{ id: "q6", answers: null },
			{ id: "q4" },
		]);
		const qrels = await readQrels(space.path("c/qrels.tsv"));
		expect([...qrels.keys()]).toEqual(["q1", "q2", "q6"]);
		expect(qrels.get("q2")).toEqual(
			new Map([
				["school", 2],
				["bridge", 0],
			]),
		);
	});

	it("has its relevance in a file named, in the folder, or where BEIR puts it", () => {
		const space = collection();
		space.write("c/qrels/test.tsv", "");
		space.write("c/other.tsv", "");
		const qrels = (name?: string) =>
			collectionFiles(space.path("c"), name).qrels;
		expect(qrels()).toBe(space.path("c/qrels.tsv"));
		expect(qrels("other.tsv")).toBe(space.path("c/other.tsv"));
		expect(qrels(space.path("c/other.tsv"))).toBe(space.path("c/other.tsv"));
		expect(() => qrels("missing.tsv")).toThrow(/no missing\.tsv/u);
	});

	it("names the line that is wrong", async () => {
		const space = collection();
		const all = async (text: string) => {
			space.write("c/corpus.jsonl", text);
			for await (const _ of readDocuments(space.path("c/corpus.jsonl"))) {
				// Only read.
			}
		};
		await expect(all('{"_id":"a","text":"x"}\n\nnot json\n')).rejects.toThrow(
			/corpus\.jsonl:3: /u,
		);
		await expect(all('{"text":"x"}\n')).rejects.toThrow(/corpus\.jsonl:1: /u);
		await expect(all('{"_id":"a"}\n{"_id":"a"}\n')).rejects.toThrow(
			/corpus\.jsonl:2: a second document a/u,
		);
		await expect(readQueries(space.path("c/none.jsonl"))).rejects.toMatchObject(
			{
				code: "USAGE",
				message: expect.stringMatching(/cannot read .*none\.jsonl/u),
			},
		);
		space.write("c/qrels.tsv", "q1\tbridge\t1\nq2 bridge\n");
		await expect(readQrels(space.path("c/qrels.tsv"))).rejects.toThrow(
			/qrels\.tsv:2: /u,
		);
	});

	it("falls into two halves by the SHA-256 of the ids", () => {
		// sha256("q1") ends in cb, sha256("q6") in 91 (printf q1 | sha256sum).
		expect(["q1", "q6"].map(halfOf)).toEqual(["b", "a"]);
	});
});

describe("an evaluation", () => {
	it("measures every mode side by side", async () => {
		const report = await evaluating(collection());
		expect(report).toMatchObject({ documents: 4, passages: 4, questions: 3 });
		expect(report.modes.keyword).toMatchObject({
			ndcg10: 1,
			recall10: 1,
			mrr10: 1,
			p1: 1,
			answer1: 1,
			answer3: 1,
			answer10: 1,
		});
		// The fake cross-encoder likes the bridge best, whatever is asked.
		expect(report.modes.reranked?.p1).toBeLessThan(1);
		expect(report.modes.hybrid.latencyMsP50).toBeGreaterThan(0);
		expect(report.indexBytes).toBeGreaterThan(10_000);
	});

	it("uses the index of a corpus again, and builds that of another anew", async () => {
		const space = collection();
		const embedder = fakeEmbedder();
		await evaluating(space, { embedder });
		const embedded = embedder.embedded.length;
		expect(embedded).toBe(4);
		await evaluating(space, { embedder, limit: 1 });
		expect(embedder.embedded).toHaveLength(embedded);
		space.write("c/corpus.jsonl", lines({ _id: "bridge", text: BRIDGE }));
		await evaluating(space, { embedder });
		expect(embedder.embedded.length).toBeGreaterThan(embedded);
		expect(readdirSync(space.path("cache"))).toHaveLength(2);
		expect(existsSync(space.path("index"))).toBe(false);
	});

	it("takes the first questions, and half of them", async () => {
		const space = collection();
		expect((await evaluating(space, { limit: 2 })).questions).toBe(2);
		const [a, b] = [
			await evaluating(space, { half: "a" }),
			await evaluating(space, { half: "b" }),
		];
		expect([a.questions, b.questions]).toEqual([1, 2]);
	});

	it("counts what is refused, of the questions without an answer and of others", async () => {
		const space = collection();
		const mine = await evaluating(space, { nulls: true });
		expect(mine.nulls).toEqual({ asked: 1, refused: 1 });
		expect(mine.own.asked).toBe(3);
		space.write(
			"foreign.jsonl",
			lines({ _id: "f1", text: "zebra" }, { _id: "f2", text: "bridge storm" }),
		);
		const others = await evaluating(space, {
			nulls: space.path("foreign.jsonl"),
		});
		expect(others.nulls).toEqual({ asked: 2, refused: 1 });
		expect((await evaluating(space)).nulls).toEqual({ asked: 0, refused: 0 });
	});

	it("has no reranked mode without a cross-encoder", async () => {
		const report = await evaluating(collection(), { reranker: null });
		expect(report.modes.reranked).toBeNull();
	});

	it("tells how far it is", async () => {
		const seen: Progress[] = [];
		await evaluating(collection(), {
			nulls: true,
			onProgress: (progress) => seen.push(progress),
		});
		const asked = seen.filter(({ phase }) => phase === "ask");
		expect(asked.at(-1)).toEqual({ phase: "ask", done: 13, total: 13 });
	});

	it("refuses relevance that is not of these questions", async () => {
		const space = collection();
		space.write("c/qrels.tsv", "x\tbridge\t1\n");
		await expect(evaluating(space)).rejects.toMatchObject({ code: "USAGE" });
	});
});
