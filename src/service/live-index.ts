import { statSync } from "node:fs";
import { join } from "node:path";
import {
	type OpenOptions,
	openIndex,
	type SearchIndex,
} from "../searcher/searcher.ts";
import { readBuilding } from "../store/building.ts";
import { DATABASE } from "../store/names.ts";
import type { Progress } from "../types.ts";

/** An index that was opened, and who uses it. */
interface Opened {
	index: Promise<SearchIndex>;
	/** Of the database file, to see whether another one has taken its place. */
	identity: string | null;
	users: number;
	isCurrent: boolean;
}

/**
 * An index for a process that outlives it: opened when it first appears, and anew where another database has taken its
 * place. New generations of the same database need nothing of that.
 */
export class LiveIndex {
	readonly #options: OpenOptions;
	readonly #onOpen: () => void;
	#opened: Opened | null = null;

	/** @param onOpen - Told whenever an index was opened: the first, and each that took its place. */
	constructor(options: OpenOptions, onOpen: () => void = () => {}) {
		this.#options = options;
		this.#onOpen = onOpen;
	}

	/** The index folder. */
	get dir(): string {
		return this.#options.index;
	}

	/**
	 * Runs `work` with the index as it is now.
	 *
	 * @throws {SearchError} `INDEX_NOT_FOUND`, `INDEX_CORRUPT`, `INDEX_INCOMPATIBLE`, and what `work` throws.
	 */
	async use<T>(work: (index: SearchIndex) => Promise<T>): Promise<T> {
		const opened = this.#current();
		opened.users += 1;
		try {
			return await work(await opened.index);
		} finally {
			opened.users -= 1;
			await closeUnused(opened);
		}
	}

	/** How far the process has got that builds or updates the index; null where none does. */
	building(): Progress | null {
		return readBuilding(this.dir);
	}

	/** Closes the index once nobody uses it. */
	async close(): Promise<void> {
		const opened = this.#opened;
		this.#opened = null;
		if (opened) await retire(opened);
	}

	#current(): Opened {
		const identity = identityOf(join(this.dir, DATABASE));
		if (this.#opened && this.#opened.identity !== identity) {
			// Whoever uses the old one closes it.
			retire(this.#opened).catch(() => {});
			this.#opened = null;
		}
		if (!this.#opened) {
			const index = openIndex(this.#options);
			const opened = { index, identity, users: 0, isCurrent: true };
			this.#opened = opened;
			index.then(this.#onOpen, () => {
				// It is tried again the next time.
				if (this.#opened === opened) this.#opened = null;
			});
		}
		return this.#opened;
	}
}

async function retire(opened: Opened): Promise<void> {
	opened.isCurrent = false;
	await closeUnused(opened);
}

async function closeUnused(opened: Opened): Promise<void> {
	if (opened.isCurrent || opened.users > 0) return;
	const index = await opened.index.catch(() => null);
	await index?.close();
}

/** Which file this is; null where there is none. */
function identityOf(file: string): string | null {
	const stat = statSync(file, { throwIfNoEntry: false, bigint: true });
	return stat ? `${stat.dev}:${stat.ino}` : null;
}
