import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { unreadable } from "./decode.ts";

// What is not read line by line is held whole in memory.
const MAX_WHOLE_BYTES = 256 * 1024 * 1024;

/**
 * What a .gz unpacks to, piece by piece.
 *
 * @throws {SearchError} `ARTICLE_UNREADABLE` if it is damaged.
 */
export async function* unpacked(file: string): AsyncGenerator<Buffer> {
	const stream = pipeline(createReadStream(file), createGunzip(), () => {});
	try {
		for await (const part of stream) yield part;
	} catch (error) {
		const code = error instanceof Error && "code" in error ? error.code : "";
		if (!/^Z_/u.test(String(code))) throw error;
		throw unreadable("is damaged, or no .gz", "get a whole copy of it");
	} finally {
		stream.destroy();
	}
}

/** @throws {SearchError} `ARTICLE_UNREADABLE` if it is damaged or too large. */
export async function unpackedWhole(file: string): Promise<Buffer> {
	const parts: Buffer[] = [];
	let length = 0;
	for await (const part of unpacked(file)) {
		length += part.length;
		if (length > MAX_WHOLE_BYTES) {
			throw unreadable("unpacks to more than 256 MiB", "cut it up");
		}
		parts.push(part);
	}
	return Buffer.concat(parts);
}

/** The first bytes of what a .gz unpacks to. */
export async function unpackedHead(
	file: string,
	most: number,
): Promise<Buffer> {
	const parts: Buffer[] = [];
	let length = 0;
	for await (const part of unpacked(file)) {
		parts.push(part);
		length += part.length;
		if (length >= most) break;
	}
	return Buffer.concat(parts).subarray(0, most);
}
