import type { Metadata } from "../../types.ts";
import { type Day, exists, isoDay } from "./calendar.ts";

const MAX_CHARACTERS = 400;
// “2025-04-15-visit.md”, “visit_2025.04.15.txt”.
const SEPARATED =
	/(?<![\p{L}\d])(\d{4})([-_. ])(\d{2})\2(\d{2})(?!\d|\p{L}{2})/gu;
// “20250415_visit.txt”, “20250415101500.html”, “20250415T1015.txt”.
const DIGITS =
	/(?<![\p{L}\d])(\d{4})()(\d{2})(\d{2})(?:T?(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?Z?)?(?![\p{L}\d])/gu;
// “2025/04/15/visit.html”, “2025/04/15-visit.html”.
const FOLDERS = /(?:^|\/)(\d{4})(\/)(\d{1,2})\/(\d{1,2})(?:\/|[-_. ])[^/]*$/u;
// Of digits without separators more are numbers of something else.
const FIRST_YEAR_OF_DIGITS = 1900;
const LAST_YEAR = 2099;

/**
 * The day that a file's name, or the folders year/month/day that it lies in, date an article to.
 *
 * Other folders are not looked at: they are dated by the backup or the crawl.
 *
 * @returns nothing for a name with two dates, and for digits that are none.
 */
export function statedInFileName(path: string): Partial<Metadata> {
	const tail = path.slice(-MAX_CHARACTERS).replaceAll("\\", "/");
	const name = tail.slice(tail.lastIndexOf("/") + 1);
	const days = new Set(
		[
			...[...name.matchAll(SEPARATED)].map(dayOf).filter(isPlausible),
			...[...name.matchAll(DIGITS)]
				.map(dayOf)
				.filter((day) => isPlausible(day) && day.year >= FIRST_YEAR_OF_DIGITS),
		].map(isoDay),
	);
	const folders = FOLDERS.exec(tail);
	if (days.size === 0 && folders) {
		const day = dayOf(folders);
		if (isPlausible(day)) days.add(isoDay(day));
	}
	const [value] = days;
	return value !== undefined && days.size === 1
		? { published: { value, from: "file name" } }
		: {};
}

function dayOf([, year, , month, day]: RegExpMatchArray): Day {
	return { year: Number(year), month: Number(month), day: Number(day) };
}

function isPlausible(day: Day): boolean {
	return exists(day) && day.year <= LAST_YEAR;
}
