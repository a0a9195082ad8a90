import { refuseStale, type StalePolicy } from "../../lookup/stale.ts";
import type { SearchIndex } from "../../searcher/searcher.ts";
import type { Answer, Result } from "../../types.ts";
import type { Ask } from "./searching.ts";

/**
 * Looks questions up in an index; of an answer without results the nearest miss is found.
 *
 * @param stale - What to do about sources that are not what was indexed: to tell of them, not to, or to throw.
 */
export function lookUpIn(
	index: Pick<SearchIndex, "ask" | "show">,
	stale: StalePolicy = "warn",
): Ask {
	return async (question, options) => {
		const answer = await index.ask(question, options);
		refuseStale(answer, { stale });
		const miss =
			answer.results.length === 0 ? await nearestMiss(index, answer) : null;
		const results = miss ? [miss] : answer.results;
		return {
			answer,
			results:
				stale === "ignore"
					? results.map((result) => ({ ...result, became: null }))
					: results,
		};
	};
}

async function nearestMiss(
	index: Pick<SearchIndex, "show">,
	{ nearestMiss: citation, bestScore }: Answer,
): Promise<Result | null> {
	if (!citation || bestScore === null) return null;
	const { text, stale } = await index.show(citation.id, { context: 0 });
	return {
		rank: 1,
		score: bestScore,
		similarity: null,
		keyword: null,
		reranker: null,
		text,
		highlight: null,
		quotes: [],
		speakers: [],
		citation,
		stale,
		became: null,
		alsoIn: [],
	};
}
