import type { Hits } from "../searcher/hits.ts";
import { dayInWords, monthInWords, shortDay } from "./days.ts";

/** Days that are shown as one bar, from the first to the last of them. */
export interface Bucket {
	since: string;
	until: string;
	count: number;
	/** What the days are, in words. */
	label: string;
}

/** How long a bucket is. */
interface Unit {
	/** The first day of the bucket that a day is in. */
	first(day: Date): Date;
	/** The first day of a bucket that is so many later. */
	later(first: Date, buckets: number): Date;
	label(since: string, until: string): string;
}

export const MOST_BUCKETS = 40;
// Fewer bars would be too broad: empty days on either side fill up.
const LEAST_BUCKETS = 14;
const DAY_MS = 86_400_000;

const UNITS: readonly Unit[] = [
	days(1, dayInWords),
	days(7, (since) => `week of ${dayInWords(since)}`),
	months(1, monthInWords),
	months(
		3,
		(since, until) => `${monthInWords(since)} to ${monthInWords(until)}`,
	),
	...[1, 5, 25].map((years) =>
		months(12 * years, (since, until) =>
			years === 1
				? since.slice(0, 4)
				: `${since.slice(0, 4)} to ${until.slice(0, 4)}`,
		),
	),
];

/**
 * The days of hits in at most {@link MOST_BUCKETS} equal buckets without a gap; none where all are of one day.
 *
 * @param period - Days that are not passed: what is asked for is not to become wider by asking for a bucket.
 */
export function bucketsOf(
	hits: Hits["days"],
	period: { since: string | null; until: string | null },
): Bucket[] {
	const [first, last] = [hits[0]?.day, hits.at(-1)?.day];
	if (first === undefined || last === undefined || first === last) return [];
	const fitting = UNITS.find(
		(unit) => startsBetween(unit, first, last).length <= MOST_BUCKETS,
	);
	const unit = fitting ?? (UNITS.at(-1) as Unit);
	const starts = padded(unit, startsBetween(unit, first, last));
	return starts.map((start) => {
		const since = iso(start);
		const until = iso(new Date(unit.later(start, 1).getTime() - DAY_MS));
		const inside = hits.filter(({ day }) => day >= since && day <= until);
		return {
			since: period.since && period.since > since ? period.since : since,
			until: period.until && period.until < until ? period.until : until,
			count: inside.reduce((sum, { count }) => sum + count, 0),
			label: unit.label(since, until),
		};
	});
}

/** The first and the last day of buckets, in words. */
export function endsOf(buckets: readonly Bucket[]): [string, string] {
	return [
		shortDay(buckets[0]?.since ?? ""),
		shortDay(buckets.at(-1)?.until ?? ""),
	];
}

function startsBetween(unit: Unit, first: string, last: string): Date[] {
	const starts: Date[] = [];
	let start = unit.first(new Date(first));
	while (iso(start) <= last && starts.length <= MOST_BUCKETS) {
		starts.push(start);
		start = unit.later(start, 1);
	}
	return starts;
}

function padded(unit: Unit, starts: readonly Date[]): Date[] {
	const missing = Math.max(LEAST_BUCKETS - starts.length, 0);
	const before = Math.ceil(missing / 2);
	const [first = new Date(0)] = starts;
	return Array.from({ length: starts.length + missing }, (_, at) =>
		unit.later(first, at - before),
	);
}

function days(count: number, label: Unit["label"]): Unit {
	return {
		// Weeks begin on Monday, as the fifth day of 1970 did.
		first: (day) => {
			const number = Math.floor(day.getTime() / DAY_MS) - 4;
			return new Date((number - modulo(number, count) + 4) * DAY_MS);
		},
		later: (first, buckets) =>
			new Date(first.getTime() + buckets * count * DAY_MS),
		label,
	};
}

function months(count: number, label: Unit["label"]): Unit {
	const month = (number: number) => new Date(Date.UTC(1900, number));
	return {
		first: (day) => {
			const number = 12 * (day.getUTCFullYear() - 1900) + day.getUTCMonth();
			return month(number - modulo(number, count));
		},
		later: (first, buckets) => {
			const number = 12 * (first.getUTCFullYear() - 1900) + first.getUTCMonth();
			return month(number + buckets * count);
		},
		label,
	};
}

function modulo(number: number, divisor: number): number {
	return ((number % divisor) + divisor) % divisor;
}

function iso(date: Date): string {
	return date.toISOString().slice(0, 10);
}
