import { createHash } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** A file, and its SHA-256 in hex. */
export interface Hashed {
	/** Empty unless it was asked for. */
	content: Uint8Array<ArrayBuffer>;
	bytes: number;
	sha256: string;
}

// Small enough to stay in the processor's cache between reading and hashing.
const PIECE = 256 * 1024;

/**
 * Hashes a file while this thread waits.
 *
 * @param read - Whether its content is wanted too.
 * @throws Node's error if it cannot be read.
 */
export function hash(path: string, read: boolean): Hashed {
	const file = openSync(path, "r");
	try {
		const hash = createHash("sha256");
		const content = new Uint8Array(read ? fstatSync(file).size : 0);
		const piece = Buffer.allocUnsafe(PIECE);
		let bytes = 0;
		for (;;) {
			const got = readSync(file, piece);
			if (got === 0) break;
			const part = piece.subarray(0, got);
			hash.update(part);
			// What is appended meanwhile shows in the size alone.
			if (bytes + got <= content.length) content.set(part, bytes);
			bytes += got;
		}
		return { content, bytes, sha256: hash.digest("hex") };
	} finally {
		closeSync(file);
	}
}
