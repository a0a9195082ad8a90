/** What a ranking is worth for one question; shares in [0, 1]. */
export interface Measures {
	ndcg10: number;
	recall10: number;
	mrr10: number;
	p1: number;
}

const DEPTH = 10;

/**
 * Measures the first ten documents of a ranking, as trec_eval does.
 *
 * nDCG has linear gain and a discount of log2(rank + 1) (Järvelin & Kekäläinen,
 * https://doi.org/10.1145/582415.582418).
 *
 * @param ranking - Document ids, best first, each once.
 * @param relevance - Of the judged documents; those at or below 0 are not relevant. At least one is.
 */
export function measure(
	ranking: readonly string[],
	relevance: ReadonlyMap<string, number>,
): Measures {
	const gains = ranking
		.slice(0, DEPTH)
		.map((id) => Math.max(0, relevance.get(id) ?? 0));
	const relevant = [...relevance.values()].filter((gain) => gain > 0);
	const ideal = relevant.sort((a, b) => b - a).slice(0, DEPTH);
	const first = gains.findIndex((gain) => gain > 0);
	return {
		ndcg10: discounted(gains) / discounted(ideal),
		recall10: gains.filter((gain) => gain > 0).length / relevant.length,
		mrr10: first === -1 ? 0 : 1 / (first + 1),
		p1: first === 0 ? 1 : 0,
	};
}

function discounted(gains: readonly number[]): number {
	return gains.reduce(
		(sum, gain, index) => sum + gain / Math.log2(index + 2),
		0,
	);
}

/**
 * Whether a passage, led by its article's title, holds any of the answers: both in lower case and without
 * anything but letters, digits, underscores and spaces.
 */
export function holdsAnswer(
	title: string | null,
	passage: string,
	answers: readonly string[],
): boolean {
	const text = bare(`${title ?? ""} ${passage}`);
	return answers.some((answer) => text.includes(bare(answer)));
}

function bare(text: string): string {
	return text.toLowerCase().replace(/[^\p{L}\p{N}_\s]/gu, "");
}

export function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The smallest value that at least a share `p` of all values do not exceed (nearest rank). */
export function percentile(values: readonly number[], p: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}
