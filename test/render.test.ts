import { describe, expect, it } from "vitest";
import wrapAnsi from "wrap-ansi";
import { UNSTATED } from "../src/articles/unstated.ts";
import { escapeUnsafe, safeJson } from "../src/cli/escape.ts";
import { describer } from "../src/cli/progress.ts";
import {
	renderAnswer,
	renderExcerpt,
	renderStatus,
} from "../src/cli/render.ts";
import type { Look } from "../src/cli/terminal.ts";
import type { Answer, Citation } from "../src/types.ts";

const PLAIN: Look = {
	style: (_, text) => text,
	wrap: (text) => text,
	pad: (text, width) => text.padEnd(width),
	columns: null,
	link: (text) => text,
};
/** Shows styles and links in angle brackets. */
const MARKED: Look = {
	style: ([style], text) => `<${style}>${text}</>`,
	wrap: (text) => text,
	pad: (text, width) => text.padEnd(width),
	columns: null,
	link: (text, url) => `[${text}](${url})`,
};

const CITATION: Citation = {
	id: "news/a b.txt#c0-43@3f2a9c41",
	path: "news/a b.txt",
	member: null,
	record: null,
	start: 0,
	end: 43,
	byteStart: 0,
	byteEnd: 43,
	lineStart: 1,
	lineEnd: 2,
	sha256: "3f2a9c41".padEnd(64, "0"),
	title: "Harbour to be rebuilt",
	source: null,
	author: null,
	published: null,
	url: null,
	speaker: null,
};

function answer(text: string, citation: Partial<Citation> = {}): Answer {
	return {
		question: "who pledged to rebuild the harbour",
		answered: true,
		results: [
			{
				rank: 1,
				score: 0.8234,
				similarity: 0.5,
				keyword: 3,
				reranker: null,
				text,
				highlight: null,
				quotes: [],
				speakers: [],
				citation: { ...CITATION, ...citation },
				stale: false,
				became: null,
				alsoIn: [],
			},
		],
		period: { since: null, until: null },
		threshold: 0.45,
		bestScore: 0.8234,
		nearestMiss: null,
		index: { generation: 1, articles: 1, passages: 1, model: "m" },
		timings: { loadMs: 1, embedMs: 1, searchMs: 1, rerankMs: 0, vectors: null },
		warnings: [],
	};
}

const terms = new Set(["harbour", "pledg"]);
const absolute = (path: string) => `/home/me/${path}`;

describe("an answer", () => {
	it("is the passage, its place, what is known of it, and its citation", () => {
		const text = "The harbour\nwill be rebuilt.";
		expect(renderAnswer(answer(text), terms, PLAIN, absolute)).toBe(
			[
				"1. The harbour",
				"   will be rebuilt.",
				"   news/a b.txt:1-2  Harbour to be rebuilt · score 0.82",
				"   news/a b.txt#c0-43@3f2a9c41",
				"",
			].join("\n"),
		);
	});

	it("dims what stands around the sentence that answers", () => {
		const text = "It rained. The harbour will be rebuilt. Nobody came.";
		const shown = answer(text, { start: 100, end: 152 });
		for (const result of shown.results) {
			const sentence = "The harbour will be rebuilt.";
			const start = 100 + text.indexOf(sentence);
			result.highlight = {
				text: sentence,
				start,
				end: start + sentence.length,
			};
		}
		const [first] = renderAnswer(shown, terms, MARKED, absolute).split("\n");
		expect(first).toBe(
			"1. <dim>It rained. </>The <bold>harbour</> will be rebuilt.<dim> Nobody came.</>",
		);
	});

	it("names the articles that have the same words", () => {
		const shown = answer("The harbour.");
		for (const result of shown.results) {
			result.alsoIn = [
				{ ...CITATION, path: "wire/1.txt", lineStart: 3 },
				{ ...CITATION, path: "wire/2.txt", lineStart: 4 },
			];
		}
		expect(renderAnswer(shown, terms, PLAIN, absolute)).toContain(
			"\n   also in wire/1.txt:3, wire/2.txt:4\n",
		);
	});

	it("has the words that matched in bold, in whatever form they stand", () => {
		const text =
			"The Harbour’s pledges — “pledged”, harbours, not harbourmaster.";
		const rendered = renderAnswer(answer(text), terms, MARKED, absolute);
		expect(rendered).toContain(
			"The <bold>Harbour’s</> <bold>pledges</> — “<bold>pledged</>”, <bold>harbours</>, not harbourmaster.",
		);
	});

	it("is verbatim where the words that matched overlap", () => {
		const found = new Set(["東京", "京都"]);
		expect(renderAnswer(answer("東京都の話"), found, PLAIN, absolute)).toMatch(
			/^1\. 東京都の話\n/u,
		);
	});

	it("links its place", () => {
		expect(
			renderAnswer(answer("x", { lineEnd: 1 }), terms, MARKED, absolute),
		).toContain("[<cyan>news/a b.txt:1</>](file:///home/me/news/a%20b.txt)");
	});

	it("wraps to the width of a terminal, with an indent", () => {
		const rendered = renderAnswer(
			answer("harbour ".repeat(20).trim()),
			terms,
			{ ...PLAIN, wrap: (text, indent) => wrapAnsi(text, 40 - indent) },
			absolute,
		);
		for (const line of rendered.split("\n").slice(1, 4)) {
			expect(line).toMatch(/^ {3}harbour/u);
			expect(line.length).toBeLessThanOrEqual(40);
		}
	});
});

describe("an excerpt", () => {
	it("tells the cited lines from those around them", () => {
		const lines = [
			{ number: 9, text: "before", cited: null },
			{ number: 10, text: "the cited words", cited: { start: 4, end: 15 } },
		];
		const excerpt = {
			citation: CITATION,
			article: {
				...UNSTATED,
				headline: { value: "Harbour to be rebuilt", from: "text" as const },
			},
			text: "",
			stale: false,
			lines,
			warnings: [],
		};
		expect(renderExcerpt(excerpt, MARKED)).toBe(
			[
				"<cyan>news/a b.txt · Harbour to be rebuilt</>",
				"<dim> 9- </><dim>before</>",
				"<dim>10: </>the <bold>cited words</>",
				"",
			].join("\n"),
		);
	});
});

describe("a status", () => {
	it("says what is wrong and what cures it", () => {
		const rendered = renderStatus(
			{
				articles: 1234,
				passages: 5,
				model: "m",
				dimensions: 384,
				generation: 2,
				bytes: 1_234_567,
				complete: false,
				building: { phase: "embed", done: 1000, total: 2500 },
				stale: { changed: 2, vanished: 0 },
				sources: ["news"],
				skipped: [
					{ path: "news/x.txt", reason: "is not valid UTF-8" },
					{ path: "news/\u001b[31mred.txt", reason: "is not valid UTF-8" },
				],
			},
			"index",
			PLAIN,
		);
		expect(rendered).toContain("articles  1,234\n");
		expect(rendered).toContain("size      1.2 MB\n");
		expect(rendered).toContain("building  embedding 1,000 of 2,500 passages\n");
		expect(rendered).toContain("complete  no: run ask index\n");
		expect(rendered).toContain("stale     2 changed: run ask index\n");
		expect(rendered).toContain("skipped   news/x.txt: is not valid UTF-8\n");
		expect(rendered).toContain("skipped   news/\\u{1b}[31mred.txt");
	});
});

describe("progress", () => {
	it("gives a count, a rate and the time that is left", () => {
		let now = 0;
		const describe = describer(() => now);
		expect(describe({ phase: "embed", done: 0, total: 10_000 })).toBe(
			"embedding 0 of 10,000 passages",
		);
		now = 10_000;
		expect(describe({ phase: "embed", done: 1_000, total: 10_000 })).toBe(
			"embedding 1,000 of 10,000 passages, 100/s, 90 s left".replace(
				"90 s",
				"2 min",
			),
		);
		expect(describe({ phase: "save", done: 0, total: null })).toBe("saving");
	});
});

describe("escaping", () => {
	it("spells out controls and what reorders text, and leaves all other text alone", () => {
		expect(escapeUnsafe("a\u001b[1m\u202eb\u0085\u200b")).toBe(
			"a\\u{1b}[1m\\u{202e}b\\u{85}\\u{200b}",
		);
		const fine = "“Zelenskyy” 日本語 👩‍👩‍👧‍👦 e\u0301 – tab\there\n";
		expect(escapeUnsafe(fine)).toBe(fine);
	});

	it("of JSON does not change its value", () => {
		const value = { text: "a\u001b\u202e\u009b\u2028 \\u202e 日" };
		expect(safeJson(value)).toMatch(/^[\u0020-\u007e日]+$/u);
		expect(JSON.parse(safeJson(value))).toEqual(value);
	});
});
