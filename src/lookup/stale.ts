import { placeName } from "../citation.ts";
import { SearchError } from "../errors.ts";
import type { Answer } from "../types.ts";

export const STALE_POLICIES = ["warn", "ignore", "error"] as const;
/** What to do about passages whose source changed or vanished since it was indexed. */
export type StalePolicy = (typeof STALE_POLICIES)[number];

/**
 * Lets no answer pass that rests on a source which is not what was indexed, where that is wanted.
 *
 * @throws {SearchError} `SOURCE_STALE`, if the policy is `error` and there is such a source.
 */
export function refuseStale(
	answer: Answer,
	{ stale }: { stale?: StalePolicy | undefined },
): void {
	const { files, said } = staleSources(answer);
	if (stale !== "error" || files === 0) return;
	throw new SearchError(
		"SOURCE_STALE",
		`the index is not up to date with ${said}`,
		"bring it up to date: ask index, or take it as it is: --stale warn",
	);
}

/**
 * The articles behind the results that are not what was indexed: how many, and each with what became of it,
 * as the article names its path: not made safe for a terminal.
 */
export function staleSources({ results }: Answer): {
	files: number;
	said: string;
} {
	const became = new Map(
		results.flatMap(({ became, citation }) =>
			became ? [[placeName(citation), became] as const] : [],
		),
	);
	const said = [...became].map(([path, became]) => `${path} (${became})`);
	return { files: became.size, said: said.join(", ") };
}
