import { readFile, realpath, stat } from "node:fs/promises";
import { type Document, isUnreadable } from "../articles/document.ts";
import { documentAt, documentsIn, isStreamed } from "../articles/documents.ts";
import { isWithin, type Paths } from "../paths.ts";
import type { Store } from "../store/store.ts";
import type { Article, ArticlePlace, Result } from "../types.ts";

/** Where a record stands in its file, in bytes, where that is known. */
type At = Pick<Document, "at">;

/** An article's source as it is now. */
export interface SourceNow {
	/** Of the file, the member or the record. */
	sha256: string;
	/** @returns Null where it is no article any more. */
	article(): Promise<Article | null>;
	/** The bytes that offsets into the file are of. */
	bytes: Buffer;
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
	 * @param article - Of the index.
	 * @returns Null where the file, or the article in it, is gone or cannot be read.
	 */
	async read(article: ArticlePlace & Partial<At>): Promise<SourceNow | null> {
		const { map } = this.#store.state();
		return unlessUnreadable(async () => {
			const file = await this.#ours(article.path);
			if (file === null) return null;
			const found = await documentAt(file, article, article.at ?? null, map);
			return found && sourceOf(found);
		});
	}

	/**
	 * All articles that a file of the index holds by now, in order, by their place.
	 *
	 * @returns Nothing where the file is gone or cannot be read.
	 */
	async *articlesIn(
		path: string,
	): AsyncGenerator<Omit<ArticlePlace, "path"> & { now: SourceNow }> {
		const { map } = this.#store.state();
		const documents = await unlessUnreadable(async () => {
			const file = await this.#ours(path);
			if (file === null) return null;
			const bytes = isStreamed(file) ? null : await readFile(file);
			return documentsIn(file, bytes, map);
		});
		if (!documents) return;
		try {
			for (;;) {
				const next = await unlessUnreadable(() => documents.next());
				if (!next || next.done) return;
				if ("reason" in next.value) continue;
				const { member, record } = next.value;
				yield { member, record, now: sourceOf(next.value) };
			}
		} finally {
			await documents.return(undefined);
		}
	}

	/** Where a file of the index is; null where it is none of ours, or no file any more. */
	async #ours(path: string): Promise<string | null> {
		const file = this.#paths.toAbsolute(path);
		// A pipe in the file's place would never end.
		if (!(await stat(file)).isFile()) return null;
		return (await this.#isOurs(path, file)) ? file : null;
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

/**
 * What became of an article's source.
 *
 * @param now - Its SHA-256 as it is now; undefined where it is gone or cannot be read.
 */
export function becameOf(
	{ sha256 }: { sha256: string },
	now: string | undefined,
): Result["became"] {
	if (now === undefined) return "vanished";
	return now === sha256 ? null : "changed";
}

interface Roots {
	generation: number;
	files: ReadonlySet<string>;
	folders: readonly string[];
}

function sourceOf(document: Document): SourceNow {
	const { sha256, bytes } = document;
	let read: Promise<Article | null> | null = null;
	const article = () => {
		read ??= articleOf(document);
		return read;
	};
	return { sha256, bytes, article };
}

function articleOf(document: Document): Promise<Article | null> {
	return unlessUnreadable(async () => document.read());
}

/** Whatever the system says of a file, the answer to "does the source still hold" is no. */
async function unlessUnreadable<T>(work: () => Promise<T>): Promise<T | null> {
	try {
		return await work();
	} catch (error) {
		if (isUnreadable(error)) return null;
		throw error;
	}
}
