import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { statedInFileName } from "../src/articles/metadata/file-name.ts";
import { type Known, statedInText } from "../src/articles/metadata/in-text.ts";
import { languageOf } from "../src/articles/metadata/language.ts";
import { languageTag } from "../src/articles/metadata/language-tag.ts";
import { publishedFrom } from "../src/articles/metadata/published.ts";

const ISO =
	/^(?:1[6-9]|2[012])\d\d-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?$/u;
const MEGABYTE = 1_000_000;
const HOSTILE = [
	"1",
	"April ",
	"(",
	"By ",
	" - ",
	"[",
	"*",
	"A, ",
	"10:15:",
	"\n",
];

describe("a stated date", () => {
	it.each([
		["2025-04-15", "2025-04-15"],
		[" 2025-04-15\n", "2025-04-15"],
		["2025-4-5", "2025-04-05"],
		["2025/04/15", "2025-04-15"],
		["2025.04.15", "2025-04-15"],
		["20250415", "2025-04-15"],
		["1600-01-01", "1600-01-01"],
		["2024-02-29", "2024-02-29"],
		["2025-04-15T10:15", "2025-04-15T10:15"],
		["2025-04-15 10:15", "2025-04-15T10:15"],
		["2025/04/15 10:15", "2025-04-15T10:15"],
		["2025-04-15T10:15:00Z", "2025-04-15T10:15:00Z"],
		["2025-04-15t10:15:00z", "2025-04-15T10:15:00Z"],
		["2025-04-15T10:15:00.123Z", "2025-04-15T10:15:00Z"],
		["2025-04-15T10:15:00,5+02:00", "2025-04-15T10:15:00+02:00"],
		["2025-04-15T10:15:00+0200", "2025-04-15T10:15:00+02:00"],
		["2025-04-15T10:15:00+02", "2025-04-15T10:15:00+02:00"],
		["2025-04-15 10:15:00 -0430", "2025-04-15T10:15:00-04:30"],
		["2025-04-15 10:15:00 UTC", "2025-04-15T10:15:00Z"],
		["2025-04-15 10:15:00 +0000 UTC", "2025-04-15T10:15:00+00:00"],
		["2025-04-15T10:15:00-00:00", "2025-04-15T10:15:00Z"],
		["20250415T101500Z", "2025-04-15T10:15:00Z"],
		["20250415T1015+0530", "2025-04-15T10:15+05:30"],
		["20250415101500", "2025-04-15T10:15:00"],
	])("reads %j of ISO 8601", (stated, iso) => {
		expect(publishedFrom(stated)).toBe(iso);
	});

	it.each([
		["Tue, 15 Apr 2025 10:15:00 GMT", "2025-04-15T10:15:00Z"],
		["Tue, 15 Apr 2025 10:15:00 +0200", "2025-04-15T10:15:00+02:00"],
		["Tue, 15 Apr 2025 10:15:00 +0200 (CEST)", "2025-04-15T10:15:00+02:00"],
		["15 Apr 2025 10:15 -0000", "2025-04-15T10:15Z"],
		["Tue, 15 Apr 2025 10:15:00 EST", "2025-04-15T10:15:00-05:00"],
		["Tue Apr 15 10:15:00 UTC 2025", "2025-04-15T10:15:00Z"],
		[
			"Tue Apr 15 2025 10:15:00 GMT+0200 (Central European Summer Time)",
			"2025-04-15T10:15:00+02:00",
		],
	])("reads %j of a mail's or a program's header", (stated, iso) => {
		expect(publishedFrom(stated)).toBe(iso);
	});

	it.each([
		["April 15, 2025", "2025-04-15"],
		["Tuesday 15 April 2025", "2025-04-15"],
		["15th of April, 2025", "2025-04-15"],
		["APRIL 15, 2025", "2025-04-15"],
		["2025 April 15", "2025-04-15"],
		["15-Apr-2025", "2025-04-15"],
		["Sept. 5, 2025", "2025-09-05"],
		["May 4 2025", "2025-05-04"],
		["15 Apr 2025 10:15 am", "2025-04-15T10:15"],
		["April 15, 2025 at 10:15 PM", "2025-04-15T22:15"],
		["April 15, 2025 10 p.m.", "2025-04-15T22:00"],
		["12:05 a.m., Sept 5, 2025", "2025-09-05T00:05"],
		["12:05 pm, Sept 5, 2025", "2025-09-05T12:05"],
		["15 April 2025 | 10.15am", "2025-04-15T10:15"],
		["Tue 15 Apr 2025 10.15 BST", "2025-04-15T10:15+01:00"],
		["10:15 BST, 15 April 2025", "2025-04-15T10:15+01:00"],
		["April 15, 2025 / 10:15 AM EDT", "2025-04-15T10:15-04:00"],
		["15 April 2025 10:15 GMT+1", "2025-04-15T10:15+01:00"],
		["10:15 APRIL 15 2025", "2025-04-15T10:15"],
		["15 April 2025\u00a010:15\u202fPM", "2025-04-15T22:15"],
	])("reads %j of plain English", (stated, iso) => {
		expect(publishedFrom(stated)).toBe(iso);
	});

	it.each([
		["15 April 2025 10:15 CET", "2025-04-15T10:15"],
		["15 April 2025 10:15 p.m. ET", "2025-04-15T22:15"],
		["15 April 2025 10:15 IST", "2025-04-15T10:15"],
		["15 April 2025 10:15 CST", "2025-04-15T10:15"],
		["15 April 2025 10:15 Eastern Time", "2025-04-15T10:15"],
		["15 April 2025 10:15 XYZT", "2025-04-15T10:15"],
	])(
		"keeps the time of %j without a zone that could be several",
		(stated, iso) => {
			expect(publishedFrom(stated)).toBe(iso);
		},
	);

	it("is certain of numbers that only one order makes a date", () => {
		expect(publishedFrom("15/04/2025")).toBe("2025-04-15");
		expect(publishedFrom("04/15/2025")).toBe("2025-04-15");
		expect(publishedFrom("05/05/2025")).toBe("2025-05-05");
		expect(publishedFrom("15.04.2025 10:15")).toBe("2025-04-15T10:15");
	});

	it.each([
		"",
		" ",
		"soon",
		"yesterday",
		"2 hours ago",
		"Tuesday",
		"04/05/2025",
		"04/05/2025 10:15",
		"4.5.2025",
		"2025",
		"2025-04",
		"April 2025",
		"April 15",
		"15 April",
		"15 Apr 25",
		"15/04/25",
		"2025-02-29",
		"2025-02-30",
		"31 April 2025",
		"2025-13-01",
		"2025-15-04",
		"2025-00-10",
		"2025-04-15T25:00",
		"2025-04-15T24:00",
		"2025-04-15T10:60",
		"2025-04-15T10:15:60Z",
		"2025-04-15T10:15+15:00",
		"15 April 2025 25:00",
		"15 April 2025 13:15 pm",
		"15 April 2025 0:15 am",
		"15 April 2025 10:15-11:30",
		"15 April 2025 10:15 - 11:30",
		"1599-12-31",
		"2201-01-01",
		"0000-00-00",
		"5 days after 15 April 2025",
		"Updated 15 April 2025",
		"15 April 2025 16 April 2025",
		"15 16 April 2025",
		"15 April 2025 2024",
		"15 avril 2025",
		"1744712100",
		"1744712100123",
		"20251315",
		"+442025550143",
		"v2025.04.15",
		`${" ".repeat(1000)}2025-04-15`,
	])("is not guessed from %j", (stated) => {
		expect(publishedFrom(stated)).toBeNull();
	});

	it("is an epoch only as a number, in seconds or milliseconds", () => {
		expect(publishedFrom(1_744_712_100)).toBe("2025-04-15T10:15:00Z");
		expect(publishedFrom(1_744_712_100.5)).toBe("2025-04-15T10:15:00Z");
		expect(publishedFrom(1_744_712_100_123)).toBe("2025-04-15T10:15:00Z");
		expect(publishedFrom(new Date(1_744_712_100_123))).toBe(
			"2025-04-15T10:15:00Z",
		);
	});

	it("is a day where YAML has made a number of it", () => {
		expect(publishedFrom(20_250_415)).toBe("2025-04-15");
		expect(publishedFrom(20_251_315)).toBeNull();
	});

	it.each([0, -5, 2025, 202_504, Number.NaN, Number.POSITIVE_INFINITY, 1e15])(
		"is not guessed from the number %j",
		(stated) => {
			expect(publishedFrom(stated)).toBeNull();
		},
	);

	it("is nothing for an invalid Date", () => {
		expect(publishedFrom(new Date(Number.NaN))).toBeNull();
	});

	it("is null or ISO 8601 for any text", () => {
		const word = fc.constantFrom(
			..."15 4 2025 2025-04-15 April apr. Tue, 10:15 25:61 pm a.m. GMT +0200 (CEST) / , - at 20250415 T Z".split(
				" ",
			),
		);
		const text = fc.oneof(
			fc.string({ unit: "binary" }),
			fc.array(word).map((words) => words.join(" ")),
			fc.array(word).map((words) => words.join("")),
		);
		fc.assert(
			fc.property(text, (stated) => {
				const iso = publishedFrom(stated);
				if (iso === null) return;
				expect(iso).toMatch(ISO);
				expect(Date.parse(iso)).not.toBeNaN();
			}),
			{ numRuns: 2000 },
		);
	});

	it("is read back from what it is written as", () => {
		const days = fc.date({
			min: new Date("1600-01-01"),
			max: new Date("2200-12-31"),
			noInvalidDate: true,
		});
		fc.assert(
			fc.property(days, (date) => {
				const iso = date.toISOString();
				expect(publishedFrom(iso)).toBe(`${iso.slice(0, 19)}Z`);
				expect(publishedFrom(date.toUTCString())).toBe(`${iso.slice(0, 19)}Z`);
				expect(publishedFrom(iso.slice(0, 10))).toBe(iso.slice(0, 10));
				const long = date.toLocaleDateString("en-GB", {
					dateStyle: "full",
					timeZone: "UTC",
				});
				expect(publishedFrom(long)).toBe(iso.slice(0, 10));
			}),
		);
	});
});

describe("a stated date, in other time zones", () => {
	const zone = process.env.TZ;
	afterEach(() => {
		if (zone === undefined) delete process.env.TZ;
		else process.env.TZ = zone;
	});

	it("is the same", () => {
		const stated = [
			"2025-04-15",
			"2025-03-30T02:30",
			"30 March 2025 02:30",
			"Sun, 30 Mar 2025 02:30:00 GMT",
			"30 March 2025 02:30 CET",
			1_744_712_100,
		];
		const offsets = new Set<number>();
		const read = ["UTC", "America/Los_Angeles", "Pacific/Kiritimati"].map(
			(name) => {
				process.env.TZ = name;
				offsets.add(new Date(0).getTimezoneOffset());
				return stated.map(publishedFrom);
			},
		);
		expect(offsets.size).toBe(3);
		expect(read[1]).toEqual(read[0]);
		expect(read[2]).toEqual(read[0]);
		expect(read[0]).not.toContain(null);
	});
});

const HEADLINE = "Old ferry pier to close";
const FIRST =
	"Harbour officials in Tellmouth voted on Monday to close the old ferry pier for the winter, they said.";
const SECOND =
	"The repair will cost four million, most of which the county has promised to pay.";

function read(text: string, known: Partial<Known> = {}) {
	const { metadata, lines } = statedInText(
		text,
		{ start: 0, end: text.length },
		{ headline: HEADLINE, published: null, ...known },
	);
	return {
		...Object.fromEntries(
			Object.entries(metadata).flatMap(([name, stated]) =>
				stated ? [[name, stated.value]] : [],
			),
		),
		lines: lines.map(({ start, end }) => text.slice(start, end)),
	};
}

/** An article that has a line between headline and text. */
function topped(line: string) {
	return read(`${HEADLINE}\n\n${line}\n\n${FIRST}\n\n${SECOND}\n`);
}

/** An article that opens so, of the 16th of April 2025 by its record. */
function opened(dateline: string) {
	return read(`${HEADLINE}\n\n${dateline}${FIRST}\n\n${SECOND}\n`, {
		published: "2025-04-16",
	});
}

/** A long article that ends so. */
function ended(ending: string) {
	return read(
		`${HEADLINE}\n\n${`${FIRST}\n\n`.repeat(20)}${SECOND}${ending}\n`,
	);
}

describe("a byline", () => {
	it.each([
		["By Jane Doe", { author: "Jane Doe" }],
		["BY JANE DOE", { author: "JANE DOE" }],
		["By: Jane Doe", { author: "Jane Doe" }],
		["by editor", { author: "editor" }],
		["By our own correspondent", { author: "our own correspondent" }],
		["By news desk", { author: "news desk" }],
		["By Staff Writer", { author: "Staff Writer" }],
		["Written by Jane Doe", { author: "Jane Doe" }],
		["By Jane Doe and John Roe", { author: "Jane Doe and John Roe" }],
		[
			"By Jane Doe, John Roe and Sam Poe",
			{ author: "Jane Doe, John Roe and Sam Poe" },
		],
		["By Ludwig van der Berg", { author: "Ludwig van der Berg" }],
		["By Dr. Jane O’Doe-Roe", { author: "Dr. Jane O’Doe-Roe" }],
		["By Jane Doe, Political Editor", { author: "Jane Doe" }],
		[
			"By JANE DOE, Associated Press Writer",
			{ author: "JANE DOE", agency: "AP" },
		],
		["By Jane Doe, BBC News", { author: "Jane Doe", source: "BBC" }],
		["By Jane Doe in Kyiv", { author: "Jane Doe", place: "Kyiv" }],
		[
			"By Jane Doe in Kyiv and John Roe in New York",
			{ author: "Jane Doe and John Roe" },
		],
		[
			"By Jane Doe for The Tellmouth Post",
			{ author: "Jane Doe", source: "The Tellmouth Post" },
		],
		["By Reuters", { agency: "Reuters" }],
		["By The Associated Press", { agency: "AP" }],
		["Associated Press", { agency: "AP" }],
		["BBC News", { source: "BBC" }],
		["*By Jane Doe*", { author: "Jane Doe" }],
		["By [Jane Doe](https://x.example/jane)", { author: "Jane Doe" }],
		["By Jane Doe • 3 min read", { author: "Jane Doe" }],
		[
			"By Jane Doe | April 15, 2025",
			{ author: "Jane Doe", published: "2025-04-15" },
		],
		[
			"By Jane Doe, April 15, 2025 10:15 AM",
			{ author: "Jane Doe", published: "2025-04-15T10:15" },
		],
		[
			"Posted by Jane Doe on April 15, 2025",
			{ author: "Jane Doe", published: "2025-04-15" },
		],
	])("is read from the line %j", (line, metadata) => {
		expect(topped(line)).toEqual({ ...metadata, lines: [line] });
	});

	it.each([
		"By Monday the river had fallen",
		"By Monday Night",
		"By the Sea",
		"By Banksy",
		"By order of the mayor",
		"By Popular Demand",
		"By contrast the other team",
		"By the end of the day, voters had a new chief",
		"By Jane Doe's account, the pier was closed.",
		"By Jane Doe, the mayor's sister",
		"Power Cuts in Kyiv",
		"Reuters Fires Editor",
		"Bypass Opens in Kyiv",
	])("is not guessed from the line %j", (line) => {
		expect(topped(line)).toEqual({ lines: [] });
	});

	it("may do without “By” beside a date", () => {
		expect(topped("Jane Doe in Kyiv\nTue 15 Apr 2025 10.15 BST")).toEqual({
			author: "Jane Doe",
			place: "Kyiv",
			published: "2025-04-15T10:15+01:00",
			lines: ["Jane Doe in Kyiv", "Tue 15 Apr 2025 10.15 BST"],
		});
	});

	it("may have the agency on the next line", () => {
		expect(topped("By Jane Doe\nAssociated Press Writer")).toEqual({
			author: "Jane Doe",
			agency: "AP",
			lines: ["By Jane Doe", "Associated Press Writer"],
		});
	});

	it("is not looked for far below the first paragraphs", () => {
		const text = `${`${FIRST}\n\n`.repeat(5)}By Jane Doe\n\n${`${FIRST}\n\n`.repeat(40)}`;
		expect(read(text)).toEqual({ lines: [] });
	});

	it("is none in the middle of a wrapped sentence", () => {
		const wrapped =
			"The old ferry pier is to be closed for the winter, a report that was written\nby Jane Doe\nand others has said on Monday, and it will be repaired.\n";
		expect(read(wrapped)).toEqual({ lines: [] });
	});

	it("may end an article, as Reuters has it", () => {
		const line =
			"(Reporting by Jane Doe in Kyiv and John Roe; Editing by Sam Poe)";
		expect(ended(`\n\n${line}`)).toEqual({
			author: "Jane Doe and John Roe",
			place: "Kyiv",
			lines: [line],
		});
	});

	it("at the end is not that of one of several other articles", () => {
		const text = ended(
			"\n\nRelated\n\nHarbour wall cracks\nBy Jane Doe\n\nFerry runs late\nBy John Roe",
		);
		expect(text).not.toHaveProperty("author");
	});
});

describe("a dateline", () => {
	it.each([
		[
			"KYIV, April 15 (UPI) — ",
			{ place: "KYIV", agency: "UPI", published: "2025-04-15" },
		],
		["April 15 (UPI) -- ", { agency: "UPI", published: "2025-04-15" }],
		["LONDON (Reuters) - ", { place: "LONDON", agency: "Reuters" }],
		["(Reuters) - ", { agency: "Reuters" }],
		[
			"PARIS, April 15, 2025 (AFP) – ",
			{ place: "PARIS", agency: "AFP", published: "2025-04-15" },
		],
		[
			"BRUSSELS/KYIV, Apr 15 (Reuters) - ",
			{ place: "BRUSSELS/KYIV", agency: "Reuters", published: "2025-04-15" },
		],
		[
			"Tokyo, Apr. 15 (Jiji Press)--",
			{ place: "Tokyo", agency: "Jiji Press", published: "2025-04-15" },
		],
		[
			"New Delhi, Apr 15 (ANI): ",
			{ place: "New Delhi", agency: "ANI", published: "2025-04-15" },
		],
		[
			"MOSCOW, April 15. /TASS/. ",
			{ place: "MOSCOW", agency: "TASS", published: "2025-04-15" },
		],
		[
			"MOSCOW. April 15 (Interfax) - ",
			{ place: "MOSCOW", agency: "Interfax", published: "2025-04-15" },
		],
		[
			"PORT-AU-PRINCE, Haiti (AP) — ",
			{ place: "PORT-AU-PRINCE, Haiti", agency: "AP" },
		],
		[
			"ST. PETERSBURG, Fla. (AP) _ ",
			{ place: "ST. PETERSBURG, Fla.", agency: "AP" },
		],
		["TELLMOUTH (dpa) - ", { place: "TELLMOUTH", agency: "dpa" }],
		["KYIV, Tuesday (Reuters) - ", { place: "KYIV", agency: "Reuters" }],
		["**LONDON (Reuters) -** ", { place: "LONDON", agency: "Reuters" }],
		["Washington (CNN)  -- ", { place: "Washington", source: "CNN" }],
		["(CNN) — ", { source: "CNN" }],
		["WASHINGTON — ", { place: "WASHINGTON" }],
		["SÃO PAULO — ", { place: "SÃO PAULO" }],
		["NEW DELHI: ", { place: "NEW DELHI" }],
		["WASHINGTON, D.C. — ", { place: "WASHINGTON, D.C." }],
		["TELLMOUTH, England — ", { place: "TELLMOUTH, England" }],
		["Tellmouth, 15 April — ", { place: "Tellmouth", published: "2025-04-15" }],
	])("is read from %j, and is no line of its own", (dateline, metadata) => {
		expect(opened(dateline)).toEqual({ ...metadata, lines: [] });
	});

	it.each([
		"NATO — ",
		"UPDATE - ",
		"BREAKING: ",
		"Ukraine: ",
		"Kyiv: ",
		"TELLMOUTH — ",
		"US, China — ",
		"April 15 — ",
		"Jane Doe (AP) — ",
		"Smith (Conservative) — ",
		"The board (AP) - ",
		"He told Reuters — ",
		"The pier, built in 1912 — ",
		"LONDON, Feb. 30 (AP) — ",
	])("is not guessed from %j", (opening) => {
		expect(opened(opening)).toEqual({ lines: [] });
	});

	it("is not the beginning of a heading", () => {
		expect(
			read(`LONDON: A guide to its gardens\n\n${FIRST}`, { headline: null }),
		).toEqual({ lines: [] });
	});

	it("is not in the middle of a wrapped paragraph", () => {
		const wrapped =
			"The board had said so before, in a letter which it sent in the spring from\nNEW YORK — The answer that the county gave then was that it would not pay a\nshare of what the repair of the old ferry pier was going to cost this winter.\n";
		expect(read(wrapped)).toEqual({ lines: [] });
	});

	it("follows a long headline without a blank line", () => {
		const headline =
			"Old ferry pier of Tellmouth to close for the whole winter and spring";
		expect(read(`${headline}\nKYIV (UPI) — ${FIRST}`, { headline })).toEqual({
			agency: "UPI",
			place: "KYIV",
			lines: [],
		});
	});

	it("has its year from the record", () => {
		const of = (dateline: string, published: string | null) =>
			read(`KYIV, ${dateline} (UPI) — ${FIRST}`, { published });
		expect(of("Dec. 31", "2025-01-01")).toMatchObject({
			published: "2024-12-31",
		});
		expect(of("Jan. 1", "2024-12-31T23:30-05:00")).toMatchObject({
			published: "2025-01-01",
		});
		expect(of("Feb. 29", "2024-03-01")).toMatchObject({
			published: "2024-02-29",
		});
		expect(of("Feb. 29", "2025-03-01")).not.toHaveProperty("published");
	});

	it("has no date where nothing states the year", () => {
		const text = `KYIV, April 15 (UPI) — ${FIRST}\n\n${SECOND}\n\n(c) 2025`;
		expect(read(text)).not.toHaveProperty("published");
	});

	it("has no date where the record's is months away", () => {
		expect(
			read(`KYIV, April 15 (UPI) — ${FIRST}`, { published: "2025-12-01" }),
		).not.toHaveProperty("published");
	});

	it("has its year from a line that says when the article was changed", () => {
		expect(
			read(`Updated: 16 April 2025\n\nKYIV, April 15 (UPI) — ${FIRST}`),
		).toMatchObject({
			published: "2025-04-15",
			lines: ["Updated: 16 April 2025"],
		});
	});

	it("says where each value is from", () => {
		const text = `By Jane Doe\n\nKYIV, April 15, 2025 (UPI) — ${FIRST}`;
		const { metadata } = statedInText(
			text,
			{ start: 0, end: text.length },
			{ headline: null, published: null },
		);
		expect(metadata).toEqual({
			author: { value: "Jane Doe", from: "byline" },
			source: null,
			agency: { value: "UPI", from: "dateline" },
			place: { value: "KYIV", from: "dateline" },
			published: { value: "2025-04-15", from: "dateline" },
		});
	});
});

describe("a line with a date", () => {
	it.each([
		["Published: 15 April 2025 10:15 BST", "2025-04-15T10:15+01:00"],
		["Published on April 15, 2025", "2025-04-15"],
		["First published on Tue 15 Apr 2025 10.15 BST", "2025-04-15T10:15+01:00"],
		["Posted at 10:15 on April 15, 2025", "2025-04-15T10:15"],
		["Published April 15, 2025; updated April 16, 2025", "2025-04-15"],
		["Published April 15, 2025 | Updated 10:15", "2025-04-15"],
		["15 April 2025 | 10:15 BST", "2025-04-15T10:15+01:00"],
		["April 15, 2025", "2025-04-15"],
	])("dates the article: %j", (line, published) => {
		expect(topped(line)).toEqual({ published, lines: [line] });
	});

	it.each([
		"Updated: 16 April 2025",
		"Published: 04/05/2025",
		"Published 2 hours ago",
	])("says only when, if not for certain: %j", (line) => {
		expect(topped(line)).toEqual({ lines: [line] });
	});

	it.each(["20250415", "In 2025", "Posted 3 goals in 2025", "April 2025"])(
		"is not %j",
		(line) => {
			expect(topped(line)).toEqual({ lines: [] });
		},
	);

	it("counts more than a dateline", () => {
		expect(
			read(`Published: 16 April 2025\n\nKYIV, April 15, 2025 (UPI) — ${FIRST}`),
		).toMatchObject({ published: "2025-04-16" });
	});

	it("may end an article if it says what it dates", () => {
		expect(
			ended("\n\nFirst published on April 15, 2025 / 10:15 AM EDT"),
		).toMatchObject({ published: "2025-04-15T10:15-04:00" });
		expect(ended("\n\nApril 15, 2025")).toEqual({ lines: [] });
	});
});

describe("an agency", () => {
	it.each([
		["\n\n© 2025 Reuters", "Reuters"],
		["\n\n© Thomson Reuters 2025", "Reuters"],
		["\n\nCopyright 2025 The Associated Press. All rights reserved.", "AP"],
		["\n\nAFP", "AFP"],
		["\n\n-- UPI", "UPI"],
		["\n\nSource: Reuters", "Reuters"],
		[" (Xinhua)", "Xinhua"],
		[" “It is time.” (ANI)", "ANI"],
	])("is read from the ending %j", (ending, agency) => {
		expect(ended(ending)).toEqual({ agency, lines: [] });
	});

	it.each([
		" He told Reuters.",
		" It fell, said the board (AP).",
		"\n\n(With inputs from ANI)",
		"\n\nSource: the ministry",
		"\n\n(c) 2025 The Tellmouth Post",
		" That is up (pa).",
	])("is not guessed from the ending %j", (ending) => {
		expect(ended(ending)).toEqual({ lines: [] });
	});

	it("is not one that a sentence mentions", () => {
		expect(read(`The mayor told Reuters that AP was wrong. ${FIRST}`)).toEqual({
			lines: [],
		});
	});
});

describe("an article's text", () => {
	it("is looked at only inside the body", () => {
		const text = `By Sam Poe\n\nBy Jane Doe\n\n${FIRST}\n\nBy John Roe`;
		const start = text.indexOf("By Jane");
		const { metadata, lines } = statedInText(
			text,
			{ start, end: text.indexOf("\n\nBy John") },
			{ headline: null, published: null },
		);
		expect(metadata.author?.value).toBe("Jane Doe");
		expect(lines).toEqual([{ start, end: start + "By Jane Doe".length }]);
	});

	it("may have Windows line breaks", () => {
		expect(read(`${HEADLINE}\r\n\r\nBy Jane Doe\r\n\r\n${FIRST}\r\n`)).toEqual({
			author: "Jane Doe",
			lines: ["By Jane Doe"],
		});
	});

	it("may be anything", () => {
		const piece = fc.constantFrom(
			"By ",
			"Jane Doe",
			" in Kyiv",
			"\n",
			"KYIV, April 15",
			" (UPI)",
			" — ",
			"Published: ",
			"15 April 2025",
			" | ",
			FIRST,
		);
		const anything = fc.oneof(
			fc.string({ unit: "binary" }),
			fc.array(piece).map((pieces) => pieces.join("")),
		);
		fc.assert(
			fc.property(anything, (text) => {
				const { metadata, lines } = statedInText(
					text,
					{ start: 0, end: text.length },
					{ headline: null, published: text },
				);
				if (metadata.published) expect(metadata.published.value).toMatch(ISO);
				for (const { start, end } of lines) {
					expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
					expect(text.slice(start, end)).toMatch(/^[^\n]+$/u);
				}
			}),
			{ numRuns: 1000 },
		);
	});

	it.each(HOSTILE)("may be a megabyte of %j", (piece) => {
		const text = piece.repeat(MEGABYTE / piece.length);
		expect(read(text, { headline: text, published: text })).toEqual({
			lines: [],
		});
		expect(publishedFrom(text)).toBeNull();
		expect(statedInFileName(text)).toEqual({});
		expect(languageTag(text)).toBeNull();
	});
});

describe("a file's name", () => {
	it.each([
		["2025-04-15-rutte-visit.md", "2025-04-15"],
		["20250415_rutte.txt", "2025-04-15"],
		["20250415101500.html", "2025-04-15"],
		["20250415T101500Z.txt", "2025-04-15"],
		["pier_2025.04.15.txt", "2025-04-15"],
		["003-2025-04-15-pier.md", "2025-04-15"],
		["2025-04-15T10-15-00-pier.md", "2025-04-15"],
		["1863-07-04.txt", "1863-07-04"],
		["archive/2025/04/15/rutte.html", "2025-04-15"],
		["2025/4/5/pier.html", "2025-04-05"],
		["2025/04/15-pier.md", "2025-04-15"],
		["C:\\news\\2025\\04\\15\\pier.txt", "2025-04-15"],
		["2025/04/15/20250414.txt", "2025-04-14"],
	])("dates %j", (path, value) => {
		expect(statedInFileName(path)).toEqual({
			published: { value, from: "file name" },
		});
	});

	it.each([
		"",
		"pier.txt",
		"000_23877be62b5c9be2.txt",
		"1744712100123.txt",
		"2025550143.txt",
		"202-555-0143.txt",
		"12345678.txt",
		"20251301.txt",
		"18630704.txt",
		"2025-02-30.md",
		"2025-04.md",
		"15-04-2025.md",
		"2025-04_15.md",
		"2025-04-01_2025-04-15.md",
		"a20250415.txt",
		"v2025.04.15.txt",
		"2025/04/pier.md",
		"2025/04/155/pier.md",
		"backup-2025-04-15/pier.txt",
		"2150-01-01.txt",
	])("is not guessed to date %j", (path) => {
		expect(statedInFileName(path)).toEqual({});
	});
});

const PARAGRAPHS = {
	en: "The harbour board of Tellmouth voted on Monday to close the old ferry pier for the winter, after divers found that eleven of its oak piles had rotted through. Ferries will leave from the fish market until the spring, the board said.",
	de: "Der Hafenrat von Tellmund hat am Montag beschlossen, den alten Fähranleger über den Winter zu schließen, nachdem Taucher festgestellt hatten, dass elf der Eichenpfähle durchgefault sind. Die Fähren legen bis zum Frühjahr am Fischmarkt ab.",
	fr: "Le conseil du port de Tellmont a décidé lundi de fermer l'ancien embarcadère pendant l'hiver, après que des plongeurs ont constaté que onze de ses pieux en chêne étaient pourris. Les bateaux partiront du marché aux poissons jusqu'au printemps.",
	es: "El equipo local ganó por dos goles a uno y se colocó segundo en la tabla, a cuatro puntos del líder. El entrenador destacó el esfuerzo de los jóvenes, que jugaron con diez durante la última media hora tras la expulsión del capitán. El próximo partido será el sábado en casa, contra un rival que no conoce la derrota desde octubre.",
	it: "Il consiglio del porto di Tellmare ha deciso lunedì di chiudere il vecchio molo durante l'inverno, dopo che i sommozzatori hanno scoperto che undici dei suoi pali di quercia erano marci. I traghetti partiranno dal mercato del pesce fino alla primavera.",
	nl: "De havenraad van Telmonde heeft maandag besloten de oude veersteiger deze winter te sluiten, nadat duikers hadden vastgesteld dat elf van de eiken palen waren verrot. De veerboten vertrekken tot het voorjaar vanaf de vismarkt, aldus de raad. De reparatie gaat ongeveer vier miljoen kosten, waarvan de provincie het grootste deel zal betalen.",
	sv: "Hamnstyrelsen i Tellsund beslutade i måndags att stänga den gamla färjebryggan över vintern, sedan dykare upptäckt att elva av dess ekpålar hade ruttnat. Färjorna kommer att avgå från fiskmarknaden fram till våren, meddelade styrelsen.",
	ru: "Совет порта Тельмут в понедельник решил закрыть на зиму старый паромный причал после того, как водолазы обнаружили, что одиннадцать дубовых свай полностью сгнили. До весны паромы будут отправляться от рыбного рынка, сообщил совет.",
	uk: "Рада порту Тельмут у понеділок вирішила закрити на зиму старий поромний причал після того, як водолази виявили, що одинадцять дубових паль повністю згнили. До весни пороми відправлятимуться від рибного ринку, повідомила рада. Ремонт коштуватиме близько чотирьох мільйонів, більшу частину яких обіцяла сплатити область.",
	ar: "قرر مجلس ميناء تلموت يوم الاثنين إغلاق رصيف العبارات القديم خلال فصل الشتاء بعد أن اكتشف الغواصون أن أحد عشر من أعمدته الخشبية قد تعفنت تماما. وقال المجلس إن العبارات ستنطلق من سوق السمك حتى الربيع.",
	zh: "特尔茅港务委员会星期一决定，在潜水员发现十一根橡木桩完全腐烂之后，将于冬季关闭旧的轮渡码头。委员会表示，直到春天，渡轮将从鱼市场出发，乘客应该多预留十分钟的时间。维修费用约为四百万元，其中大部分将由省政府支付。当地居民对这一决定表示理解，但是也有商家担心生意会受到影响。",
};

describe("the language of a text", () => {
	it.each(Object.entries(PARAGRAPHS))("is told to be %s", (value, text) => {
		expect(languageOf(text)).toEqual({ value, from: "text" });
	});

	it.each([
		[
			"Norwegian",
			"Havnestyret i Tellsund vedtok mandag å stenge den gamle ferjebrygga for vinteren, etter at dykkere hadde funnet ut at elleve av eikepålene var råtnet helt opp. Ferjene skal gå fra fisketorget fram til våren, opplyste styret.",
		],
		[
			"Catalan",
			"La policia va detenir la matinada de diumenge tres persones acusades de robar cables de coure a la línia fèrria que uneix Vilarta amb la capital. Els trens van circular amb retards de fins a dues hores i molts passatgers van haver de continuar el viatge amb autobús.",
		],
		[
			"Afrikaans",
			"Die hawe-raad van Telmond het Maandag besluit om die ou veerbootkaai vir die winter te sluit, nadat duikers gevind het dat elf van sy eikepale heeltemal verrot is. Die veerbote sal tot die lente van die vismark af vertrek, het die raad gesê.",
		],
		[
			"Macedonian",
			"Советот на пристаништето Телмут во понеделникот одлучи да го затвори стариот ферибот кеј преку зимата, откако нуркачите утврдија дека единаесет дабови столбови се целосно изгниени. Фериботите до пролет ќе тргнуваат од рибниот пазар.",
		],
	])("is not guessed for %s, which the detector does not know", (_, text) => {
		expect(languageOf(text)).toBeNull();
	});

	it("is not guessed from fewer than 100 letters", () => {
		expect(languageOf(PARAGRAPHS.en.slice(0, 110))).toBeNull();
		expect(languageOf(`${"1 ".repeat(290)}${PARAGRAPHS.en}`)).toBeNull();
		expect(languageOf("")).toBeNull();
	});

	it("is told from the beginning of a text alone", () => {
		expect(
			languageOf(PARAGRAPHS.en.repeat(3) + PARAGRAPHS.ru.repeat(50)),
		).toEqual(languageOf(PARAGRAPHS.en));
	});

	it("is a canonical tag for any text", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary", minLength: 100 }), (text) => {
				const tag = languageOf(text)?.value;
				if (tag) expect(Intl.getCanonicalLocales(tag)).toEqual([tag]);
			}),
		);
	});
});

describe("a stated language", () => {
	it.each([
		["en", "en"],
		["EN", "en"],
		[" en ", "en"],
		["en_US", "en-US"],
		["en-us", "en-US"],
		["pt-br", "pt-BR"],
		["zh_Hans_CN", "zh-Hans-CN"],
		["eng", "en"],
		["iw", "he"],
		["English", "en"],
		["GERMAN", "de"],
	])("%j is the tag %j", (stated, tag) => {
		expect(languageTag(stated)).toBe(tag);
	});

	it.each([
		"",
		"xx",
		"us",
		"jp",
		"und",
		"mul",
		"zxx",
		"x-default",
		"en, fr",
		"en_US.UTF-8",
		"1",
		"Klingonish",
	])("%j is no tag", (stated) => {
		expect(languageTag(stated)).toBeNull();
	});

	it("is null or a canonical tag for any text", () => {
		fc.assert(
			fc.property(fc.string(), (stated) => {
				const tag = languageTag(stated);
				if (tag) expect(Intl.getCanonicalLocales(tag)).toEqual([tag]);
			}),
		);
	});
});
