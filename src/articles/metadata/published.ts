import {
	type Day,
	exists,
	isoDay,
	monthNamed,
	weekdayNamed,
} from "./calendar.ts";
import { isoOffset, isTime, takeTime } from "./time-of-day.ts";

// Longer than any date is written: what is longer is text that may hold one.
const MAX_CHARACTERS = 80;
const ISO =
	/^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?: ?(?:(Z|UTC|GMT)|([+-])(\d{2})(?::?(\d{2}))?(?: UTC)?))?)?$/iu;
const ISO_BASIC =
	/^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(?:(\d{2})(?:[.,]\d+)?)?(?: ?(?:(Z|UTC|GMT)|([+-])(\d{2})(?::?(\d{2}))?))?)?$/iu;
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/u;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/u;
const DAY_NUMBER = /^(\d{1,2})(?:st|nd|rd|th)?$/iu;
const YEAR_NUMBER = /^\d{4}$/u;
const FILLER = /^(?:at|on|of|the)$/iu;

// The least of each that is meant as an epoch, both in 1973: below are years and versions.
const EPOCH_SECONDS = 1e8;
const EPOCH_MILLISECONDS = 1e11;

/**
 * The date that front matter, a record or a page states, in ISO 8601, as it is stated: `YYYY-MM-DD` where only a day
 * is, else with the time, and with an offset where one is stated. Nothing is converted; fractions of seconds are
 * dropped. A day of the week that contradicts the date is not looked at.
 *
 * @param value - A number is seconds or milliseconds since 1970, or a day written as 20250415.
 * @returns null for what is no date, is none of 1600 to 2200, lacks day or year, or can be read in two ways.
 */
export function publishedFrom(value: string | number | Date): string | null {
	if (value instanceof Date) return instant(value.getTime());
	if (typeof value === "number") return fromNumber(value);
	const text = tidied(value);
	if (text.length > MAX_CHARACTERS) return null;
	const iso = ISO.exec(text) ?? ISO_BASIC.exec(text);
	if (iso) return fromIso(iso);
	const time = takeTime(text);
	const day = statedDay(time?.rest ?? text);
	if (day === null || day.year === null || time?.iso === null) return null;
	const date = isoDay({ ...day, year: day.year });
	return time ? `${date}T${time.iso}` : date;
}

/**
 * The day that a text is, if it is nothing else: “Tuesday 15 April 2025”, “Apr. 15”, “15/04/2025”.
 *
 * @returns `year` is null where none is stated; null as a whole for what is no day.
 */
export function statedDay(
	text: string,
): (Omit<Day, "year"> & { year: number | null }) | null {
	const words = text
		.split(/[\s,|•·()–—]+/u)
		.filter((word) => /[\p{L}\d]/u.test(word) && !FILLER.test(word));
	const parts = words
		.flatMap((word) => (/\p{L}/u.test(word) ? word.split(/[./-]/u) : [word]))
		.filter((word) => word !== "" && weekdayNamed(word) === null);
	const [only = ""] = parts;
	const day = parts.length === 1 ? numericDay(only) : namedDay(parts);
	// The 29th of February exists in some year.
	return day && exists({ ...day, year: day.year ?? 2000 }) ? day : null;
}

function namedDay(parts: readonly string[]): ReturnType<typeof statedDay> {
	const at = parts.findIndex((part) => monthNamed(part) !== null);
	const month = monthNamed(parts[at] ?? "");
	const [first = "", second] = parts.filter((_, index) => index !== at);
	if (month === null || parts.length > 3) return null;
	const order =
		YEAR_NUMBER.test(first) && at < 2 ? [second ?? "", first] : [first, second];
	const [dayNumber = "", year] = order;
	const [, day] = DAY_NUMBER.exec(dayNumber) ?? [];
	if (day === undefined) return null;
	if (year !== undefined && !YEAR_NUMBER.test(year)) return null;
	return {
		year: year === undefined ? null : Number(year),
		month,
		day: Number(day),
	};
}

function numericDay(text: string): Day | null {
	const [, year, , month, day] = YEAR_FIRST.exec(text) ?? [];
	if (year !== undefined) {
		return { year: Number(year), month: Number(month), day: Number(day) };
	}
	const last = YEAR_LAST.exec(text);
	if (!last) return null;
	const [first, second] = [Number(last[1]), Number(last[3])];
	// 04/05/2025 is April the 5th to one and May the 4th to another.
	if (first <= 12 && second <= 12 && first !== second) return null;
	return {
		year: Number(last[4]),
		month: Math.min(first, second),
		day: Math.max(first, second),
	};
}

function fromIso(match: RegExpExecArray): string | null {
	const [, year, month, day, hours, minutes, seconds, zulu, sign, ...offset] =
		match;
	const date = { year: Number(year), month: Number(month), day: Number(day) };
	if (!exists(date)) return null;
	if (hours === undefined) return isoDay(date);
	const [offsetHours = "", offsetMinutes = "00"] = offset;
	const zone = sign
		? isoOffset(sign, offsetHours, offsetMinutes)
		: zulu
			? "Z"
			: "";
	if (zone === null || !isTime(Number(hours), minutes, seconds)) return null;
	return `${isoDay(date)}T${hours}:${minutes}${seconds === undefined ? "" : `:${seconds}`}${zone}`;
}

function fromNumber(value: number): string | null {
	const digits = publishedFrom(String(value));
	if (digits !== null || value < EPOCH_SECONDS) return digits;
	return instant(value < EPOCH_MILLISECONDS ? value * 1000 : value);
}

function instant(milliseconds: number): string | null {
	const date = new Date(milliseconds);
	if (Number.isNaN(date.getTime())) return null;
	return publishedFrom(date.toISOString());
}

function tidied(text: string): string {
	// Cut first: a hostile text is not worth a pass.
	return text
		.slice(0, 4 * MAX_CHARACTERS)
		.replace(/\s+/gu, " ")
		.replaceAll("\u2212", "-")
		.trim();
}
