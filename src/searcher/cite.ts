import { formatCitation } from "../citation.ts";
import type { PassageRow } from "../store/store.ts";
import type { Citation } from "../types.ts";

/** The citation of a stored passage. */
export function citationOf(
	row: Omit<PassageRow, "id" | "articleId" | "text" | "sentences" | "seal">,
): Citation {
	return {
		id: formatCitation(row.path, row, row.sha256),
		path: row.path,
		start: row.start,
		end: row.end,
		byteStart: row.byteStart,
		byteEnd: row.byteEnd,
		lineStart: row.lineStart,
		lineEnd: row.lineEnd,
		sha256: row.sha256,
		title: row.title,
		source: null,
		published: null,
		speaker: null,
	};
}
