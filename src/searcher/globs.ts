import { runInNewContext } from "node:vm";
import picomatch from "picomatch";
import { SearchError } from "../errors.ts";

// A glob is matched by a regular expression, and some take for ever: whoever asks a server must not be able to stop it.
const LEAST_MS = 100;
const PATHS_PER_MS = 100;

/**
 * The paths that match any of the globs. One without a slash matches file names in every folder.
 *
 * @throws {SearchError} `USAGE` if that takes longer than it may: a tenth of a second, and a second for 100,000 paths.
 */
export function matchingAny<T extends { path: string }>(
	items: readonly T[],
	globs: readonly string[],
): T[] {
	const matchers = globs.map((glob) =>
		picomatch(glob, { basename: !glob.includes("/"), dot: true }),
	);
	const match = () =>
		items.filter(({ path }) => matchers.some((matches) => matches(path)));
	try {
		// Nothing but this can end a regular expression before it ends.
		return runInNewContext(
			"match()",
			{ match },
			{ timeout: Math.ceil(LEAST_MS + items.length / PATHS_PER_MS) },
		);
	} catch (error) {
		if (!isTimeout(error)) throw error;
		throw new SearchError(
			"USAGE",
			`it takes too long to match the paths with ${globs.join(", ")}`,
			"write them with fewer stars and brackets",
			{ cause: error },
		);
	}
}

function isTimeout(error: unknown): boolean {
	const { code } = error as { code?: unknown };
	return code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
}
