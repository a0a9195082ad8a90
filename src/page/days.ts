const DAY = /^\d{4}-\d{2}-\d{2}/u;

const LONG = format({ day: "numeric", month: "long", year: "numeric" });
const SHORT = format({ day: "numeric", month: "short", year: "numeric" });
const MONTH = format({ month: "long", year: "numeric" });

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
}

/** “15 April 2025” of an ISO 8601 day or time, as it is stated there; what is none is returned as it is. */
export function dayInWords(iso: string): string {
	const date = dateOf(iso);
	return date ? LONG.format(date) : iso;
}

/** “15 Apr 2025”. */
export function shortDay(iso: string): string {
	const date = dateOf(iso);
	return date ? SHORT.format(date) : iso;
}

/** “April 2025”. */
export function monthInWords(iso: string): string {
	const date = dateOf(iso);
	return date ? MONTH.format(date) : iso;
}

function dateOf(iso: string): Date | null {
	const day = DAY.exec(iso)?.[0];
	const date = new Date(`${day}T00:00:00Z`);
	return day && !Number.isNaN(date.getTime()) ? date : null;
}
