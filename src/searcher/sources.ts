import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import type { Paths } from "../paths.ts";

/** A source file as it is now. */
export interface SourceNow {
	bytes: Buffer;
	sha256: string;
}

/** Null where the file is gone or cannot be read. */
export async function readSource(
	paths: Paths,
	path: string,
): Promise<SourceNow | null> {
	try {
		const file = paths.toAbsolute(path);
		// A pipe in the file's place would never end.
		if (!(await stat(file)).isFile()) return null;
		const bytes = await readFile(file);
		const sha256 = createHash("sha256").update(bytes).digest("hex");
		return { bytes, sha256 };
	} catch (error) {
		// Whatever the system says of the file, the answer to "does the source still hold" is no.
		if (error instanceof Error && "syscall" in error) return null;
		throw error;
	}
}
