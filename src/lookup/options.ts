import { type AskOptions, type Sort, usage } from "../searcher/options.ts";
import type { Mode } from "../types.ts";
import type { StalePolicy } from "./stale.ts";

/** What is asked for beside a question, by the names that it has on the command line; ranges are those of {@link AskOptions}. */
export interface Lookup {
	top?: number | undefined;
	mode?: Mode | undefined;
	rerank?: number | undefined;
	/** Reads no passage again. */
	fast?: boolean | undefined;
	minScore?: number | undefined;
	all?: boolean | undefined;
	perArticle?: number | undefined;
	path?: readonly string[] | undefined;
	since?: string | undefined;
	until?: string | undefined;
	source?: readonly string[] | undefined;
	author?: readonly string[] | undefined;
	speaker?: readonly string[] | undefined;
	lang?: readonly string[] | undefined;
	sort?: Sort | undefined;
	recent?: boolean | undefined;
	/** The oldest first, more of them, and one an article unless said otherwise. */
	timeline?: boolean | undefined;
	/** What several articles say: six passages, two an article, unless said otherwise. */
	compare?: boolean | undefined;
	/** Default: `warn`. */
	stale?: StalePolicy | undefined;
}

const TIMELINE = { top: 20, perArticle: 1, sort: "oldest" } as const;
const COMPARE = { top: 6, perArticle: 2 } as const;

/**
 * What a lookup asks of an index.
 *
 * @throws {SearchError} `USAGE` if it contradicts itself.
 */
export function askOptions(lookup: Lookup, signal?: AbortSignal): AskOptions {
	refuseContradictions(lookup);
	const { mode, sort, top, perArticle, minScore, timeline, compare } = lookup;
	const shape = timeline ? TIMELINE : compare ? COMPARE : {};
	return {
		rerank: lookup.fast ? 0 : lookup.rerank,
		all: lookup.all ?? false,
		paths: lookup.path ?? [],
		since: lookup.since,
		until: lookup.until,
		sources: lookup.source ?? [],
		authors: lookup.author ?? [],
		speakers: lookup.speaker ?? [],
		languages: lookup.lang ?? [],
		recent: lookup.recent ?? false,
		signal,
		...(mode === undefined ? {} : { mode }),
		...(sort === undefined ? {} : { sort }),
		...shape,
		...(top === undefined ? {} : { top }),
		...(perArticle === undefined ? {} : { perArticle }),
		...(minScore === undefined ? {} : { minScore }),
	};
}

function refuseContradictions(lookup: Lookup): void {
	const { fast, rerank, timeline, compare, sort } = lookup;
	if (fast && rerank !== undefined) {
		throw usage("fast reads no passage again: leave out it or rerank");
	}
	if (timeline && compare) {
		throw usage("timeline and compare are two things: leave out one of them");
	}
	if (timeline && sort === "date") {
		throw usage("a timeline is in order of time already: leave out sort");
	}
}
