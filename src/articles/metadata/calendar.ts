/** A day of the Gregorian calendar; months count from 1. */
export interface Day {
	year: number;
	month: number;
	day: number;
}

// News is no older than newspapers; a year outside is a number that means something else.
const FIRST_YEAR = 1600;
const LAST_YEAR = 2200;
const MONTHS = [
	/^jan(?:uary)?$/iu,
	/^feb(?:r(?:uary)?)?$/iu,
	/^mar(?:ch)?$/iu,
	/^apr(?:il)?$/iu,
	/^may$/iu,
	/^june?$/iu,
	/^july?$/iu,
	/^aug(?:ust)?$/iu,
	/^sept?(?:ember)?$/iu,
	/^oct(?:ober)?$/iu,
	/^nov(?:ember)?$/iu,
	/^dec(?:ember)?$/iu,
];
const WEEKDAYS = [
	/^sun(?:day)?$/iu,
	/^mon(?:day)?$/iu,
	/^tues?(?:day)?$/iu,
	/^wed(?:nes(?:day)?)?$/iu,
	/^thu(?:rs?(?:day)?)?$/iu,
	/^fri(?:day)?$/iu,
	/^sat(?:ur(?:day)?)?$/iu,
];

/** The number of a month, from 1, by its English name or abbreviation; null for another word. */
export function monthNamed(word: string): number | null {
	const index = MONTHS.findIndex((name) => name.test(word));
	return index < 0 ? null : index + 1;
}

/** The number of a day of the week, from 0 for Sunday, by its English name or abbreviation; null for another word. */
export function weekdayNamed(word: string): number | null {
	const index = WEEKDAYS.findIndex((name) => name.test(word));
	return index < 0 ? null : index;
}

/** Whether the calendar has such a day, in a year that news may be from. */
export function exists({ year, month, day }: Day): boolean {
	return (
		year >= FIRST_YEAR &&
		year <= LAST_YEAR &&
		month >= 1 &&
		month <= 12 &&
		day >= 1 &&
		day <= daysIn(year, month)
	);
}

/** How many days a month has. */
export function daysIn(year: number, month: number): number {
	return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** `YYYY-MM-DD`. */
export function isoDay({ year, month, day }: Day): string {
	return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
}

/** At least two digits. */
export function two(number: number): string {
	return String(number).padStart(2, "0");
}
