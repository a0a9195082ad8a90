import { RECENCY } from "./weights.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * What is left of a passage's order for its age, between {@link RECENCY}.least and 1: the part above the least halves
 * with every so many days. What states no day counts as old; what is of the future as new.
 *
 * @param day - `YYYY-MM-DD`, or null.
 * @param now - Milliseconds since 1970.
 */
export function recency(day: string | null, now: number): number {
	if (day === null) return RECENCY.least;
	const age = Math.max(0, (now - Date.parse(day)) / DAY_MS);
	const share = 0.5 ** (age / RECENCY.halfLifeDays);
	return RECENCY.least + (1 - RECENCY.least) * share;
}
