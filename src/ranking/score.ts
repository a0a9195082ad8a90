import { SCORE } from "./weights.ts";

/** What is known of a passage by itself; null where it was not found or not looked for. */
export interface Signals {
	/** Cosine in [−1, 1]. */
	similarity: number | null;
	/** BM25, above 0. */
	keyword: number | null;
	/** The cross-encoder's; higher is better. */
	logit: number | null;
}

/**
 * How much speaks for a passage: the cosine, plus the share of the BM25 that it could have, plus what the
 * cross-encoder says. Rises with each of them; a signal that is not known adds nothing.
 *
 * @param ceiling - See {@link keywordCeiling}. Against it, BM25 compares between questions and indexes.
 */
export function evidenceOf(
	{ similarity, keyword, logit }: Signals,
	ceiling: number,
): number {
	const meaning = Math.max(0, similarity ?? 0);
	const words = keyword === null ? 0 : Math.min(1, keyword / ceiling);
	const reading =
		logit === null ? 0 : SCORE.logit * (logit - SCORE.neutralLogit);
	return meaning + words + reading;
}

/** Evidence as a score in [0, 1], by a logistic curve: the same for every question, mode and index. */
export function scoreOf(evidence: number): number {
	return 1 / (1 + Math.exp(-SCORE.slope * (evidence - SCORE.middle)));
}

// The saturation of term frequency in FTS5's BM25.
const K1 = 1.2;

/**
 * How much each term says: its inverse document frequency, as FTS5's BM25 has it.
 *
 * @param frequencies - In how many passages each term stands; 0 when left out.
 */
export function inverseFrequencies(
	terms: readonly string[],
	frequencies: ReadonlyMap<string, number>,
	passages: number,
): Map<string, number> {
	return new Map(
		terms.map((term) => {
			const count = frequencies.get(term) ?? 0;
			const idf = Math.log((passages - count + 0.5) / (count + 0.5));
			// FTS5 gives terms that stand in most passages this instead of a negative weight.
			return [term, Math.max(idf, 1e-6)];
		}),
	);
}

/**
 * The BM25 that no passage can exceed: what one would have that repeats every term without end. A
 * passage of average length that holds every term once has 1 / 2.2 of it.
 *
 * @param weights - See {@link inverseFrequencies}.
 */
export function keywordCeiling(weights: ReadonlyMap<string, number>): number {
	return (K1 + 1) * [...weights.values()].reduce((sum, idf) => sum + idf, 0);
}
