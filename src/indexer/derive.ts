import type { State } from "../store/schema.ts";
import type { Derived, NextGeneration } from "../store/writer.ts";
import type { Embedder } from "../types.ts";
import { calibrate } from "./calibrate.ts";
import type { GraphUpdate } from "./graph.ts";

/**
 * Makes what is derived of a generation that is about to be committed: its graph, and its thresholds.
 *
 * @param before - The state whose thresholds still hold; null for one built with other settings, or none.
 */
export async function derive(
	{ inUse, generation, store, changed }: NextGeneration,
	graph: GraphUpdate,
	embedder: Embedder,
	before: State | null,
): Promise<Derived> {
	const saved = await graph.save(inUse, generation);
	const calibration = await calibrate(store, graph, embedder, {
		before: before?.calibration ?? null,
		changed,
	});
	return { graph: saved, calibration };
}
