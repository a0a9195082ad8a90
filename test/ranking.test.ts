import { describe, expect, it } from "vitest";
import {
	type Candidate,
	capped,
	keywordCeiling,
	rank,
	scoreOf,
} from "../src/ranking.ts";

const of = (
	id: number,
	similarity: number | null,
	keyword: number | null,
): Candidate => ({ id, articleId: id, similarity, keyword });
const idsOf = (ranked: { id: number }[]) => ranked.map(({ id }) => id);

describe("rank", () => {
	it("weighs the cosine, spread over its range, and BM25, over its maximum, alike", () => {
		const candidates = [of(1, 0.6, null), of(2, 0.2, 8), of(3, 0.5, 4)];
		// 0.5 · 1 + 0, 0 + 0.5 · 1, 0.5 · 0.75 + 0.5 · 0.5
		expect(idsOf(rank(candidates, "hybrid", 10))).toEqual([3, 1, 2]);
		expect(idsOf(rank(candidates, "semantic", 10))).toEqual([1, 3, 2]);
		expect(idsOf(rank(candidates, "keyword", 10))).toEqual([2, 3, 1]);
	});

	it("puts equal ones by rising id, and takes none, one and very many", () => {
		expect(rank([], "hybrid", 10)).toEqual([]);
		expect(
			idsOf(rank([of(2, 0.3, null), of(1, 0.3, null)], "hybrid", 1)),
		).toEqual([1, 2]);
		const many = Array.from({ length: 200_000 }, (_, id) => of(id, 0.1, 1));
		expect(rank(many, "hybrid", 10)).toHaveLength(200_000);
	});
});

describe("score", () => {
	it("is between 0 and 1, and rises with each signal", () => {
		expect(scoreOf({ similarity: null, keyword: null }, 10)).toBe(0);
		expect(scoreOf({ similarity: -0.2, keyword: null }, 10)).toBe(0);
		expect(scoreOf({ similarity: 0.5, keyword: null }, 10)).toBe(0.5);
		expect(scoreOf({ similarity: 0.5, keyword: 5 }, 10)).toBe(0.75);
		expect(scoreOf({ similarity: 1, keyword: 99 }, 10)).toBe(1);
	});

	it("counts words against the most that BM25 can give", () => {
		const frequencies = new Map([["rutt", 2]]);
		const idf = (count: number) => Math.log((20 - count + 0.5) / (count + 0.5));
		expect(keywordCeiling(["rutt", "pledg"], frequencies, 20)).toBeCloseTo(
			2.2 * (idf(2) + idf(0)),
		);
		expect(
			keywordCeiling(["rutt"], new Map([["rutt", 20]]), 20),
		).toBeGreaterThan(0);
	});
});

describe("capped", () => {
	it("takes so many of an article, in order", () => {
		const ranked = [1, 1, 1, 2, 1, 3].map((articleId, id) => ({
			id,
			articleId,
		}));
		expect(idsOf(capped(ranked, 2, 3))).toEqual([0, 1, 3]);
		expect(idsOf(capped(ranked, 9, 9))).toEqual([0, 1, 2, 3, 4, 5]);
	});
});
