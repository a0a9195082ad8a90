import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Paths } from "../paths.ts";

/** A source file as it is now; null where it is gone or cannot be read. */
export interface SourceNow {
	bytes: Buffer;
	sha256: string;
}

export async function readSource(
	paths: Paths,
	path: string,
): Promise<SourceNow | null> {
	try {
		const bytes = await readFile(paths.toAbsolute(path));
		const sha256 = createHash("sha256").update(bytes).digest("hex");
		return { bytes, sha256 };
	} catch (error) {
		// Whatever the system says of the file, the answer to "does the source still hold" is no.
		if (error instanceof Error && "syscall" in error) return null;
		throw error;
	}
}
