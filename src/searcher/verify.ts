import { formatCitation, parseCitation, placeName } from "../citation.ts";
import { groupBy } from "../group-by.ts";
import type { ArticleRow, PassageRow } from "../store/rows.ts";
import type { Store } from "../store/store.ts";
import type { ArticlePlace, Span, Verification } from "../types.ts";
import { citedArticle, holdsSpan, storedPassage } from "./excerpt.ts";
import type { SourceNow, Sources } from "./sources.ts";

/** Checks one citation against its source as it is now. */
export async function verifyCitation(
	store: Store,
	sources: Sources,
	id: string,
): Promise<Verification> {
	const cited = parseCitation(id);
	const name = placeName(cited);
	const article = citedArticle(store, cited);
	if (!article) {
		return verdict(id, "unknown", `${name} is not in the index`);
	}
	if (placeName(article) !== name) {
		// It moved, and was indexed again where it stands now.
		const there = formatCitation(article, cited, article.sha256);
		const check = await verifyCitation(store, sources, there);
		if (!check.holds) return { ...check, id };
		const reason = `the article stands at ${placeName(article)} now`;
		return { ...verdict(id, "moved", reason), now: there };
	}
	const stored = storedPassage(store, id, article);
	const now = await sources.read(article);
	if (stored) {
		return judge(stored, now, await elsewhere(sources, article, now));
	}
	if (!now) return verdict(id, "vanished", `${name} is gone`);
	if (!now.sha256.startsWith(cited.sha8)) {
		return verdict(
			id,
			"changed",
			`${name} has changed since, and the index does not hold the version cited`,
		);
	}
	const text = (await now.article())?.text ?? "";
	return holdsSpan(text, cited)
		? verdict(id, "verified", `${name} is unchanged`)
		: verdict(id, "unknown", `${name} has no such characters`);
}

/** Checks every passage of the index against the sources as they are now, a file at a time. */
export async function* verifyAll(
	store: Store,
	sources: Sources,
): AsyncGenerator<Verification> {
	for (const [path, places] of groupBy(store.articles(), ({ path }) => path)) {
		// What a file holds where the index has something else is looked at last: it may stand elsewhere in the file.
		const left = new Map(places.map((place) => [placeName(place), place]));
		const found = new Map<string, ArticlePlace>();
		for await (const { member, record, now } of sources.articlesIn(path)) {
			const place = { path, member, record };
			found.set(now.sha256, place);
			const rows = rowsOf(store, place);
			if (rows[0]?.article.sha256 !== now.sha256) continue;
			left.delete(placeName(place));
			for (const row of rows) yield judge(row, now, null);
		}
		for (const place of left.values()) {
			const rows = rowsOf(store, place);
			const now = await sources.read(place);
			const moved = found.get(rows[0]?.article.sha256 ?? "") ?? null;
			for (const row of rows) yield judge(row, now, moved);
		}
	}
}

/** An article may have been indexed again, under another id, since they were listed. */
function rowsOf(store: Store, place: ArticlePlace): PassageRow[] {
	return store.snapshot(() => {
		const article = store.article(place);
		return article ? store.passagesOf(article.id) : [];
	});
}

/** Where in its file a record stands now that is not where it was; null if nowhere, or if it is no record. */
async function elsewhere(
	sources: Sources,
	article: ArticleRow,
	now: SourceNow | null,
): Promise<ArticlePlace | null> {
	const { path, sha256 } = article;
	const isInside = article.member !== null || article.record !== null;
	if (!isInside || now?.sha256 === sha256) return null;
	for await (const { member, record, now } of sources.articlesIn(path)) {
		if (now.sha256 === sha256) return { path, member, record };
	}
	return null;
}

/**
 * What became of a stored passage, given its source as it is now.
 *
 * @param moved - Another place of the same file at which the whole article stands now.
 */
async function judge(
	row: PassageRow,
	now: SourceNow | null,
	moved: ArticlePlace | null,
): Promise<Verification> {
	const { article, byteStart, byteEnd } = row;
	const id = formatCitation(article, row, article.sha256);
	const name = placeName(article);
	if (now?.sha256 !== article.sha256 && moved) {
		const reason = `the article stands at ${placeName(moved)} now`;
		const there = formatCitation(moved, row, article.sha256);
		return { ...verdict(id, "moved", reason), now: there };
	}
	if (!now) return verdict(id, "vanished", `${name} is gone`);
	const read = await now.article();
	const words =
		byteStart === null || byteEnd === null
			? read?.text.slice(row.start, row.end)
			: now.bytes.subarray(byteStart, byteEnd).toString();
	if (now.sha256 === article.sha256 && words === row.text) {
		return verdict(id, "verified", `${name} is unchanged`);
	}
	const start = read && nearest(read.text, row.text, row.start);
	const happened =
		now.sha256 === article.sha256
			? "is read otherwise than when it was indexed"
			: "has changed";
	if (start === null) {
		return verdict(
			id,
			"changed",
			`${name} ${happened}, and no longer holds these words`,
		);
	}
	const span: Span = { start, end: start + row.text.length };
	return {
		...verdict(id, "moved", `${name} ${happened}, and still holds these words`),
		now: formatCitation(article, span, now.sha256),
	};
}

function verdict(
	id: string,
	verdict: Verification["verdict"],
	reason: string,
): Verification {
	return { id, verdict, holds: verdict === "verified", reason, now: null };
}

/** Where `words` stand in `text`, as near as can be to where they stood; null if nowhere. */
function nearest(text: string, words: string, before: number): number | null {
	const behind = text.lastIndexOf(words, before);
	const ahead = text.indexOf(words, before);
	if (behind === -1 && ahead === -1) return null;
	if (behind === -1) return ahead;
	if (ahead === -1) return behind;
	return before - behind <= ahead - before ? behind : ahead;
}
