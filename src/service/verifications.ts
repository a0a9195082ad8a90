import type { SearchIndex } from "../searcher/searcher.ts";
import type { Verification } from "../types.ts";

/** What `ask verify --json` prints. */
export interface Verifications {
	checked: number;
	held: number;
	/** Of named citations all; of a whole index those that do not hold. */
	citations: Verification[];
}

/**
 * Checks citations, or without any the whole index.
 *
 * @throws The signal's reason when it is aborted.
 */
export async function verifications(
	index: SearchIndex,
	citations: readonly string[],
	signal: AbortSignal,
): Promise<Verifications> {
	const listed: Verification[] = [];
	let checked = 0;
	let held = 0;
	for await (const check of index.verify(citations)) {
		signal.throwIfAborted();
		checked += 1;
		if (check.holds) held += 1;
		if (!check.holds || citations.length > 0) listed.push(check);
	}
	return { checked, held, citations: listed };
}
