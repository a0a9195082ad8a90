/** Articles that are read and staged while those before them are embedded. */
export class Staging {
	/** Whether no more articles come. */
	complete = false;
	/** Rejects with what went wrong. */
	readonly ended: Promise<void>;
	#stopped = false;
	#wake = () => {};

	/** @param articles - Each is staged when it is given. */
	constructor(articles: AsyncIterable<unknown>) {
		this.ended = this.#run(articles).finally(() => {
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
		this.#stopped = true;
		await this.ended.catch(() => {});
	}

	async #run(articles: AsyncIterable<unknown>): Promise<void> {
		for await (const _ of articles) {
			this.#wake();
			if (this.#stopped) return;
		}
	}
}
