import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chunk } from "../src/chunker/chunker.ts";
import { paragraphs } from "../src/chunker/paragraphs.ts";
import { segmentsOf } from "../src/chunker/segments.ts";
import { sentences } from "../src/chunker/sentences.ts";
import type { Article } from "../src/types.ts";
import { cases } from "./support/long.ts";

const words = (text: string) =>
	text.split(/\s+/u).filter((word) => word !== "").length;
/** As a subword tokenizer: three characters a token. */
const subwords = (text: string) =>
	Math.ceil(text.replace(/\s/gu, "").length / 3);

function article(
	text: string,
	format: Article["format"] = "text",
): Pick<Article, "text" | "body" | "format"> {
	return { text, body: { start: 0, end: text.length }, format };
}

function passages(
	text: string,
	{ target = 20, max = 30, countTokens = words } = {},
): string[] {
	return chunk(article(text), countTokens, {
		targetTokens: target,
		maxTokens: max,
	}).map(({ start, end }) => text.slice(start, end));
}

function split(text: string): string[] {
	return sentences(text, { start: 0, end: text.length }).map(({ start, end }) =>
		text.slice(start, end),
	);
}

describe("sentences", () => {
	it.each([
		["Sen. John F. Kennedy spoke. He left.", 2],
		["The U.S. President met J. K. Rowling in St. Louis. They talked.", 2],
		["It was agreed in the U.S. The bill passed.", 2],
		["“Is it over?” he asked. Nobody knew.", 2],
		["“No!” she said. “Never!”", 2],
		["It happened on Jan. 6 at 5 p.m. on the hill. No. 10 declined.", 2],
		["Acme Inc. said so. Acme Inc. The deal is off.", 3],
		["One line\nwrapped here. Another\r\none.", 2],
		["She gave 3.5 million. He gave 1,000.", 2],
		["Doors open at 9 a.m. Tuesday in Kyiv. At 8 p.m. Rutte left.", 2],
		["It was Pfc. Smith and Spc. Jones. They left.", 2],
	])("splits %j into %i", (text, count) => {
		expect(split(text)).toHaveLength(count);
	});

	it("leaves closing quotes with the sentence they close", () => {
		expect(split("He said “We won.” Then he left.")[0]).toBe(
			"He said “We won.”",
		);
	});
});

describe("segmentsOf", () => {
	const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });

	it("finds in a long text what the segmenter finds", () => {
		const text = Array.from(
			{ length: 2_000 },
			(_, at) => `Sentence ${at} ${"word ".repeat(at % 17)}ends 🙂. `,
		).join("");
		expect([...segmentsOf("sentence", text)]).toEqual(
			[...segmenter.segment(text)].map(({ segment, index }) => ({
				segment,
				index,
			})),
		);
	});

	it("gives all of a text without boundaries, and tears no character", () => {
		const text = `a${"🙂".repeat(20_000)}`;
		const segments = [...segmentsOf("sentence", text)];
		expect(segments.map(({ segment }) => segment).join("")).toBe(text);
		expect(segments.every(({ segment }) => segment.isWellFormed())).toBe(true);
	});
});

describe("paragraphs", () => {
	const of = (text: string, format: Article["format"] = "text") =>
		paragraphs(text, { start: 0, end: text.length }, format).map(
			({ start, end }) => text.slice(start, end),
		);

	it("takes each long line for a paragraph where no blank lines separate them", () => {
		const line =
			"The minister spoke at length about the harbour, the roads, the schools, the rail, the sea and everything else that a city can have.";
		expect(of(`${line}\n${line}`)).toHaveLength(2);
	});

	it("joins the lines of text that is wrapped to a width", () => {
		const wrapped =
			"The minister spoke at length about the\nharbour, the roads and the schools of\nthe town.\n\nNobody listened to what he had to say\nthat day.";
		expect(of(wrapped)).toHaveLength(2);
	});

	it("takes no wrapped line for a paragraph because one link is long", () => {
		const wrapped =
			"The minister spoke at length about the\nharbour, the roads and the schools of\nthe town, and nobody listened to him.\n".repeat(
				4,
			);
		const link = `https://example.org/${"a".repeat(150)}`;
		expect(of(`${wrapped}\n${link}\n\n${wrapped}`)).toHaveLength(3);
	});

	it("joins lines in Markdown, but not headings and list items", () => {
		expect(of("# One\ntext\nmore text\n- item\n- item", "markdown")).toEqual([
			"# One",
			"text\nmore text",
			"- item",
			"- item",
		]);
	});
});

describe("chunk", () => {
	it("keeps a quotation with the words that say who spoke", () => {
		const filler =
			"Filler words stand here to fill the passage up to its end. ";
		const found = passages(
			`${filler}“We will stay for as long as it takes!” Rutte said. ${filler}`,
			{ target: 14, max: 30 },
		);
		expect(found).toContain(
			"“We will stay for as long as it takes!” Rutte said.",
		);
	});

	it("keeps a quotation of several sentences whole where it fits", () => {
		const found = passages(
			"The day was long and the talks went on. “We came. We saw. We left,” she said.",
			{ target: 10, max: 20 },
		);
		expect(found).toContain("“We came. We saw. We left,” she said.");
	});

	it("puts a subhead at the head of the passage that follows it", () => {
		const found = passages(
			"First things were said here by somebody.\nWhat happens next\nThe second part follows and goes on for a while.",
		);
		expect(found[1]).toMatch(/^What happens next\nThe second part/u);
	});

	it.each([
		"What happens next?",
		"Silence from the U.S.",
		"They gave three reasons for not making the move to Kyiv at once, as had been planned:",
	])("takes %j for what leads into the text behind it", (heading) => {
		const found = passages(
			`First things were said here by somebody who knew all of them well.\n${heading}\nThe second part follows and goes on.`,
		);
		expect(found[1]?.startsWith(heading)).toBe(true);
	});

	it("does not part a subhead from a sentence that is too long", () => {
		const text = `First things were said here by somebody.\nA subhead\n${"word ".repeat(60)}end.`;
		expect(passages(text)[1]).toMatch(/^A subhead\nword/u);
	});

	it.each(["“”", '""'])(
		"reads a long quotation in %s that each paragraph opens again",
		([open, close]) => {
			const text = [
				`${open}The first part is here. It goes on.`,
				`${open}The second part ends it.${close}`,
				`He said ${open}no${close} then. Nobody knew the rest of it. It was 6' 5${close} long, they said. And so on it went.`,
			].join("\n");
			expect(passages(text, { target: 12, max: 16 })).toEqual([
				text.split("\n").slice(0, 2).join("\n"),
				`He said ${open}no${close} then. Nobody knew the rest of it.`,
				`It was 6' 5${close} long, they said. And so on it went.`,
			]);
		},
	);

	it("has the last words of an article join the passage before them", () => {
		const text = `${"one two three four five six seven eight nine ten. ".repeat(2)}The end.`;
		expect(passages(text)).toHaveLength(1);
	});

	it("cuts a sentence that is too long after a clause", () => {
		const text = `${"word ".repeat(14)}clause, ${"more ".repeat(20)}end.`;
		expect(passages(text)[0]).toMatch(/clause,$/u);
	});

	it("has no passage for a blank article", () => {
		expect(passages(" \n\n\t ")).toEqual([]);
	});
});

describe("every chunking", () => {
	const fragment = fc.oneof(
		fc.string({ unit: "grapheme", maxLength: 40 }),
		fc.string({ unit: "binary", maxLength: 20 }),
		fc.constantFrom(
			". ",
			"\n",
			"\n\n",
			"\r\n",
			"“",
			"”",
			'"',
			" he said. ",
			"U.S. ",
			"Sub head\n",
			"# ",
			"- ",
			"ab".repeat(200),
			"新".repeat(120),
			"👩‍👩‍👧‍👦",
			"e\u0301",
			" ",
		),
	);
	const text = fc
		.array(fragment, { maxLength: 60 })
		.map((parts) => parts.join("").toWellFormed());
	const input = fc.record({
		text,
		format: fc.constantFrom("text" as const, "markdown" as const),
		countTokens: fc.constantFrom(words, subwords),
		target: fc.integer({ min: 4, max: 40 }),
		more: fc.integer({ min: 0, max: 20 }),
	});
	const cut = ({
		text,
		format,
		countTokens,
		target,
		more,
	}: typeof input extends fc.Arbitrary<infer T> ? T : never) =>
		chunk(article(text, format), countTokens, {
			targetTokens: target,
			maxTokens: target + more,
		});

	it("holds every non-blank character exactly once, in order", () => {
		fc.assert(
			fc.property(input, (given) => {
				let offset = 0;
				for (const { start, end } of cut(given)) {
					expect(start).toBeGreaterThanOrEqual(offset);
					expect(given.text.slice(offset, start).trim()).toBe("");
					expect(given.text.slice(start, end).trim()).toBe(
						given.text.slice(start, end),
					);
					expect(end).toBeGreaterThan(start);
					offset = end;
				}
				expect(given.text.slice(offset).trim()).toBe("");
			}),
			{ numRuns: cases(500, 15_000) },
		);
	});

	it("never exceeds the token limit", () => {
		fc.assert(
			fc.property(input, (given) => {
				for (const { start, end } of cut(given)) {
					expect(
						given.countTokens(given.text.slice(start, end)),
					).toBeLessThanOrEqual(given.target + given.more);
				}
			}),
			{ numRuns: cases(500, 15_000) },
		);
	});

	it("never tears a character apart", () => {
		fc.assert(
			fc.property(input, (given) => {
				for (const { start, end } of cut(given)) {
					expect(given.text.slice(start, end).isWellFormed()).toBe(true);
				}
			}),
			{ numRuns: cases(500, 15_000) },
		);
	});

	it("is the same every time", () => {
		fc.assert(
			fc.property(input, (given) => {
				expect(cut(given)).toEqual(cut(given));
			}),
		);
	});
});
