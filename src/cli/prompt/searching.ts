import pLimit from "p-limit";
import { reasonOf } from "../../errors.ts";
import type { AskOptions } from "../../searcher/options.ts";
import type { Answer, Result } from "../../types.ts";
import type { Stage } from "./stages.ts";

/** What a lookup gave. */
export interface Found {
	answer: Answer;
	/** What can be chosen from: the answer's results; of an answer without any, the nearest miss. */
	results: readonly Result[];
}

/** Looks a question up; rejects where it is aborted. */
export type Ask = (
	question: string,
	options: AskOptions & { signal: AbortSignal },
) => Promise<Found>;

/** How far the search for what is typed has got. A new object each time that something changes. */
export interface Search {
	/**
	 * Of the question, or still of the one before while nothing is found for this one yet; null for none. Its question
	 * is in its answer.
	 */
	found: Found | null;
	/** Which stage it is of. */
	stage: Stage["name"] | null;
	/** Whether more may be found. */
	pending: boolean;
	/** Why it could not be looked for, or not as well as it should have been. */
	failure: string | null;
}

/** Resolves after so many milliseconds; rejects where it is aborted before. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<unknown>;

const NOTHING: Search = {
	found: null,
	stage: null,
	pending: false,
	failure: null,
};

/**
 * Looks up what is being typed, in stages, each once the keys have rested long enough for it.
 *
 * Never are two lookups under way at once, and what is found for an older question is dropped.
 */
export class Searching {
	readonly #ask: Ask;
	readonly #stages: readonly Stage[];
	readonly #wait: Wait;
	readonly #oneAtATime = pLimit(1);
	readonly #listeners = new Set<(search: Search) => void>();
	#current = new AbortController();
	#question = "";
	#search = NOTHING;

	constructor(ask: Ask, stages: readonly Stage[], wait: Wait) {
		this.#ask = ask;
		this.#stages = stages;
		this.#wait = wait;
	}

	get search(): Search {
		return this.#search;
	}

	/**
	 * Hears of every change.
	 *
	 * @returns What ends that.
	 */
	subscribe(listener: (search: Search) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** Begins to look for a question, and gives up the one before; a blank one finds nothing. */
	lookFor(typed: string): void {
		const question = typed.trim();
		if (question === this.#question) return;
		this.#question = question;
		this.#current.abort();
		this.#current = new AbortController();
		if (question === "") {
			this.#publish(NOTHING);
			return;
		}
		this.#publish({ ...this.#search, pending: true, failure: null });
		void this.#lookUp(question, this.#current.signal);
	}

	/** Looks up an example and forgets what it finds, so that models are loaded by the time that they are wanted. */
	warmUp(example: string): void {
		const options = this.#stages.find(({ name }) => name === "meaning");
		if (options) {
			const { signal } = this.#current;
			this.#lookUpOnce(example, options, signal).catch(() => {
				// What is wrong with it will be said of a question that somebody asks.
			});
		}
	}

	/** Gives up; resolves when no lookup is under way. */
	async stop(): Promise<void> {
		this.#listeners.clear();
		this.#current.abort();
		await this.#oneAtATime(() => {});
	}

	async #lookUp(question: string, signal: AbortSignal): Promise<void> {
		const rests = this.#stages.map(({ restMs }) => this.#wait(restMs, signal));
		for (const rest of rests) rest.catch(() => {});
		try {
			for (const [at, stage] of this.#stages.entries()) {
				await rests[at];
				const found = await this.#lookUpOnce(question, stage, signal);
				signal.throwIfAborted();
				if (stage.tentative && found.answer.results.length === 0) continue;
				this.#publish({
					found,
					stage: stage.name,
					pending: at < this.#stages.length - 1,
					failure: null,
				});
			}
		} catch (error) {
			if (signal.aborted) return;
			const isOfThis = this.#search.found?.answer.question === question;
			this.#publish({
				...(isOfThis ? this.#search : NOTHING),
				pending: false,
				failure: reasonOf(error),
			});
		}
	}

	#lookUpOnce(
		question: string,
		{ options }: Stage,
		signal: AbortSignal,
	): Promise<Found> {
		return this.#oneAtATime(() => {
			signal.throwIfAborted();
			return this.#ask(question, { ...options, signal });
		});
	}

	#publish(search: Search): void {
		this.#search = search;
		for (const listener of this.#listeners) listener(search);
	}
}
