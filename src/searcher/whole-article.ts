import { formatCitation, parsePlace, placeName } from "../citation.ts";
import { SearchError } from "../errors.ts";
import type { Store } from "../store/store.ts";
import type { ArticleEntry, WholeArticle } from "../types.ts";
import { becameOf, type Sources } from "./sources.ts";

/**
 * An article of the index with its whole text.
 *
 * Only articles of the index are ever read, whatever path is named.
 *
 * @param name - As in `id`; a citation names its article, whichever version it is of.
 * @throws {SearchError} `CITATION_INVALID` if the index does not hold it.
 */
export async function wholeArticle(
	store: Store,
	sources: Sources,
	name: string,
): Promise<WholeArticle> {
	const { row, rows, kept } = store.snapshot(() => {
		const row = store.article(parsePlace(name));
		return {
			row,
			rows: row ? store.passagesOf(row.id) : [],
			kept: row ? store.textOf(row.id) : null,
		};
	});
	if (!row) {
		throw new SearchError(
			"CITATION_INVALID",
			`${name} is not in the index`,
			"name an article as citations do, by the path before #",
		);
	}
	const { path, member, record, sha256, metadata } = row;
	const now = await sources.read(row);
	const became = becameOf(row, now?.sha256);
	const read = kept === null && became === null ? await now?.article() : null;
	return {
		id: placeName(row),
		path,
		member,
		record,
		sha256,
		article: metadata,
		text: kept ?? read?.text ?? null,
		passages: rows.map((passage) => ({
			id: formatCitation(row, passage, sha256),
			text: passage.text,
			start: passage.start,
			end: passage.end,
			byteStart: passage.byteStart,
			byteEnd: passage.byteEnd,
			lineStart: passage.lineStart,
			lineEnd: passage.lineEnd,
		})),
		stale: became !== null,
		became,
	};
}

/**
 * Articles in the order of their places.
 *
 * @param from - How many are passed over.
 */
export function articleEntries(
	store: Store,
	{ from, most }: { from: number; most: number },
): { articles: ArticleEntry[]; total: number } {
	return store.snapshot(() => {
		const places = store.articles();
		const rows = places
			.slice(from, from + most)
			.flatMap((place) => store.article(place) ?? []);
		return {
			articles: rows.map(({ path, member, record, title, metadata }) => ({
				id: placeName({ path, member, record }),
				path,
				member,
				record,
				title,
				source: (metadata.source ?? metadata.agency)?.value ?? null,
				published: metadata.published?.value ?? null,
			})),
			total: places.length,
		};
	});
}
