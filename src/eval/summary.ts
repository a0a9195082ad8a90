import type { Ranking } from "../searcher/rank.ts";
import type { EvalMeasures } from "../types.ts";
import type { Qrels, Query } from "./collection.ts";
import {
	holdsAnswer,
	type Measures,
	mean,
	measure,
	percentile,
} from "./metrics.ts";

/** What one question showed. */
export interface Observation extends Measures {
	/** Rank of the first passage that holds an answer, from 1; infinite beyond the tenth, null without answers. */
	answerRank: number | null;
	ms: number;
}

/** What tells how good a ranking is. */
export interface Judgements {
	qrels: Qrels;
	/** Document ids by article id. */
	documents: ReadonlyMap<number, string>;
}

const DEPTH = 10;

export function observe(
	{ passages, rows }: Pick<Ranking, "passages" | "rows">,
	ms: number,
	{ id, answers }: Query,
	{ qrels, documents }: Judgements,
): Observation {
	const ranked = passages.flatMap(
		({ articleId }) => documents.get(articleId) ?? [],
	);
	const best = passages.slice(0, DEPTH).map((passage) => rows.get(passage.id));
	const holding = best.findIndex(
		(row) =>
			row && answers && holdsAnswer(row.article.title, row.text, answers),
	);
	return {
		...measure([...new Set(ranked)], qrels.get(id) ?? new Map()),
		answerRank:
			answers === null
				? null
				: holding === -1
					? Number.POSITIVE_INFINITY
					: holding + 1,
		ms,
	};
}

/** @param observed - Of at least one question. */
export function summarise(observed: readonly Observation[]): EvalMeasures {
	const ranks = observed.flatMap(({ answerRank }) => answerRank ?? []);
	const answered = (within: number) =>
		ranks.length === 0
			? null
			: ranks.filter((rank) => rank <= within).length / ranks.length;
	const milliseconds = observed.map(({ ms }) => ms);
	return {
		ndcg10: mean(observed.map(({ ndcg10 }) => ndcg10)),
		recall10: mean(observed.map(({ recall10 }) => recall10)),
		mrr10: mean(observed.map(({ mrr10 }) => mrr10)),
		p1: mean(observed.map(({ p1 }) => p1)),
		answer1: answered(1),
		answer3: answered(3),
		answer10: answered(10),
		latencyMsP50: percentile(milliseconds, 0.5),
		latencyMsP95: percentile(milliseconds, 0.95),
	};
}
