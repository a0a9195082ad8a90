import { webcrypto } from "node:crypto";
import { open } from "node:fs/promises";

// More than one read may take at a time.
const MAX_READ = 2 ** 30;

/** Reads a file in as few reads as can be: Node's `readFile` takes a large one in hundreds of small ones. */
export async function readWhole(path: string): Promise<Buffer> {
	const file = await open(path);
	try {
		const { size } = await file.stat();
		const content = Buffer.alloc(size);
		let read = 0;
		while (read < size) {
			const length = Math.min(size - read, MAX_READ);
			const { bytesRead } = await file.read(content, read, length);
			if (bytesRead === 0) break;
			read += bytesRead;
		}
		return content.subarray(0, read);
	} finally {
		await file.close();
	}
}

/** SHA-256 in hex, worked out beside this thread. */
export async function sha256Of(content: Buffer): Promise<string> {
	const digest = await webcrypto.subtle.digest("SHA-256", content);
	return Buffer.from(digest).toString("hex");
}
