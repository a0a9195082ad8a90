import { describe, expect, it } from "vitest";
import { holdsAnswer, mean, measure, percentile } from "../src/eval/metrics.ts";

const RANX = {
	ndcg10: 0.42943039176479036,
	recall10: 0.611111111111111,
	mrr10: 0.4444444444444444,
	p1: 0,
};

const graded = (grades: Record<string, number>) =>
	new Map(Object.entries(grades));

describe("measure", () => {
	it("gives what is worked out by hand", () => {
		// Ranks 1 to 4 have the grades 0, 2, 1, 0; the best order would be 3 (not found), 2, 1.
		const measures = measure(
			["x", "b", "c", "y"],
			graded({ a: 3, b: 2, c: 1, y: 0, z: -1 }),
		);
		const dcg = 2 / Math.log2(3) + 1 / Math.log2(4);
		const ideal = 3 / Math.log2(2) + 2 / Math.log2(3) + 1 / Math.log2(4);
		expect(measures.ndcg10).toBeCloseTo(dcg / ideal, 12);
		expect(measures.recall10).toBeCloseTo(2 / 3, 12);
		expect(measures.mrr10).toBe(1 / 2);
		expect(measures.p1).toBe(0);
	});

	it("is perfect for a perfect order", () => {
		expect(measure(["a", "b"], graded({ a: 2, b: 1 }))).toEqual({
			ndcg10: 1,
			recall10: 1,
			mrr10: 1,
			p1: 1,
		});
	});

	it("looks at ten documents, and is nothing where none of them is relevant", () => {
		const eleven = Array.from({ length: 11 }, (_, at) => `d${at}`);
		expect(measure(eleven, graded({ d10: 1 }))).toEqual({
			ndcg10: 0,
			recall10: 0,
			mrr10: 0,
			p1: 0,
		});
		expect(measure(eleven, graded({ d9: 1 }))).toMatchObject({
			ndcg10: 1 / Math.log2(11),
			mrr10: 0.1,
			recall10: 1,
		});
		expect(measure([], graded({ a: 1 })).ndcg10).toBe(0);
	});

	it("counts all relevant documents in recall, and only the ten best in the ideal order", () => {
		const many = Object.fromEntries(
			Array.from({ length: 20 }, (_, at) => [`d${at}`, 1]),
		);
		const measures = measure(Object.keys(many).slice(0, 10), graded(many));
		expect(measures.ndcg10).toBeCloseTo(1, 12);
		expect(measures.recall10).toBe(0.5);
	});

	// Made once with ranx 0.3.21 (Python 3.11), evaluate(qrels, run, ["ndcg@10", "recall@10", "mrr@10",
	// "precision@1"]), of the three questions below, with each ranking scored 1/rank.
	it("agrees with ranx", () => {
		const questions: [string[], Record<string, number>][] = [
			[["d3", "d1", "d9", "d2"], { d1: 2, d2: 1, d5: 1 }],
			[["d7", "d8"], { d8: 3, d4: 1 }],
			[
				["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"],
				{ c: 1, j: 2, k: 3 },
			],
		];
		const all = questions.map(([ranking, grades]) =>
			measure(ranking, graded(grades)),
		);
		expect(mean(all.map(({ ndcg10 }) => ndcg10))).toBeCloseTo(RANX.ndcg10, 10);
		expect(mean(all.map(({ recall10 }) => recall10))).toBeCloseTo(
			RANX.recall10,
			10,
		);
		expect(mean(all.map(({ mrr10 }) => mrr10))).toBeCloseTo(RANX.mrr10, 10);
		expect(mean(all.map(({ p1 }) => p1))).toBeCloseTo(RANX.p1, 10);
	});
});

describe("an answer", () => {
	it("is held whatever the case and the punctuation", () => {
		expect(holdsAnswer(null, "It cost $23 billion.", ["$23 Billion"])).toBe(
			true,
		);
		expect(holdsAnswer("Rutte: in Odesa", "He came.", ["rutte in odesa"])).toBe(
			true,
		);
		expect(holdsAnswer("The end", "is near", ["end is"])).toBe(true);
		expect(holdsAnswer(null, "snake_case and 3.5", ["snake_case", "x"])).toBe(
			true,
		);
		expect(holdsAnswer(null, "It cost $23 billion.", ["24 billion"])).toBe(
			false,
		);
	});
});

describe("percentile", () => {
	it("is the nearest rank", () => {
		expect(percentile([5, 1, 4, 2, 3], 0.5)).toBe(3);
		expect(percentile([5, 1, 4, 2, 3], 0.95)).toBe(5);
		expect(percentile([7], 0.5)).toBe(7);
		expect(percentile([1, 2], 0)).toBe(1);
	});
});
