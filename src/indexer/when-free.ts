import { setTimeout } from "node:timers/promises";
import { SearchError } from "../errors.ts";
import type { Writer } from "../store/writer.ts";
import type { BuildOptions } from "./indexer.ts";

const BETWEEN_TRIES_MS = 200;

/** Opens an index, as soon as no other process updates it where that is worth waiting for. */
export async function whenFree(
	open: () => Writer,
	{
		wait,
		signal,
		onProgress,
	}: Pick<BuildOptions, "wait" | "signal" | "onProgress">,
): Promise<Writer> {
	for (;;) {
		try {
			return open();
		} catch (error) {
			const isBusy =
				error instanceof SearchError && error.code === "INDEX_BUSY";
			if (!wait || !isBusy) throw error;
		}
		onProgress?.({ phase: "wait", done: 0, total: null });
		await setTimeout(BETWEEN_TRIES_MS);
		signal?.throwIfAborted();
	}
}
