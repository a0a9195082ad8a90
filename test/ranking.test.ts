import { describe, expect, it } from "vitest";
import { samePassage } from "../src/duplicates/same.ts";
import { shinglesOf } from "../src/duplicates/shingles.ts";
import { type Candidate, fuse } from "../src/ranking/fusion.ts";
import { capped, headOf, reorder, rerankShare } from "../src/ranking/rerank.ts";
import {
	evidenceOf,
	inverseFrequencies,
	keywordCeiling,
	scoreOf,
} from "../src/ranking/score.ts";
import { select } from "../src/ranking/selection.ts";

const of = (
	id: number,
	similarity: number | null,
	keyword: number | null,
	article = 0,
): Candidate => ({ id, articleId: id, similarity, keyword, article });
const idsOf = (ranked: { id: number }[]) => ranked.map(({ id }) => id);

describe("fuse", () => {
	it("weighs the cosine, spread over its range, and BM25, over its maximum, alike", () => {
		const candidates = [of(1, 0.6, null), of(2, 0.2, 8), of(3, 0.5, 4)];
		// 0.5 · 1 + 0, 0 + 0.5 · 1, 0.5 · 0.75 + 0.5 · 0.5
		const fused = fuse(candidates, "hybrid", 1);
		expect(idsOf(fused)).toEqual([3, 1, 2]);
		expect(fused.map(({ order }) => order)).toEqual([0.625, 0.5, 0.5]);
		expect(idsOf(fuse(candidates, "semantic", 1))).toEqual([1, 3, 2]);
		expect(idsOf(fuse(candidates, "keyword", 1))).toEqual([2, 3, 1]);
	});

	it("counts the whole article where articles have many passages", () => {
		const candidates = [of(1, 0.4, 4, 1), of(2, 0.4, 4, 4)];
		expect(fuse(candidates, "hybrid", 1.5).map(({ order }) => order)).toEqual([
			1, 1,
		]);
		// Half-way between 1.5 and 3.5 passages, half of 0.3.
		const [first, second] = fuse(candidates, "hybrid", 2.5);
		expect(first).toMatchObject({ id: 2 });
		expect(first?.order).toBeCloseTo(1 + 0.15);
		expect(second?.order).toBeCloseTo(1 + 0.15 / 4);
		expect(fuse(candidates, "hybrid", 9)[0]?.order).toBeCloseTo(1.3);
	});

	it("puts equal ones by rising id, and takes none, one and very many", () => {
		expect(fuse([], "hybrid", 5)).toEqual([]);
		expect(
			idsOf(fuse([of(2, 0.3, null), of(1, 0.3, null)], "hybrid", 5)),
		).toEqual([1, 2]);
		const many = Array.from({ length: 200_000 }, (_, id) => of(id, 0.1, 1));
		expect(fuse(many, "hybrid", 5)).toHaveLength(200_000);
	});
});

describe("reorder", () => {
	const fused = fuse(
		[of(1, 0.6, 8), of(2, 0.5, 6), of(3, 0.4, 4), of(4, 0.2, 2)],
		"hybrid",
		1,
	);

	it("adds the logit to the order of what was read, 0.07 each", () => {
		// Orders 1 − 0.28, 0.7 + 0.28, 0.5.
		const logits = new Map([
			[1, -4],
			[2, 4],
			[3, 0],
		]);
		const reranked = reorder(fused, logits, 1);
		expect(idsOf(reranked)).toEqual([2, 1, 3, 4]);
		expect(reranked.map(({ logit }) => logit)).toEqual([4, -4, 0, null]);
		expect(reranked[0]?.order).toBeCloseTo((fused[1]?.order ?? 0) + 0.28);
		expect(idsOf(reorder(fused, logits, 0)).slice(0, 3)).toEqual([1, 2, 3]);
	});

	it("leaves what was not read behind what was, in its order", () => {
		const reranked = reorder(fused, new Map([[4, 1]]), 1);
		expect(idsOf(reranked)).toEqual([4, 1, 2, 3]);
	});

	it("changes nothing without logits", () => {
		expect(idsOf(reorder(fused, new Map(), 1))).toEqual(idsOf(fused));
	});

	it("counts less the longer a question is", () => {
		expect([1, 26, 30, 34, 500].map(rerankShare)).toEqual([1, 1, 0.5, 0, 0]);
	});

	it("reads few passages of one article", () => {
		const ranked = [1, 1, 1, 2, 1, 3].map((articleId, id) => ({
			id,
			articleId,
		}));
		expect(idsOf(headOf(ranked, 4))).toEqual([0, 1, 3, 5]);
		expect(idsOf(headOf(ranked, 3))).toEqual([0, 1, 3]);
	});
});

describe("score", () => {
	it("is between 0 and 1, and rises with each signal", () => {
		const score = (
			similarity: number | null,
			keyword: number | null,
			logit: number | null,
		) => scoreOf(evidenceOf({ similarity, keyword, logit }, 10));
		expect(evidenceOf({ similarity: 0.5, keyword: 5, logit: 8 }, 10)).toBe(
			0.5 + 0.5 + 0.4,
		);
		expect(evidenceOf({ similarity: 1, keyword: 99, logit: null }, 10)).toBe(2);
		expect(score(0.5, null, null)).toBe(0.5);
		expect(score(null, null, null)).toBeLessThan(0.05);
		expect(score(0.6, null, null)).toBeGreaterThan(score(0.5, null, null));
		expect(score(0.5, 1, null)).toBeGreaterThan(score(0.5, null, null));
		expect(score(0.5, 1, 5)).toBeGreaterThan(score(0.5, 1, null));
		expect(score(0.5, 1, -9)).toBeLessThan(score(0.5, 1, null));
		expect(score(-1, null, -12)).toBeGreaterThan(0);
		expect(score(1, 10, 12)).toBeLessThan(1);
	});

	it("says nothing for words where none of the question's says anything", () => {
		expect(
			evidenceOf(
				{ similarity: null, keyword: 3, logit: null },
				Number.POSITIVE_INFINITY,
			),
		).toBe(0);
	});

	it("counts words against the most that BM25 can give", () => {
		const frequencies = new Map([["rutt", 2]]);
		const idf = (count: number) => Math.log((20 - count + 0.5) / (count + 0.5));
		const weights = inverseFrequencies(["rutt", "pledg"], frequencies, 20);
		expect(weights).toEqual(
			new Map([
				["rutt", idf(2)],
				["pledg", idf(0)],
			]),
		);
		expect(keywordCeiling(weights)).toBeCloseTo(2.2 * (idf(2) + idf(0)));
		const everywhere = inverseFrequencies(
			["rutt"],
			new Map([["rutt", 20]]),
			20,
		);
		expect(keywordCeiling(everywhere)).toBeGreaterThan(0);
	});
});

describe("capped", () => {
	it("takes so many of an article, in order", () => {
		const ranked = [1, 1, 1, 2, 1, 3].map((articleId, id) => ({
			id,
			articleId,
		}));
		expect(idsOf(capped(ranked, 2, 4))).toEqual([0, 1, 3, 5]);
		expect(idsOf(capped(ranked, 1, 2))).toEqual([0, 3]);
	});
});

const WIRE =
	"The harbour of Odesa was struck before dawn on Tuesday, officials said, and two grain ships caught fire at their berths while crews slept.";

describe("near-identical passages", () => {
	const alike = (a: string, b: string) =>
		samePassage(shinglesOf(a), shinglesOf(b));

	it("are those that differ in a word or in their punctuation", () => {
		expect(alike(WIRE, WIRE.toUpperCase().replaceAll(",", " –"))).toBe(true);
		expect(alike(WIRE, WIRE.replace("two grain", "three grain"))).toBe(true);
		expect(alike(WIRE, `${WIRE} (AP)`)).toBe(true);
	});

	it("are not those that tell the same in other words, or only part of it", () => {
		expect(
			alike(
				WIRE,
				"Two ships loaded with grain burned in the harbour of Odesa after a strike before dawn on Tuesday.",
			),
		).toBe(false);
		expect(alike(WIRE, WIRE.slice(0, 60))).toBe(false);
		expect(alike("", WIRE)).toBe(false);
	});
});

describe("select", () => {
	const passage = (
		id: number,
		articleId: number,
		text = `passage ${id}`,
		story: number | null = null,
	) => ({ id, articleId, text, story, copyOf: null });
	const shown = (selected: { shown: { id: number } }[]) =>
		selected.map(({ shown: { id } }) => id);

	it("folds copies in other articles into the best, and loses none", () => {
		const selected = select(
			[
				passage(1, 1, WIRE),
				passage(2, 2, `${WIRE} (AP)`),
				passage(3, 3),
				passage(4, 4, WIRE),
			],
			{ perArticle: 2, top: 2 },
		);
		expect(shown(selected)).toEqual([1, 3]);
		expect(selected[0]?.folded.map(({ id }) => id)).toEqual([2, 4]);
	});

	it("does not fold what an article says twice", () => {
		const selected = select([passage(1, 1, WIRE), passage(2, 1, WIRE)], {
			perArticle: 2,
			top: 5,
		});
		expect(shown(selected)).toEqual([1, 2]);
	});

	it("takes articles that tell the same story for one", () => {
		const edited = WIRE.replace(
			"officials said",
			"the governor told us",
		).replace("their berths", "anchor");
		const selected = select(
			[
				passage(1, 1, WIRE, 1),
				passage(2, 2, edited, 1),
				passage(3, 2, "something else it tells", 1),
				passage(4, 3, edited),
				passage(5, 1, "a third thing", 1),
			],
			{ perArticle: 2, top: 5 },
		);
		expect(shown(selected)).toEqual([1, 3, 4]);
		expect(selected[0]?.folded.map(({ id }) => id)).toEqual([2]);
	});

	it("puts the passages of an article side by side, and shows few of them", () => {
		const ranked = [
			passage(1, 1),
			passage(2, 2),
			passage(3, 1),
			passage(4, 1),
			passage(5, 2),
		];
		expect(shown(select(ranked, { perArticle: 2, top: 5 }))).toEqual([
			1, 3, 2, 5,
		]);
	});
});
