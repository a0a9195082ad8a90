/** Articles that are read and staged while those before them are embedded. */
export class Staging {
	/** Whether no more articles come. */
	complete = false;
	/** Rejects with what went wrong. */
	readonly ended: Promise<void>;
	readonly #stop = new AbortController();
	#wake = () => {};

	/**
	 * @param work - Stages articles, calls `staged` after each, and ends early once `stopped` is aborted.
	 */
	constructor(
		work: (run: { staged: () => void; stopped: AbortSignal }) => Promise<void>,
	) {
		const run = { staged: () => this.#wake(), stopped: this.#stop.signal };
		this.ended = work(run).finally(() => {
			this.complete = true;
			this.#wake();
		});
		// Whoever waits for the end gets the error; it may come before that.
		this.ended.catch(() => {});
	}

	/** Waits until another article is staged, or no more come. */
	async more(): Promise<void> {
		if (this.complete) return;
		await new Promise<void>((resolve) => {
			this.#wake = resolve;
		});
	}

	/** Ends it where what it staged is not wanted any more; never rejects. */
	async stop(): Promise<void> {
		this.#stop.abort();
		await this.ended.catch(() => {});
	}
}
