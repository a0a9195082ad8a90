import { Codes } from "../codes.ts";
import { isDerived } from "../derived-file.ts";
import type { Step } from "../step.ts";
import type { State } from "../store/schema.ts";
import type { Store } from "../store/store.ts";
import type { Derived, NextGeneration } from "../store/writer.ts";
import type { Embedder } from "../types.ts";
import { calibrate } from "./calibrate.ts";
import type { GraphUpdate } from "./graph.ts";

/**
 * Makes what is derived of a generation that is about to be committed: its graph, its rounded
 * vectors, and its thresholds.
 *
 * @param before - The state whose thresholds still hold; null for one built with other settings, or none.
 */
export async function derive(
	{ inUse, generation, store, changed, step }: NextGeneration,
	graph: GraphUpdate,
	embedder: Embedder,
	before: State | null,
): Promise<Derived> {
	const saved = await graph.save(inUse, generation);
	const codes = await saveCodes(store, generation, inUse.size, embedder, step);
	const calibration = await calibrate(store, graph.current, embedder, {
		before: before?.calibration ?? null,
		changed,
	});
	return { graph: saved, codes, calibration };
}

/** Saves the rounded vectors of a generation; null when there are none. */
export async function saveCodes(
	store: Store,
	generation: number,
	count: number,
	{ model }: Pick<Embedder, "model">,
	step: Step,
): Promise<State["codes"]> {
	if (count === 0) return null;
	const codes = Codes.of(store.vectors(null), count, model.dimensions);
	return codes.save(store.codesFile(generation), step);
}

/** Whether the rounded vectors of an index are what was saved. */
export async function codesHold(store: Store): Promise<boolean> {
	const { codes, generation } = store.state();
	return codes === null || isDerived(store.codesFile(generation), codes);
}
