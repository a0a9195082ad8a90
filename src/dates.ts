import {
	type Day,
	daysIn,
	exists,
	isoDay,
	monthNamed,
	weekdayNamed,
} from "./articles/metadata/calendar.ts";
import { publishedFrom, statedDay } from "./articles/metadata/published.ts";

/** Calendar days, `YYYY-MM-DD`, both inclusive. */
export interface DayRange {
	from: string;
	to: string;
}

// Longer than any date that is asked for.
const MAX_CHARACTERS = 60;
const COUNTS = new Map([
	["a", 1],
	["an", 1],
	["one", 1],
	["two", 2],
	["a couple of", 2],
	["three", 3],
	["four", 4],
	["five", 5],
	["six", 6],
	["seven", 7],
	["eight", 8],
	["nine", 9],
	["ten", 10],
	["eleven", 11],
	["twelve", 12],
]);
const COUNT = `\\d{1,3}|${[...COUNTS.keys()].join("|")}`;
const YEAR = /^\d{4}$/u;
const YEAR_AND_MONTH = /^(\d{4})[-/](\d{1,2})$/u;
const PERIOD = /^(this|last|previous|past) (week|weekend|month|year)$/u;
const AGO = new RegExp(`^(${COUNT}) (day|week|month|year)s? ago$`, "u");
const RUNNING = new RegExp(
	`^(?:last|past) (${COUNT}) (day|week|month|year)s?$`,
	"u",
);

/**
 * The calendar days that are meant by what a person types: “2025-04-15”, “April 2025”, “last week”, “3 days ago”.
 *
 * Weeks begin on Monday. A month or a day without a year is the last one that has begun; “last April” is the last one
 * that has ended.
 *
 * @param today - Its day in the local calendar is what the words are relative to.
 * @returns null for what cannot be read, and for what can be read in two ways: “04/05/2025”.
 */
export function dayRange(asked: string, today: Date): DayRange | null {
	if (asked.length > MAX_CHARACTERS) return null;
	const now = {
		year: today.getFullYear(),
		month: today.getMonth() + 1,
		day: today.getDate(),
	};
	const exact = publishedFrom(asked);
	if (exact !== null)
		return { from: exact.slice(0, 10), to: exact.slice(0, 10) };
	const text = asked
		.trim()
		.toLowerCase()
		.replace(/\s+/gu, " ")
		.replace(/^(?:in|on|the) (?=.)/u, "");
	const range =
		nearDay(text, now) ??
		monthOrYear(text, now) ??
		period(text, now) ??
		counted(text, now) ??
		weekday(text, now) ??
		dayOfYear(text, now);
	return range && exists(range.from) && exists(range.to)
		? { from: isoDay(range.from), to: isoDay(range.to) }
		: null;
}

interface Days {
	from: Day;
	to: Day;
}

function nearDay(text: string, now: Day): Days | null {
	if (text === "today" || text === "now") return { from: now, to: now };
	if (text === "yesterday") return oneDay(plusDays(now, -1));
	if (text === "day before yesterday") return oneDay(plusDays(now, -2));
	return null;
}

function monthOrYear(text: string, now: Day): Days | null {
	if (YEAR.test(text)) return wholeYear(Number(text));
	const [, year, month] = YEAR_AND_MONTH.exec(text) ?? [];
	if (year !== undefined) return wholeMonth(Number(year), Number(month));
	const [one = "", two, ...more] = text.split(/[\s,]+/u);
	if (more.length > 0) return null;
	const named = monthNamed(bare(one)) ?? monthNamed(bare(two ?? ""));
	if (named === null) return null;
	if (two === undefined) {
		return wholeMonth(now.year - (named > now.month ? 1 : 0), named);
	}
	const other = monthNamed(bare(one)) === null ? one : two;
	if (other === "last") {
		return wholeMonth(now.year - (named >= now.month ? 1 : 0), named);
	}
	if (other === "this") return wholeMonth(now.year, named);
	return YEAR.test(other) ? wholeMonth(Number(other), named) : null;
}

function period(text: string, now: Day): Days | null {
	const [, which, unit] = PERIOD.exec(text) ?? [];
	if (which === undefined) return null;
	if (which === "past") {
		return unit === "weekend" ? null : { from: ago(now, 1, unit), to: now };
	}
	const back = which === "this" ? 0 : 1;
	if (unit === "year") return wholeYear(now.year - back);
	if (unit === "month") {
		const { year, month } = plusMonths({ ...now, day: 1 }, -back);
		return wholeMonth(year, month);
	}
	const monday = plusDays(now, -((weekdayOf(now) + 6) % 7) - 7 * back);
	return {
		from: plusDays(monday, unit === "weekend" ? 5 : 0),
		to: plusDays(monday, 6),
	};
}

function counted(text: string, now: Day): Days | null {
	const [, before, unitBefore] = AGO.exec(text) ?? [];
	if (before !== undefined)
		return oneDay(ago(now, countOf(before), unitBefore));
	const [, count, unit] = RUNNING.exec(text) ?? [];
	return count === undefined
		? null
		: { from: ago(now, countOf(count), unit), to: now };
}

function weekday(text: string, now: Day): Days | null {
	const last = text.startsWith("last ");
	const named = weekdayNamed(bare(last ? text.slice(5) : text));
	if (named === null) return null;
	const back = (weekdayOf(now) - named + 7) % 7;
	return oneDay(plusDays(now, last && back === 0 ? -7 : -back));
}

/** “15 April”, without a year. */
function dayOfYear(text: string, now: Day): Days | null {
	const stated = statedDay(text);
	if (!stated || stated.year !== null) return null;
	// The 29th of February was eight years ago at most.
	for (let year = now.year; year >= now.year - 8; year -= 1) {
		const day = { ...stated, year };
		if (exists(day) && isoDay(day) <= isoDay(now)) return oneDay(day);
	}
	return null;
}

function ago(now: Day, count: number, unit: string | undefined): Day {
	if (unit === "day") return plusDays(now, -count);
	if (unit === "week") return plusDays(now, -7 * count);
	return plusMonths(now, unit === "month" ? -count : -12 * count);
}

function countOf(word: string): number {
	return COUNTS.get(word) ?? Number(word);
}

function oneDay(day: Day): Days {
	return { from: day, to: day };
}

function wholeMonth(year: number, month: number): Days {
	return {
		from: { year, month, day: 1 },
		to: { year, month, day: daysIn(year, month) },
	};
}

function wholeYear(year: number): Days {
	return { from: { year, month: 1, day: 1 }, to: { year, month: 12, day: 31 } };
}

function plusDays({ year, month, day }: Day, days: number): Day {
	const date = new Date(Date.UTC(year, month - 1, day + days));
	return {
		year: date.getUTCFullYear(),
		month: date.getUTCMonth() + 1,
		day: date.getUTCDate(),
	};
}

/** The same day of another month, or its last one. */
function plusMonths({ year, month, day }: Day, months: number): Day {
	const first = plusDays({ year, month: month + months, day: 1 }, 0);
	return { ...first, day: Math.min(day, daysIn(first.year, first.month)) };
}

/** From 0 for Sunday. */
function weekdayOf({ year, month, day }: Day): number {
	return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}

function bare(word: string): string {
	return word.replace(/\.$/u, "");
}
