import type { Store } from "../store/store.ts";
import { quotesIn, speakersOf } from "./quoted.ts";
import type { Ranking } from "./rank.ts";

/** How often something is among the hits. */
export interface Tally {
	name: string;
	count: number;
}

/** What the passages have in common that reach the threshold, the shown ones among them. */
export interface Hits {
	/** How many were looked at: all, but at most {@link MOST_HITS}. */
	total: number;
	/** By the day on which their articles were published, rising. */
	days: { day: string; count: number }[];
	/** How many are of articles that state no day. */
	undated: number;
	/** Outlets, the most frequent first. */
	sources: Tally[];
	/** Who speaks in them, the most frequent first. */
	speakers: Tally[];
}

/** How many hits are looked at. */
export const MOST_HITS = 200;

/** Counts the best passages of a ranking by day, outlet and speaker. */
export function hitsOf(store: Store, ranking: Ranking): Hits {
	const ids = ranking.passages
		.filter(({ score }) => score >= ranking.threshold)
		.slice(0, MOST_HITS)
		.map(({ id }) => id);
	const rows = store.passages(ids);
	const days = rows.flatMap(
		({ article }) => article.metadata.published?.value.slice(0, 10) ?? [],
	);
	return {
		total: rows.length,
		days: tally(days)
			.map(({ name: day, count }) => ({ day, count }))
			.sort((one, other) => (one.day < other.day ? -1 : 1)),
		undated: rows.length - days.length,
		sources: tally(
			rows.flatMap(
				({ article: { metadata } }) =>
					(metadata.source ?? metadata.agency)?.value ?? [],
			),
		),
		speakers: tally(rows.flatMap((row) => speakersOf(quotesIn(row)))),
	};
}

/** The most frequent first, equal ones by name. */
function tally(names: readonly string[]): Tally[] {
	const counts = new Map<string, number>();
	for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
	return [...counts]
		.map(([name, count]) => ({ name, count }))
		.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}
