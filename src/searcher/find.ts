import picomatch from "picomatch";
import { candidatesOf } from "../candidates.ts";
import { type Fused, fuse } from "../ranking/fusion.ts";
import type { PassageRow, Store } from "../store/store.ts";
import type { Answer } from "../types.ts";
import type { CheckedOptions } from "./options.ts";
import type { LoadedVectors } from "./vectors.ts";

/** What one snapshot of the store holds for a question. */
export interface Found extends Pick<Answer, "index"> {
	/** All that was found, best first. */
	fused: Fused[];
	/** The best of them with their texts, by id. */
	rows: ReadonlyMap<number, PassageRow>;
	/** The BM25 that no passage can exceed. */
	ceiling: number;
	/** How much each word of the question says. */
	weights: ReadonlyMap<string, number>;
	/** The score below which this index has no answer. */
	threshold: number;
	/** Whether a filter left any article to look at. */
	anyArticle: boolean;
}

// Passages whose texts are read: room for those to show, few of one article, and for their copies …
const ROWS = 60;
// … and for every passage to show so many that its article has too many of.
const ROWS_PER_RESULT = 4;

/**
 * Finds and orders passages in one snapshot of the store.
 *
 * @param vector - Of the question; null to look for keywords only.
 */
export function find(
	store: Store,
	question: string,
	vector: Float32Array | null,
	{ graph, codes }: Pick<LoadedVectors, "graph" | "codes">,
	{ mode, paths, top, rerank }: CheckedOptions,
): Found {
	const counts = store.counts();
	const articleIds = paths.length > 0 ? matching(store, paths) : null;
	const { candidates, ceiling, weights } = candidatesOf(store, question, {
		mode,
		vector,
		graph,
		codes,
		articleIds,
	});
	const fused = fuse(candidates, mode, counts.passages / counts.articles);
	const rows = store.passages(
		fused
			.slice(0, ROWS + ROWS_PER_RESULT * Math.max(top, rerank))
			.map(({ id }) => id),
	);
	const { generation, settings, calibration } = store.state();
	return {
		fused,
		rows: new Map(rows.map((row) => [row.id, row])),
		ceiling,
		weights,
		threshold: calibration?.thresholds[mode] ?? 0,
		anyArticle: articleIds === null || articleIds.length > 0,
		index: { generation, ...counts, model: settings.model.name },
	};
}

/** Ids of the articles whose path matches any of the globs. */
function matching(store: Store, globs: readonly string[]): number[] {
	const matchers = globs.map((glob) =>
		picomatch(glob, { basename: !glob.includes("/"), dot: true }),
	);
	return store
		.articles()
		.filter(({ path }) => matchers.some((matches) => matches(path)))
		.map(({ id }) => id);
}
