import { Buffer } from "node:buffer";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readArticle } from "../src/articles/documents.ts";
import { formatCitation, parseCitation } from "../src/citation.ts";
import { SearchError } from "../src/errors.ts";
import { buildIndex } from "../src/indexer/indexer.ts";
import { questionTerms, termsOf } from "../src/keywords.ts";
import { locate } from "../src/offsets.ts";
import { openIndex, type SearchIndex } from "../src/searcher/searcher.ts";
import { fakeEmbedder } from "./support/fake-embedder.ts";
import { cases, LONG_TIMEOUT } from "./support/long.ts";
import { Workspace } from "./support/workspace.ts";

const text = fc.oneof(
	fc.string({ unit: "binary", maxLength: 60 }),
	fc.string({ unit: "grapheme", maxLength: 60 }),
	fc
		.array(
			fc.constantFrom(
				"---\n",
				"title: ",
				"a: &a [*a]\n",
				"# ",
				"```\n",
				"===\n",
				"\ufeff",
				"\r\n",
				"\n\n",
				"“",
				"”",
				"said ",
				"U.S. ",
				"KYIV, April 15 (UPI) — ",
				"AND ",
				'"',
				"NEAR(",
				"*",
				"text:",
				"北京",
				"é",
				"e\u0301",
				"\u0000",
				"\ud800",
				"\u202e",
				"Zelensky ",
			),
			{ maxLength: 30 },
		)
		.map((parts) => parts.join("")),
);
const settings = (few: number, all: number) => ({
	numRuns: cases(few, all),
});

describe("whatever stands in it,", () => {
	it("an article is read or refused by name, and its parts are in it", {
		timeout: LONG_TIMEOUT,
	}, async () => {
		const file = fc.oneof(
			fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes)),
			text.map((content) => Buffer.from(content)),
		);
		await fc.assert(
			fc.asyncProperty(
				file,
				fc.constantFrom("a.txt", "a.md"),
				async (bytes, name) => {
					let article: Awaited<ReturnType<typeof readArticle>>;
					try {
						article = await readArticle(name, bytes);
					} catch (error) {
						expect(error).toBeInstanceOf(SearchError);
						expect((error as SearchError).code).toBe("ARTICLE_UNREADABLE");
						return;
					}
					// What only looks like a page is read as one.
					if (article.extracted) return;
					expect(Buffer.from(article.text).equals(bytes)).toBe(true);
					const { start, end } = article.body;
					expect(0 <= start && start <= end).toBe(true);
					expect(end).toBe(article.text.length);
					expect(article.metadata.headline?.value.trim()).not.toBe("");
				},
			),
			settings(500, 30_000),
		);
	});

	it("a citation is read as it was written, and anything else is refused by name", {
		timeout: LONG_TIMEOUT,
	}, () => {
		const id = fc.oneof(
			text,
			fc
				.tuple(text, fc.integer(), fc.integer(), fc.string({ maxLength: 9 }))
				.map(([path, start, end, hash]) => `${path}#c${start}-${end}@${hash}`),
			fc
				.tuple(text, fc.nat(), fc.nat(), fc.stringMatching(/^[0-9a-f]{64}$/u))
				.map(([path, start, length, hash]) =>
					formatCitation(
						{ path, member: null, record: null },
						{ start, end: start + length + 1 },
						hash,
					),
				),
		);
		fc.assert(
			fc.property(id, (given) => {
				try {
					const { sha8, ...place } = parseCitation(given);
					const { path, start, end } = place;
					expect(path.length).toBeGreaterThan(0);
					expect(start).toBeLessThan(end);
					const again = formatCitation(place, place, sha8);
					expect(parseCitation(again)).toEqual(parseCitation(given));
				} catch (error) {
					expect((error as SearchError).code).toBe("CITATION_INVALID");
				}
			}),
			settings(500, 30_000),
		);
	});

	it("a text's words stand where they are said to", {
		timeout: LONG_TIMEOUT,
	}, () => {
		fc.assert(
			fc.property(text, (given) => {
				for (const { term, start, end } of termsOf(given)) {
					expect(term).not.toMatch(/[\s"]/u);
					expect(0 <= start && start < end && end <= given.length).toBe(true);
				}
				for (const term of questionTerms(given)) {
					expect(term).not.toMatch(/[\s"]/u);
				}
				if (!given.isWellFormed()) return;
				const bytes = Buffer.from(given);
				const spans = termsOf(given).slice(0, 1);
				for (const [at, place] of locate(given, spans).entries()) {
					const { start = 0, end = 0 } = spans[at] ?? {};
					if (!given.slice(start, end).isWellFormed()) continue;
					expect(
						bytes.subarray(place.byteStart ?? 0, place.byteEnd ?? 0).toString(),
					).toBe(given.slice(start, end));
				}
			}),
			settings(500, 20_000),
		);
	});
});

describe("any question", () => {
	const space = new Workspace();
	let index: SearchIndex;
	beforeAll(async () => {
		for (let at = 0; at < 30; at += 1) {
			space.write(
				`news/${at}.txt`,
				`Zelensky said in Beijing (北京) that text ${at} is near the U.S. border and “not” far.\n`,
			);
		}
		await buildIndex({
			index: space.path("index"),
			paths: [space.path("news")],
			embedder: fakeEmbedder(),
		});
		index = await openIndex({
			index: space.path("index"),
			embedder: fakeEmbedder(),
			reranker: null,
		});
	});
	afterAll(async () => {
		await index.close();
		space.remove();
	});

	it("is answered with scores in their range, or refused as blank", {
		timeout: LONG_TIMEOUT,
	}, async () => {
		await fc.assert(
			fc.asyncProperty(
				text,
				fc.constantFrom("hybrid" as const, "keyword" as const),
				async (question, mode) => {
					if (question.trim() === "") return;
					const answer = await index.ask(question, { mode, all: true });
					for (const { score, text, highlight, citation } of answer.results) {
						expect(score >= 0 && score <= 1).toBe(true);
						expect(text.length).toBe(citation.end - citation.start);
						if (highlight) expect(text).toContain(highlight.text);
					}
				},
			),
			settings(200, 10_000),
		);
	});
});
