import { crc32 } from "node:zlib";

/** A vector as it is stored: float32 in the byte order of the machines that Node runs on, little-endian. */
export interface StoredVector {
	vector: Buffer;
	crc: number;
}

export function stored(vector: Float32Array): StoredVector {
	const { buffer, byteOffset, byteLength } = vector;
	const bytes = Buffer.from(buffer, byteOffset, byteLength);
	return { vector: bytes, crc: crc32(bytes) };
}

/** Whether a vector is what was written; of a damaged row nothing is certain. */
export function isWhole({ vector, crc }: StoredVector): boolean {
	return Buffer.isBuffer(vector) && crc32(vector) === crc;
}

/** A copy: the bytes of a row need not be aligned for numbers. */
export function vectorOf(bytes: Buffer): Float32Array {
	return new Float32Array(new Uint8Array(bytes).buffer);
}
