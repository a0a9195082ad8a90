import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCitation, parseCitation } from "../src/citation.ts";
import { SearchError } from "../src/errors.ts";
import { isWithin, Paths } from "../src/paths.ts";

const SHA = "3f2a9c41".padEnd(64, "0");

describe("a citation", () => {
	it("is read as it was written, whatever the path", () => {
		fc.assert(
			fc.property(
				fc.string({ unit: "binary", minLength: 1 }),
				fc.option(fc.string({ unit: "binary", minLength: 1 })),
				fc.option(fc.integer({ min: 1, max: 1e9 })),
				fc.nat(),
				fc.nat(),
				(path, member, record, start, length) => {
					const span = { start, end: start + length + 1 };
					const place = { path, member, record };
					const id = formatCitation(place, span, SHA);
					expect(parseCitation(id)).toEqual({
						...place,
						...span,
						sha8: "3f2a9c41",
					});
				},
			),
		);
	});

	it("is read from its end", () => {
		const inner = "a.txt#c1-2@00000000";
		expect(parseCitation(`${inner}#c3-4@3f2a9c41`).path).toBe(inner);
	});

	it.each([
		["news.zip", "a/b.txt", null, "news.zip!a/b.txt!"],
		["news.jsonl", null, 17, "news.jsonl!!17"],
		["news.jsonl.gz", "news.jsonl", 3, "news.jsonl.gz!news.jsonl!3"],
		["oh!no!.zip", "100%!.txt", null, "oh!no!.zip!100%25%21.txt!"],
		["odd!!12", null, null, "odd!!12!!"],
	])(
		"of %j, member %j, record %j begins with %j",
		(path, member, record, name) => {
			const place = { path, member, record };
			const id = formatCitation(place, { start: 0, end: 1 }, SHA);
			expect(id).toBe(`${name}#c0-1@3f2a9c41`);
			expect(parseCitation(id)).toMatchObject(place);
		},
	);

	it.each([
		"",
		"articles/a.txt",
		"a.txt#c1-2",
		"a.txt#c1-2@3f2a9c4",
		"a.txt#c1-2@3F2A9C41",
		"a.txt#c2-2@3f2a9c41",
		"a.txt#c3-2@3f2a9c41",
		"a.txt#c-1-2@3f2a9c41",
		"#c1-2@3f2a9c41",
		`a.txt#c1-${"9".repeat(40)}@3f2a9c41`,
	])("%j is refused", (id) => {
		expect(() => parseCitation(id)).toThrow(SearchError);
	});
});

describe("paths", () => {
	const paths = new Paths("/news/index");

	it.each([
		["/news/articles/a.txt", "articles/a.txt"],
		["/news/index/a.txt", "index/a.txt"],
		["/elsewhere/a.txt", "/elsewhere/a.txt"],
		["/newsroom/a.txt", "/newsroom/a.txt"],
		["/news/..a/b.txt", "..a/b.txt"],
		["/news", "."],
	])("%s is stored as %s, and found again", (absolute, stored) => {
		expect(paths.toStored(absolute)).toBe(stored);
		expect(paths.toAbsolute(stored)).toBe(absolute);
	});

	it.each([
		["articles/a.txt", "articles", true],
		["articles/a.txt", "articles/a.txt", true],
		["articles2/a.txt", "articles", false],
		["articles/a.txt", ".", true],
		["/elsewhere/a.txt", ".", false],
		["/elsewhere/a.txt", "/", true],
	])("%s is within %s: %s", (path, folder, within) => {
		expect(isWithin(path, folder)).toBe(within);
	});
});
