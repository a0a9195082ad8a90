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
	signal?: AbortSignal | undefined;
}

export type CheckedOptions = Required<
	Pick<AskOptions, "mode" | "top" | "perArticle" | "all" | "paths">
> & {
	rerank: number;
	minScore: number | null;
	signal: AbortSignal | undefined;
};

export const MODES: readonly Mode[] = ["hybrid", "semantic", "keyword"];

/** @throws {SearchError} `USAGE` if a value is out of its range. */
export function checkOptions(options: AskOptions): CheckedOptions {
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
	return {
		mode,
		top,
		perArticle,
		rerank,
		minScore: minScore ?? null,
		all: options.all ?? false,
		paths: options.paths ?? [],
		signal: options.signal,
	};
}

function usage(message: string): SearchError {
	return new SearchError("USAGE", message, "see ask --help");
}
