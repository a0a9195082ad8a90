import { monthNamed, two, weekdayNamed } from "./calendar.ts";

/** A time of day in a longer text. */
export interface TimeOfDay {
	/** `HH:MM` or `HH:MM:SS`, then `Z` or `±HH:MM` where an offset is stated; null where no clock shows such a time. */
	iso: string | null;
	/** The text without it. */
	rest: string;
}

// Left out is what depends on the day (ET, CET) or on the place (CST, IST).
const ZONES: ReadonlyMap<string, string> = new Map([
	["Z", "Z"],
	["UTC", "Z"],
	["GMT", "Z"],
	["UT", "Z"],
	["WET", "+00:00"],
	["BST", "+01:00"],
	["WEST", "+01:00"],
	["WAT", "+01:00"],
	["CEST", "+02:00"],
	["CAT", "+02:00"],
	["SAST", "+02:00"],
	["EET", "+02:00"],
	["EEST", "+03:00"],
	["EAT", "+03:00"],
	["MSK", "+03:00"],
	["PKT", "+05:00"],
	["NPT", "+05:45"],
	["WIB", "+07:00"],
	["HKT", "+08:00"],
	["SGT", "+08:00"],
	["AWST", "+08:00"],
	["JST", "+09:00"],
	["KST", "+09:00"],
	["ACST", "+09:30"],
	["AEST", "+10:00"],
	["ACDT", "+10:30"],
	["AEDT", "+11:00"],
	["NZST", "+12:00"],
	["NZDT", "+13:00"],
	["NDT", "-02:30"],
	["NST", "-03:30"],
	["ADT", "-03:00"],
	["EDT", "-04:00"],
	["EST", "-05:00"],
	["CDT", "-05:00"],
	["MDT", "-06:00"],
	["MST", "-07:00"],
	["PDT", "-07:00"],
	["PST", "-08:00"],
	["AKDT", "-08:00"],
	["AKST", "-09:00"],
	["HST", "-10:00"],
]);

const CLOCK =
	/(?<![\d.])(\d{1,2})(?:[:.](\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?)?(?: ?([ap])\.?m\b\.?)?(?![\d:])/giu;
const OFFSET = /^ ?(?:GMT|UTC|UT)? ?([+-])(\d{1,2})(?::?(\d{2}))?(?!\d)/u;
// “10:15-11:30” is no offset.
const END_OF_RANGE = /^-\d{1,2}:\d{2}/u;
const ZONE = /^ ?\(?((?:[A-Z]\.){2,4}|[A-Z]{1,5})(?![\p{L}\d])\)?/u;
// “(Central European Summer Time)”, “local time”, “Eastern Time”.
const ZONE_IN_WORDS = /^ ?\(?(?:(?:[A-Z]\p{L}+ ){1,3}Time|local time)\b\)?/u;

/**
 * Takes the first time of day out of a text: “10:15”, “10.15 a.m. EDT”, “10:15:00 +0200”.
 *
 * An abbreviated zone that names one offset gives it, any other is dropped.
 *
 * @returns null where the text states no time.
 */
export function takeTime(text: string): TimeOfDay | null {
	for (const match of text.matchAll(CLOCK)) {
		const [clock, hours = "", minutes, seconds, half] = match;
		const before = text.slice(0, match.index);
		const after = text.slice(match.index + clock.length);
		const zone = takeZone(after);
		// A number alone is a day or a year, and “15.04” a time only where a half of the day or a zone follows.
		const sure = half !== undefined || clock.includes(":");
		if (!sure && !(clock.includes(".") && zone.offset)) continue;
		const time = half === undefined ? Number(hours) : hourOf(hours, half);
		const shown = isTime(time, minutes, seconds);
		return {
			iso:
				shown && zone.offset !== null
					? `${two(time)}:${minutes ?? "00"}${seconds === undefined ? "" : `:${seconds}`}${zone.offset}`
					: null,
			rest: `${before} ${zone.rest}`,
		};
	}
	return null;
}

/**
 * An offset in ISO 8601, e.g. `+02:00` of “+0200”; null where no place has it.
 *
 * @param sign - `+` or `-`.
 */
export function isoOffset(
	sign: string,
	hours: string,
	minutes: string,
): string | null {
	if (Number(hours) > 14 || Number(minutes) > 59) return null;
	const offset = `${hours.padStart(2, "0")}:${minutes}`;
	// RFC 3339 has “-00:00” for UTC in an unknown place, ISO 8601 forbids it.
	return sign === "-" && offset === "00:00" ? "Z" : `${sign}${offset}`;
}

/** Whether a clock of 24 hours shows such a time. */
export function isTime(hours: number, minutes = "00", seconds = "00"): boolean {
	return hours <= 23 && Number(minutes) <= 59 && Number(seconds) <= 59;
}

/** @returns An hour that no clock shows for one outside 1 to 12. */
function hourOf(hours: string, half: string): number {
	const hour = Number(hours);
	if (hour < 1 || hour > 12) return Number.POSITIVE_INFINITY;
	return (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);
}

/** The offset at the beginning of a text: empty where none is stated, null where it is impossible. */
function takeZone(text: string): { offset: string | null; rest: string } {
	if (END_OF_RANGE.test(text)) return { offset: null, rest: text };
	const numeric = OFFSET.exec(text);
	if (numeric) {
		const [all, sign = "", hours = "", minutes = "00"] = numeric;
		const rest = text.slice(all.length).replace(/^ ?\([^()]*\)/u, "");
		return { offset: isoOffset(sign, hours, minutes), rest };
	}
	const [words] = ZONE_IN_WORDS.exec(text) ?? [];
	if (words !== undefined)
		return { offset: "", rest: text.slice(words.length) };
	const [all = "", name = ""] = ZONE.exec(text) ?? [];
	const word = name.replaceAll(".", "");
	if (monthNamed(word) !== null || weekdayNamed(word) !== null) {
		return { offset: "", rest: text };
	}
	return { offset: ZONES.get(word) ?? "", rest: text.slice(all.length) };
}
