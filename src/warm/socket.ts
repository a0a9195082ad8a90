import { createHash } from "node:crypto";
import { platform } from "node:os";
import { join, relative } from "node:path";

// A socket's path fits into 104 bytes on macOS and 108 on Linux, a zero at its end included.
const MOST_BYTES = 103;

/** Of sockets in an index folder, of any build. */
export const SOCKET_NAME: RegExp = /^serve-[0-9a-z]+\.sock$/u;

/**
 * Where a running server answers the command line: a socket in the index folder, on Windows a named pipe. Its name has
 * the build in it, so that no build ever talks to another.
 *
 * @param build - Which build of this program this is.
 * @returns Null where the folder's path is too long for a socket in it.
 */
export function socketPath(dir: string, build: string): string | null {
	if (platform() === "win32") {
		const folder = createHash("sha256").update(dir).digest("hex").slice(0, 16);
		return `\\\\.\\pipe\\verbatim-${folder}-${build}`;
	}
	const path = join(dir, `serve-${build}.sock`);
	const near = relative("", path);
	return (
		[path, near].find((each) => Buffer.byteLength(each) <= MOST_BYTES) ?? null
	);
}
