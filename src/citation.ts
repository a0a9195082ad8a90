import { SearchError } from "./errors.ts";
import type { Span } from "./types.ts";

/** What a citation's id says. */
export interface CitationId extends Span {
	path: string;
	/** The first 8 hex digits of the source's SHA-256. */
	sha8: string;
}

const ID =
	/^(?<path>.+)#c(?<start>\d{1,15})-(?<end>\d{1,15})@(?<sha8>[0-9a-f]{8})$/su;

/** `path#cSTART-END@` and the first 8 hex digits of the source's SHA-256; offsets are UTF-16. */
export function formatCitation(
	path: string,
	{ start, end }: Span,
	sha256: string,
): string {
	return `${path}#c${start}-${end}@${sha256.slice(0, 8)}`;
}

/**
 * Reads a citation's id. It is read from its end, so that a path may hold anything.
 *
 * @throws {SearchError} `CITATION_INVALID` if it is not one.
 */
export function parseCitation(id: string): CitationId {
	const groups = ID.exec(id)?.groups;
	const { path = "", start, end, sha8 = "" } = groups ?? {};
	const span = { start: Number(start), end: Number(end) };
	if (!groups || span.start >= span.end) {
		throw new SearchError(
			"CITATION_INVALID",
			`not a citation: ${id}`,
			"copy it whole, as printed: path#cSTART-END@HASH",
		);
	}
	return { path, ...span, sha8 };
}
