import type { SearchIndex } from "../searcher/searcher.ts";
import type { Limit } from "../service/limit.ts";
import type { LiveIndex } from "../service/live-index.ts";
import { toSearchError } from "./failure.ts";

/** Where calls wait for their turn with the index: a model may send many at once. */
export class Desk {
	readonly #live: LiveIndex;
	readonly #limit: Limit;

	constructor(live: LiveIndex, limit: Limit) {
		this.#live = live;
		this.#limit = limit;
	}

	/**
	 * Runs `work` with the index as it is then.
	 *
	 * @throws {SearchError} Whatever goes wrong but a cancellation, with a hint that is of use to a client.
	 */
	async use<T>(
		signal: AbortSignal,
		work: (index: SearchIndex) => Promise<T>,
	): Promise<T> {
		return this.#limit(async () => {
			signal.throwIfAborted();
			try {
				return await this.#live.use(work);
			} catch (error) {
				// Nobody waits for it any more.
				if (signal.aborted) throw error;
				throw toSearchError(error, this.#live.building());
			}
		});
	}
}
