import { hash } from "node:crypto";
import { readFile } from "node:fs/promises";
import {
	type Document,
	isUnreadable,
	type Unread,
	whyUnread,
} from "../articles/document.ts";
import { documentAt, documentsIn, isStreamed } from "../articles/documents.ts";
import type { FieldMap } from "../articles/field-names.ts";
import { placeName } from "../citation.ts";
import { hashFile } from "../hashing/hashed-file.ts";
import type { Paths } from "../paths.ts";
import type { IndexedArticle } from "../store/rows.ts";
import type { Writer } from "../store/writer.ts";
import type { SkippedFile } from "../types.ts";
import type { Run } from "./embed.ts";
import type { Preparer } from "./preparer.ts";
import { readAhead } from "./read-ahead.ts";
import type { Scan } from "./sources.ts";

/** A file whose articles are to be staged. */
interface SourceFile {
	path: string;
	sha256: string;
	/** Null for one that is read piece by piece. */
	bytes: Buffer | null;
}

/** Reads the files of an update and stages their articles; notes what it saw. */
export class Reading {
	readonly warnings: string[] = [];
	readonly skipped: SkippedFile[] = [];
	/** Places of the articles that were staged because they are new or changed. */
	readonly staged: string[] = [];
	/** Places of the articles of the files that were read. */
	readonly keys = new Set<string>();
	/** Files whose articles all stay: nothing changed, or they could not be read. */
	readonly unchanged = new Set<string>();
	readonly #writer: Writer;
	readonly #preparer: Preparer;
	readonly #paths: Paths;
	readonly #map: FieldMap;
	readonly #run: Run;

	constructor(
		writer: Writer,
		preparer: Preparer,
		paths: Paths,
		map: FieldMap,
		run: Run,
	) {
		this.#writer = writer;
		this.#preparer = preparer;
		this.#paths = paths;
		this.#map = map;
		this.#run = run;
	}

	/**
	 * Reads and stages what is new or changed.
	 *
	 * @param indexed - What the index holds, as far as it can be compared with what is read now.
	 */
	async *stage(
		scan: Scan,
		indexed: readonly IndexedArticle[],
		files: ReadonlyMap<string, string>,
		{ sameMap }: { sameMap: boolean },
	): AsyncGenerator<void> {
		this.skipped.push(...scan.unreadable);
		const hashes = new Map(
			indexed.map((article) => [placeName(article), article.sha256]),
		);
		const total = scan.files.length;
		let done = 0;
		const contents = readAhead(scan.files, (path) => this.#content(path));
		for await (const { path, content } of contents) {
			this.#run.signal?.throwIfAborted();
			this.#run.onProgress({ phase: "read", done, total });
			done += 1;
			try {
				if (content.status === "rejected") throw content.reason;
				const { sha256, bytes } = content.value;
				if (files.get(path) === sha256) {
					this.unchanged.add(path);
					continue;
				}
				yield* this.#stageFile({ path, sha256, bytes }, hashes, sameMap);
			} catch (error) {
				if (!isUnreadable(error)) throw error;
				// What of it was not seen may still be there.
				this.unchanged.add(path);
				this.skipped.push({ path, reason: whyUnread(error) });
				this.#writer.stageFile(path, null);
			}
		}
		yield* this.#stageAgain();
		this.#run.onProgress({ phase: "read", done: total, total });
	}

	/** A file's SHA-256, and its bytes where it is to be read whole. */
	async #content(path: string): Promise<Omit<SourceFile, "path">> {
		const file = this.#paths.toAbsolute(path);
		if (isStreamed(path)) {
			const { sha256 } = await hashFile(file);
			return { sha256, bytes: null };
		}
		const bytes = await readFile(file);
		return { sha256: hash("sha256", bytes), bytes };
	}

	/** Stages the articles of one file that are new or changed. */
	async *#stageFile(
		{ path, sha256, bytes }: SourceFile,
		hashes: ReadonlyMap<string, string>,
		sameMap: boolean,
	): AsyncGenerator<void> {
		const unread: Unread[] = [];
		const file = this.#paths.toAbsolute(path);
		for await (const found of documentsIn(file, bytes, this.#map)) {
			this.#run.signal?.throwIfAborted();
			const key = placeName({ path, ...found });
			this.keys.add(key);
			try {
				if ("reason" in found) unread.push(found);
				else if (hashes.get(key) !== found.sha256) {
					await this.#stageDocument(path, found);
					this.staged.push(key);
					yield;
				}
			} catch (error) {
				if (!isUnreadable(error)) throw error;
				const { member, record } = found;
				unread.push({ member, record, reason: whyUnread(error) });
				// What other fields gave of it cannot be verified with these.
				if (!sameMap) this.keys.delete(key);
			}
		}
		if (unread.length > 0) {
			this.skipped.push({ path, reason: reasonOfAll(unread) });
		}
		this.#writer.stageFile(path, unread.length === 0 ? sha256 : null);
	}

	async #stageDocument(path: string, document: Document): Promise<void> {
		const { member, record, sha256, at } = document;
		const article = await document.read();
		const prepared = await this.#preparer.prepare(article, {
			path,
			member: member ?? "",
			record: record ?? 0,
			sha256,
			atStart: at?.start ?? null,
			atLength: at?.length ?? null,
		});
		const warnings =
			prepared.passages.length === 0
				? [...article.warnings, "it holds no text"]
				: article.warnings;
		const name = placeName({ path, member, record });
		for (const warning of warnings) {
			this.warnings.push(`${name}: ${warning}`);
		}
		this.#writer.stage(prepared);
	}

	/** Stages articles again that hold lines of which only later ones showed that they recur. */
	async *#stageAgain(): AsyncGenerator<void> {
		for (const place of this.#writer.unmarked()) {
			this.#run.signal?.throwIfAborted();
			const file = this.#paths.toAbsolute(place.path);
			try {
				const document = await documentAt(file, place, null, this.#map);
				if (!document) continue;
				await this.#stageDocument(place.path, document);
				yield;
			} catch (error) {
				// It was read a moment ago, or in an earlier update: what the index has of it stays as it is.
				if (!isUnreadable(error)) throw error;
			}
		}
	}
}

/** What is wrong with the parts of a file: the first of them, and how many more there are. */
function reasonOfAll(unread: readonly Unread[]): string {
	const [first] = unread;
	if (!first) return "";
	const { member, record, reason } = first;
	const at = [member, record === null ? null : `record ${record}`].filter(
		(part) => part !== null,
	);
	const others = unread.length - 1;
	const more = others > 0 ? ` (and ${others} more parts)` : "";
	return [...at, reason].join(" ") + more;
}
