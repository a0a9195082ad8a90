import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { dayRange } from "../src/dates.ts";

// A Wednesday.
const TODAY = new Date(2025, 3, 16, 12);
const range = (from: string, to = from) => ({ from, to });

describe("the days that are asked for", () => {
	it.each([
		["2025-04-15", range("2025-04-15")],
		["20250415", range("2025-04-15")],
		["2025-04-15T23:30-08:00", range("2025-04-15")],
		["15 April 2025", range("2025-04-15")],
		["April 15, 2025", range("2025-04-15")],
		["15/04/2025", range("2025-04-15")],
		["2025-04", range("2025-04-01", "2025-04-30")],
		["2025/4", range("2025-04-01", "2025-04-30")],
		["2024-02", range("2024-02-01", "2024-02-29")],
		["2025", range("2025-01-01", "2025-12-31")],
		["April 2025", range("2025-04-01", "2025-04-30")],
		["Apr. 2025", range("2025-04-01", "2025-04-30")],
		["2025 April", range("2025-04-01", "2025-04-30")],
		["in april 2025", range("2025-04-01", "2025-04-30")],
	])("%j are %j", (asked, days) => {
		expect(dayRange(asked, TODAY)).toEqual(days);
	});

	it.each([
		["today", range("2025-04-16")],
		["now", range("2025-04-16")],
		["Yesterday", range("2025-04-15")],
		["the day before  yesterday", range("2025-04-14")],
		["3 days ago", range("2025-04-13")],
		["two weeks ago", range("2025-04-02")],
		["a couple of days ago", range("2025-04-14")],
		["a month ago", range("2025-03-16")],
		["1 year ago", range("2024-04-16")],
		["this week", range("2025-04-14", "2025-04-20")],
		["last week", range("2025-04-07", "2025-04-13")],
		["previous week", range("2025-04-07", "2025-04-13")],
		["last weekend", range("2025-04-12", "2025-04-13")],
		["this month", range("2025-04-01", "2025-04-30")],
		["last month", range("2025-03-01", "2025-03-31")],
		["this year", range("2025-01-01", "2025-12-31")],
		["last year", range("2024-01-01", "2024-12-31")],
		["past week", range("2025-04-09", "2025-04-16")],
		["last 3 days", range("2025-04-13", "2025-04-16")],
		["the past two months", range("2025-02-16", "2025-04-16")],
	])("%j are %j on the 16th of April 2025", (asked, days) => {
		expect(dayRange(asked, TODAY)).toEqual(days);
	});

	it.each([
		["April", range("2025-04-01", "2025-04-30")],
		["March", range("2025-03-01", "2025-03-31")],
		["May", range("2024-05-01", "2024-05-31")],
		["Sept.", range("2024-09-01", "2024-09-30")],
		["last April", range("2024-04-01", "2024-04-30")],
		["last March", range("2025-03-01", "2025-03-31")],
		["16 April", range("2025-04-16")],
		["17 April", range("2024-04-17")],
		["December 15", range("2024-12-15")],
		["29 February", range("2024-02-29")],
		["Wednesday", range("2025-04-16")],
		["last Wednesday", range("2025-04-09")],
		["Tuesday", range("2025-04-15")],
		["last Tuesday", range("2025-04-15")],
		["on Friday", range("2025-04-11")],
	])("%j are the last that have begun: %j", (asked, days) => {
		expect(dayRange(asked, TODAY)).toEqual(days);
	});

	it.each([
		"",
		" ",
		"soon",
		"the",
		"last",
		"noon",
		"tomorrow",
		"next week",
		"2 hours ago",
		"5",
		"April May",
		"April April",
		"last last week",
		"04/05/2025",
		"04/2025",
		"15/04/25",
		"15 April 24",
		"2025-02-30",
		"2025-13",
		"31 April",
		"30 February",
		"0001",
		"9999",
		"999 years ago",
		"3 days ago 3 days ago",
	])("%j cannot be read", (asked) => {
		expect(dayRange(asked, TODAY)).toBeNull();
	});

	it("are of the year before in January", () => {
		const today = new Date(2025, 0, 1);
		expect(dayRange("yesterday", today)).toEqual(range("2024-12-31"));
		expect(dayRange("last month", today)).toEqual(
			range("2024-12-01", "2024-12-31"),
		);
		expect(dayRange("last week", today)).toEqual(
			range("2024-12-23", "2024-12-29"),
		);
		expect(dayRange("December", today)).toEqual(
			range("2024-12-01", "2024-12-31"),
		);
		expect(dayRange("31 December", today)).toEqual(range("2024-12-31"));
	});

	it("keep Sunday in the week that began on Monday", () => {
		const sunday = new Date(2025, 3, 20);
		expect(dayRange("this week", sunday)).toEqual(
			range("2025-04-14", "2025-04-20"),
		);
		expect(dayRange("last week", sunday)).toEqual(
			range("2025-04-07", "2025-04-13"),
		);
	});

	it("end with a shorter month", () => {
		expect(dayRange("a month ago", new Date(2025, 2, 31))).toEqual(
			range("2025-02-28"),
		);
		expect(dayRange("1 year ago", new Date(2024, 1, 29))).toEqual(
			range("2023-02-28"),
		);
	});

	it("are null or in order for any text", () => {
		const word = fc.constantFrom(
			..."last this past 3 two a day days week months year ago April 15 2025 29 february tuesday , . in".split(
				" ",
			),
		);
		const text = fc.oneof(
			fc.string({ unit: "binary" }),
			fc.array(word, { maxLength: 5 }).map((words) => words.join(" ")),
		);
		const today = fc.date({
			min: new Date(1970, 0, 2),
			max: new Date(2199, 0, 1),
			noInvalidDate: true,
		});
		fc.assert(
			fc.property(text, today, (asked, day) => {
				const days = dayRange(asked, day);
				if (days === null) return;
				expect(days.from).toMatch(/^\d{4}-\d\d-\d\d$/u);
				expect(days.to).toMatch(/^\d{4}-\d\d-\d\d$/u);
				expect(days.from <= days.to).toBe(true);
				expect(Date.parse(days.from)).not.toBeNaN();
			}),
			{ numRuns: 2000 },
		);
	});

	it.each(["1", "April ", "(", "last "])(
		"cannot be read from a megabyte of %j",
		(piece) => {
			expect(dayRange(piece.repeat(1_000_000), TODAY)).toBeNull();
		},
	);
});

describe("the days that are asked for, in other time zones", () => {
	const zone = process.env.TZ;
	afterEach(() => {
		if (zone === undefined) delete process.env.TZ;
		else process.env.TZ = zone;
	});

	it("are those of the local calendar", () => {
		for (const name of ["UTC", "America/Los_Angeles", "Pacific/Kiritimati"]) {
			process.env.TZ = name;
			for (const hour of [0, 23]) {
				const today = new Date(2025, 3, 16, hour, 30);
				expect(dayRange("today", today)).toEqual(range("2025-04-16"));
				expect(dayRange("a week ago", today)).toEqual(range("2025-04-09"));
				expect(dayRange("last month", today)).toEqual(
					range("2025-03-01", "2025-03-31"),
				);
				expect(dayRange("2025-04-15", today)).toEqual(range("2025-04-15"));
			}
		}
	});

	it("follow the clock of the place", () => {
		const instant = new Date("2025-04-16T02:00:00Z");
		process.env.TZ = "America/Los_Angeles";
		expect(dayRange("today", instant)).toEqual(range("2025-04-15"));
		process.env.TZ = "Pacific/Kiritimati";
		expect(dayRange("today", instant)).toEqual(range("2025-04-16"));
	});
});
