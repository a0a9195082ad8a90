import { candidatesOf } from "../candidates.ts";
import type { Graph } from "../hnsw.ts";
import { evidenceOf, scoreOf } from "../ranking/score.ts";
import { THRESHOLD } from "../ranking/weights.ts";
import type { Calibration } from "../store/schema.ts";
import type { Store } from "../store/store.ts";
import type { Embedder, Mode } from "../types.ts";
import { UNANSWERABLE } from "./unanswerable.ts";

// Drawn anew once this share of the passages came or went.
const CHANGED_SHARE = 0.1;

/**
 * The thresholds of an index that is about to be committed: drawn from it anew where enough of it changed,
 * else those it had.
 *
 * The more an index holds, the better something in it seems to fit any question. So questions that no
 * article answers are asked of it, and the threshold stands as far above the median of their best evidence as
 * was measured to part them from questions that it does answer. The median: some collections hold a field
 * that a few of the questions come close to.
 *
 * @param before - Of the generation before; null where there is none, or none that holds.
 * @param changed - Passages that came or went since.
 * @returns Null for an index without passages.
 */
export async function calibrate(
	store: Store,
	graph: Pick<Graph, "search"> | null,
	embedder: Embedder,
	{ before, changed }: { before: Calibration | null; changed: number },
): Promise<Calibration | null> {
	const { passages } = store.counts();
	if (passages === 0) return null;
	const sinceThen = (before?.changed ?? 0) + changed;
	if (before && sinceThen < CHANGED_SHARE * passages) {
		return { ...before, changed: sinceThen };
	}
	const best: Record<Mode, number[]> = {
		hybrid: [],
		semantic: [],
		keyword: [],
	};
	for (const question of UNANSWERABLE) {
		const { candidates, ceiling } = candidatesOf(store, question, {
			mode: "hybrid",
			vector: await embedder.embedQuestion(question),
			graph,
			codes: null,
			allowed: null,
		});
		for (const mode of ["hybrid", "semantic", "keyword"] as const) {
			best[mode].push(
				candidates.reduce((most, { similarity, keyword }) => {
					const evidence = evidenceOf(
						{
							similarity: mode === "keyword" ? null : similarity,
							keyword: mode === "semantic" ? null : keyword,
							logit: null,
						},
						ceiling,
					);
					return Math.max(most, evidence);
				}, 0),
			);
		}
	}
	return {
		thresholds: {
			hybrid: thresholdOf("hybrid", best.hybrid),
			semantic: thresholdOf("semantic", best.semantic),
			keyword: thresholdOf("keyword", best.keyword),
		},
		changed: 0,
	};
}

function thresholdOf(mode: Mode, evidence: readonly number[]): number {
	const sorted = [...evidence].sort((a, b) => a - b);
	const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
	return scoreOf(median + THRESHOLD.margin[mode]);
}
