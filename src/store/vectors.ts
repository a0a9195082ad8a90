// Vectors are stored as float32 in the byte order of the machines that Node runs on, little-endian.

export function bytesOf(vector: Float32Array): Buffer {
	return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** A copy: the bytes of a row need not be aligned for numbers. */
export function vectorOf(bytes: Buffer): Float32Array {
	return new Float32Array(new Uint8Array(bytes).buffer);
}
