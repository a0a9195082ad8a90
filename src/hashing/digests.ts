import { stat } from "node:fs/promises";
import * as z from "zod/mini";
import { hashFile } from "./hashed-file.ts";

/** A file's SHA-256 in hex, and how to see that it is still the file that was hashed. */
export const KnownDigest = z.object({
	/** Absolute. */
	path: z.string(),
	/** Device, inode, size, and the times of the last change, in nanoseconds. */
	stamp: z.string(),
	sha256: z.string(),
});
export type KnownDigest = z.infer<typeof KnownDigest>;

/**
 * SHA-256 of files that hardly ever change. One that has the stamp it was hashed with is not read again, as
 * Git trusts its index: whoever writes to a file changes a time that no program can set.
 */
export class Digests {
	readonly #known: Map<string, KnownDigest>;

	/** @param known - From earlier. */
	constructor(known: readonly KnownDigest[] = []) {
		this.#known = new Map(known.map((digest) => [digest.path, digest]));
	}

	/** @throws Node's error if the file cannot be read. */
	async sha256(path: string): Promise<string> {
		const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, {
			bigint: true,
		});
		const stamp = [dev, ino, size, mtimeNs, ctimeNs].join(" ");
		const known = this.#known.get(path);
		if (known?.stamp === stamp) return known.sha256;
		const { sha256 } = await hashFile(path);
		this.#known.set(path, { path, stamp, sha256 });
		return sha256;
	}

	/** All that is known by now. */
	list(): KnownDigest[] {
		return [...this.#known.values()];
	}
}
