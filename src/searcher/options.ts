import { SearchError } from "../errors.ts";
import { RERANK_DEPTH } from "../ranking/weights.ts";
import type { Mode } from "../types.ts";

export interface AskOptions {
	/** Default: `hybrid`, so that names and meaning are found. */
	mode?: Mode;
	/** Most passages to return, 1 to 100; default 5. */
	top?: number;
	/** Most passages of any one article, at least 1; default 2. */
	perArticle?: number;
	/**
	 * How many passages the cross-encoder reads again, 0 to 100; 0 is none, and is faster. Default: 5 in
	 * hybrid mode, 0 in the others, which have no use for it.
	 */
	rerank?: number | undefined;
	/** The score a passage has to reach, 0 to 1; default: the index's own threshold. */
	minScore?: number;
	/** Returns the best passages even below the threshold. */
	all?: boolean;
	/**
	 * Globs over citation paths; only articles that match any of them are looked at. One without a slash
	 * matches file names in every folder.
	 */
	paths?: readonly string[];
	/**
	 * Only articles published on this day or later, as they state it: `YYYY-MM-DD`, or a date or period in words
	 * (“last month”, “April 2025”), of which the first day counts. An article that states no day is left out.
	 */
	since?: string | undefined;
	/** Only articles published on this day or before; of a period its last day counts. */
	until?: string | undefined;
	/** Only articles of any of these outlets; all words of a name have to be in the outlet's. */
	sources?: readonly string[];
	/** Only articles by any of these. */
	authors?: readonly string[];
	/** Only passages in which any of these speaks. */
	speakers?: readonly string[];
	/** Only articles in any of these languages, as BCP 47 has them: `en` is also `en-GB`. */
	languages?: readonly string[];
	/**
	 * How the best passages are ordered: by `date` the newest come first, by `oldest` the oldest, those that state no
	 * day last. Default: `relevance`.
	 */
	sort?: Sort;
	/** Prefers what is newer, up to a bound: see {@link RECENCY}. Default: false. */
	recent?: boolean;
	signal?: AbortSignal | undefined;
}

export type Sort = "relevance" | "date" | "oldest";

export type CheckedOptions = Required<
	Pick<
		AskOptions,
		| "mode"
		| "top"
		| "perArticle"
		| "all"
		| "paths"
		| "sources"
		| "authors"
		| "speakers"
		| "languages"
		| "sort"
		| "recent"
	>
> & {
	rerank: number;
	minScore: number | null;
	/** Days, `YYYY-MM-DD`. */
	since: string | null;
	until: string | null;
	signal: AbortSignal | undefined;
};

export const SORTS: readonly Sort[] = ["relevance", "date", "oldest"];

const ALWAYS = { since: null, until: null };

export const MODES: readonly Mode[] = ["hybrid", "semantic", "keyword"];

/**
 * @param period - What `since` and `until` mean in days.
 * @throws {SearchError} `USAGE` if a value is out of its range.
 */
export function checkOptions(
	options: AskOptions,
	period: Pick<CheckedOptions, "since" | "until"> = ALWAYS,
): CheckedOptions {
	const { mode = "hybrid", top = 5, perArticle = 2, minScore } = options;
	if (!MODES.includes(mode)) {
		throw usage(`mode must be one of ${MODES.join(", ")}, not ${mode}`);
	}
	if (!Number.isInteger(top) || top < 1 || top > 100) {
		throw usage(`top must be a whole number from 1 to 100, not ${top}`);
	}
	if (!Number.isInteger(perArticle) || perArticle < 1) {
		throw usage(
			`the passages per article must be a whole number from 1, not ${perArticle}`,
		);
	}
	const rerank = options.rerank ?? (mode === "hybrid" ? RERANK_DEPTH : 0);
	if (!Number.isInteger(rerank) || rerank < 0 || rerank > 100) {
		throw usage(
			`the passages to read again must be a whole number from 0 to 100, not ${rerank}`,
		);
	}
	if (rerank > 0 && mode !== "hybrid") {
		throw usage(`passages are read again in hybrid mode only, not in ${mode}`);
	}
	if (minScore !== undefined && !(minScore >= 0 && minScore <= 1)) {
		throw usage(`the least score must be from 0 to 1, not ${minScore}`);
	}
	if (options.paths?.includes("")) {
		throw usage("a path to look at is empty");
	}
	const names = {
		sources: options.sources ?? [],
		authors: options.authors ?? [],
		speakers: options.speakers ?? [],
		languages: options.languages ?? [],
	};
	for (const [name, values] of Object.entries(names)) {
		if (values.some((value) => !/[\p{L}\p{N}]/u.test(value))) {
			throw usage(`one of the ${name} to look for has no letter`);
		}
	}
	const { sort = "relevance" } = options;
	if (!SORTS.includes(sort)) {
		throw usage(
			`results are sorted by any of ${SORTS.join(", ")}, not by ${sort}`,
		);
	}
	const { since, until } = period;
	if (since !== null && until !== null && since > until) {
		throw usage(`nothing is both since ${since} and until ${until}`);
	}
	return {
		mode,
		top,
		perArticle,
		rerank,
		minScore: minScore ?? null,
		all: options.all ?? false,
		paths: options.paths ?? [],
		...names,
		since,
		until,
		sort,
		recent: options.recent ?? false,
		signal: options.signal,
	};
}

export function usage(message: string): SearchError {
	return new SearchError("USAGE", message, "see ask --help");
}
