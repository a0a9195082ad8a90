import { createHash } from "node:crypto";
import { readFile, realpath, stat } from "node:fs/promises";
import { isWithin, type Paths } from "../paths.ts";
import type { Store } from "../store/store.ts";

/** A source file as it is now. */
export interface SourceNow {
	bytes: Buffer;
	sha256: string;
}

/**
 * The articles of an index as they are now. Nothing else is ever read: neither what a forged path names, nor what a link
 * that took an article's place points to.
 */
export class Sources {
	readonly #store: Store;
	readonly #paths: Paths;
	#roots: Roots | null = null;

	constructor(store: Store, paths: Paths) {
		this.#store = store;
		this.#paths = paths;
	}

	/**
	 * An article's source.
	 *
	 * @param path - Of an article of the index, as it is stored.
	 * @returns Null where the file is gone or cannot be read.
	 */
	async read(path: string): Promise<SourceNow | null> {
		try {
			const file = this.#paths.toAbsolute(path);
			// A pipe in the file's place would never end.
			if (!(await stat(file)).isFile()) return null;
			if (!(await this.#isOurs(path, file))) return null;
			const bytes = await readFile(file);
			const sha256 = createHash("sha256").update(bytes).digest("hex");
			return { bytes, sha256 };
		} catch (error) {
			// Whatever the system says of the file, the answer to "does the source still hold" is no.
			const isFiles =
				error instanceof Error &&
				("syscall" in error ||
					("code" in error && error.code === "ERR_FS_FILE_TOO_LARGE"));
			if (isFiles) return null;
			throw error;
		}
	}

	/** Whether a file is one that was named, or lies in a folder that was: links out of it are not followed. */
	async #isOurs(path: string, file: string): Promise<boolean> {
		const { files, folders } = this.#current();
		if (files.has(path)) return true;
		const real = await realpath(file);
		for (const folder of folders) {
			if (!isWithin(path, folder)) continue;
			const root = await realpath(this.#paths.toAbsolute(folder));
			if (isWithin(real, root)) return true;
		}
		return false;
	}

	#current(): Roots {
		const { generation } = this.#store.state();
		if (this.#roots?.generation !== generation) {
			const sources = this.#store.sources();
			const of = (wanted: string) =>
				sources.filter(({ kind }) => kind === wanted).map(({ path }) => path);
			const files = new Set(of("file"));
			this.#roots = { generation, files, folders: of("folder") };
		}
		return this.#roots;
	}
}

interface Roots {
	generation: number;
	files: ReadonlySet<string>;
	folders: readonly string[];
}
