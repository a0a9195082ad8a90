import { isUtf8 } from "node:buffer";
import { SearchError } from "../errors.ts";

/**
 * The text of a file, its byte order mark included.
 *
 * Only UTF-8 is read: any other decoding would shift the byte offsets that citations stand on.
 *
 * @throws {SearchError} `ARTICLE_UNREADABLE` for other encodings and binary files.
 */
export function decode(bytes: Buffer): string {
	const bom = bytes.subarray(0, 2).toString("latin1");
	if (bom === "\xff\xfe" || bom === "\xfe\xff") {
		throw unreadable(
			"is UTF-16",
			"convert it: iconv -f UTF-16 -t UTF-8 FILE > NEW",
		);
	}
	if (bytes.includes(0)) {
		throw unreadable("holds a NUL byte, so it is not text", "leave it out");
	}
	if (!isUtf8(bytes)) {
		throw unreadable(
			"is not valid UTF-8",
			"convert it: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW",
		);
	}
	return bytes.toString("utf8");
}

export function unreadable(reason: string, hint: string): SearchError {
	return new SearchError("ARTICLE_UNREADABLE", reason, hint);
}
