import { formatCitation } from "../citation.ts";
import type { ArticleRow } from "../store/rows.ts";
import type { Citation, Location } from "../types.ts";

/** The citation of a passage of an article. */
export function citationOf(
	{ path, member, record, sha256, title, metadata }: ArticleRow,
	{
		start,
		end,
		byteStart,
		byteEnd,
		lineStart,
		lineEnd,
		speaker = null,
	}: Location & { speaker?: string | null },
): Citation {
	const place = { path, member, record };
	return {
		id: formatCitation(place, { start, end }, sha256),
		...place,
		start,
		end,
		byteStart,
		byteEnd,
		lineStart,
		lineEnd,
		sha256,
		title,
		source: (metadata.source ?? metadata.agency)?.value ?? null,
		author: metadata.author?.value ?? null,
		published: metadata.published?.value ?? null,
		url: metadata.url?.value ?? null,
		speaker,
	};
}
