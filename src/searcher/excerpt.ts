import {
	type CitationId,
	formatCitation,
	parseCitation,
	placeName,
} from "../citation.ts";
import { SearchError } from "../errors.ts";
import { locate } from "../offsets.ts";
import type { ArticleRow, PassageRow } from "../store/rows.ts";
import type { Store } from "../store/store.ts";
import type { Excerpt, Location, Span } from "../types.ts";
import { citationOf } from "./cite.ts";
import type { SourceNow, Sources } from "./sources.ts";

/**
 * The passage of a citation inside its article, with the lines around it.
 *
 * Only articles of the index are ever read, whatever path a citation names.
 *
 * @param context - Lines before and after the passage, at least 0.
 * @throws {SearchError} `CITATION_INVALID` if it is not a citation, or names what neither the index nor
 *   the source holds.
 */
export async function excerpt(
	store: Store,
	sources: Sources,
	id: string,
	context: number,
): Promise<Excerpt> {
	const cited = parseCitation(id);
	const article = citedArticle(store, cited);
	if (!article) {
		throw invalid(`${placeName(cited)} is not in the index`);
	}
	const moved =
		placeName(article) === placeName(cited)
			? []
			: [`${placeName(cited)} stands at ${placeName(article)} now`];
	const now = await sources.read(article);
	const happened =
		now === null
			? "vanished"
			: now.sha256 === article.sha256
				? null
				: "changed";
	const version = await versionOf(store, article, now, cited);
	if (version) {
		const { text, extracted, sha256 } = version;
		const [location] = locate(text, [cited]);
		if (!location || !holdsSpan(text, cited)) {
			throw invalid(
				`${cited.path} has no characters ${cited.start}–${cited.end}`,
			);
		}
		const place = extracted
			? { ...location, byteStart: null, byteEnd: null }
			: location;
		const stale = happened !== null && now?.sha256 !== sha256;
		return {
			citation: citationOf({ ...article, sha256 }, place),
			article: article.metadata,
			text: text.slice(cited.start, cited.end),
			stale,
			lines: linesAround(text, location, context),
			warnings: [
				...moved,
				...(stale ? [staleness(placeName(article), happened)] : []),
			],
		};
	}
	const stored = storedPassage(store, id, article);
	if (!stored) {
		throw invalid(
			`the citation is of another version of ${cited.path} than the one on disk and in the index`,
		);
	}
	return {
		citation: citationOf(article, stored),
		article: article.metadata,
		text: stored.text,
		stale: true,
		lines: [],
		warnings: [...moved, staleness(placeName(article), happened ?? "changed")],
	};
}

/** The article that a citation is of; where another version stands there, the same one elsewhere in the file. */
export function citedArticle(
	store: Store,
	cited: CitationId,
): ArticleRow | undefined {
	const there = store.article(cited);
	if (there?.sha256.startsWith(cited.sha8)) return there;
	return store.articleWith(cited.path, cited.sha8) ?? there;
}

/** The text that a citation is of, where it is whole: what the index keeps, or the source as it is now. */
async function versionOf(
	store: Store,
	article: ArticleRow,
	now: SourceNow | null,
	{ sha8 }: CitationId,
): Promise<{ text: string; extracted: boolean; sha256: string } | null> {
	const { sha256 } = article;
	const kept = sha256.startsWith(sha8) ? store.textOf(article.id) : null;
	if (kept !== null) return { text: kept, extracted: true, sha256 };
	const read = now?.sha256.startsWith(sha8) ? await now.article() : null;
	return (
		read && {
			text: read.text,
			extracted: read.extracted,
			sha256: now?.sha256 ?? sha256,
		}
	);
}

function staleness(path: string, happened: string): string {
	return `${path} has ${happened} since it was indexed; the words are those of the index`;
}

/** The passage of the index with exactly this citation. */
export function storedPassage(
	store: Store,
	id: string,
	article: ArticleRow,
): PassageRow | undefined {
	const { sha256 } = article;
	return store
		.passagesOf(article.id)
		.find((row) => formatCitation(article, row, sha256) === id);
}

/** Whether a text has such a span, and it tears no character apart. */
export function holdsSpan(text: string, { start, end }: Span): boolean {
	return end <= text.length && text.slice(start, end).isWellFormed();
}

function linesAround(
	text: string,
	cited: Location,
	context: number,
): Excerpt["lines"] {
	const first = cited.lineStart - context;
	const last = cited.lineEnd + context;
	const lines: Excerpt["lines"] = [];
	let offset = 0;
	for (const [index, raw] of text.split("\n").entries()) {
		const number = index + 1;
		if (number > last) break;
		if (number >= first) {
			const line = raw.replace(/\r$/u, "");
			const start = Math.max(cited.start - offset, 0);
			const end = Math.min(cited.end - offset, line.length);
			lines.push({
				number,
				text: line,
				cited: start < end ? { start, end } : null,
			});
		}
		offset += raw.length + 1;
	}
	return lines;
}

function invalid(message: string): SearchError {
	return new SearchError(
		"CITATION_INVALID",
		message,
		"ask the question again, and copy the citation whole",
	);
}
