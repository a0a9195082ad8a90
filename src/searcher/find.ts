import { candidatesOf } from "../candidates.ts";
import { type Fused, fuse } from "../ranking/fusion.ts";
import type { Allowed } from "../store/filter.ts";
import type { PassageRow } from "../store/rows.ts";
import type { Store } from "../store/store.ts";
import type { Answer } from "../types.ts";
import { type IsAsked, speakersAsked } from "./asked-speaker.ts";
import { allowedBy } from "./filter.ts";
import type { CheckedOptions } from "./options.ts";
import { preferred } from "./preferred.ts";
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
	/** Who is asked about as one who speaks; null where nobody is. */
	isAsked: IsAsked | null;
	/** Whether a filter left any passage to look at. */
	anyPassage: boolean;
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
	options: CheckedOptions,
): Found {
	const { mode, top, rerank } = options;
	const counts = store.counts();
	const allowed = allowedBy(store, options);
	const isAsked = speakersAsked(question, options.speakers);
	const { candidates, ceiling, weights } = candidatesOf(store, question, {
		mode,
		vector,
		graph,
		codes,
		allowed,
	});
	const fused = preferred(
		store,
		fuse(candidates, mode, counts.passages / counts.articles),
		isAsked,
		options,
	);
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
		isAsked,
		anyPassage: isAny(allowed),
		index: { generation, ...counts, model: settings.model.name },
	};
}

function isAny(allowed: Allowed | null): boolean {
	return [allowed?.articles, allowed?.passages].every(
		(ids) => !ids || ids.length > 0,
	);
}
