import type { AskOptions } from "../searcher/options.ts";
import { openIndex, type SearchIndex } from "../searcher/searcher.ts";
import type { Answer } from "../types.ts";
import { connectWarm } from "./client.ts";

/** What can be asked. */
export interface Asker {
	/** As {@link SearchIndex.ask}. */
	ask(question: string, options: AskOptions): Promise<Answer>;
	close(): Promise<void>;
}

/**
 * Asks a server that has the index loaded, where one of the same build runs; else, or once it is gone, the index itself.
 * The answers are the same, timings aside.
 *
 * @param build - Which build of this program this is; null to open the index itself.
 * @throws {SearchError} As {@link openIndex}.
 */
export async function openAsker(
	dir: string,
	build: string | null,
): Promise<Asker> {
	const warm = build === null ? null : await connectWarm(dir, build);
	if (!warm) return openIndex({ index: dir });
	let cold: SearchIndex | null = null;
	return {
		async ask(question, options) {
			const answer = cold ? null : await warm.ask(question, options);
			if (answer) return answer;
			cold ??= await openIndex({ index: dir });
			return cold.ask(question, options);
		},
		async close() {
			warm.close();
			await cold?.close();
		},
	};
}
