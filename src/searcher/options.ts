import { SearchError } from "../errors.ts";
import type { Mode } from "../types.ts";

export interface AskOptions {
	/** Default: `hybrid`, so that names and meaning are found. */
	mode?: Mode;
	/** Most passages to return, 1 to 100; default 5. */
	top?: number;
	/** Most passages of any one article, at least 1; default 2. */
	perArticle?: number;
	/** The score a passage has to reach, 0 to 1; default: the mode's own threshold. */
	minScore?: number;
	/** Returns the best passages even below the threshold. */
	all?: boolean;
	/**
	 * Globs over citation paths; only articles that match any of them are looked at. One without a slash
	 * matches file names in every folder.
	 */
	paths?: readonly string[];
	signal?: AbortSignal;
}

export type CheckedOptions = Required<
	Pick<AskOptions, "mode" | "top" | "perArticle" | "all" | "paths">
> & { minScore: number | null; signal: AbortSignal | undefined };

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
		minScore: minScore ?? null,
		all: options.all ?? false,
		paths: options.paths ?? [],
		signal: options.signal,
	};
}

function usage(message: string): SearchError {
	return new SearchError("USAGE", message, "see ask --help");
}
