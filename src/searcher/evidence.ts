import { formatCitation, parseCitation } from "../citation.ts";
import { SearchError } from "../errors.ts";
import { locate } from "../offsets.ts";
import type { PassageRow, Store } from "../store/store.ts";
import type { Excerpt, Span, Verification } from "../types.ts";
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
	const article = store.article(cited.path);
	if (!article) {
		throw invalid(`${cited.path} is not in the index`);
	}
	const now = await sources.read(cited.path);
	if (now?.sha256.startsWith(cited.sha8)) {
		const text = now.bytes.toString("utf8");
		const [location] = locate(text, [cited]);
		if (!location || !holdsSpan(text, cited)) {
			throw invalid(
				`${cited.path} has no characters ${cited.start}–${cited.end}`,
			);
		}
		const passage = text.slice(cited.start, cited.end);
		const { sha256 } = now;
		return {
			citation: citationOf({ ...article, ...location, sha256 }),
			text: passage,
			stale: false,
			lines: linesAround(text, location, context),
			warnings: [],
		};
	}
	const stored = storedPassage(store, id, cited);
	if (!stored) {
		throw invalid(
			`the citation is of another version of ${cited.path} than the one on disk and in the index`,
		);
	}
	const happened = now ? "changed" : "vanished";
	return {
		citation: citationOf(stored),
		text: stored.text,
		stale: true,
		lines: [],
		warnings: [
			`${cited.path} has ${happened} since it was indexed; the words are those of the index`,
		],
	};
}

/** Checks one citation against its source as it is now. */
export async function verifyCitation(
	store: Store,
	sources: Sources,
	id: string,
): Promise<Verification> {
	const cited = parseCitation(id);
	if (!store.article(cited.path)) {
		return verdict(id, "unknown", `${cited.path} is not in the index`);
	}
	const stored = storedPassage(store, id, cited);
	const now = await sources.read(cited.path);
	if (stored) return judge(stored, now);
	if (!now) return verdict(id, "vanished", `${cited.path} is gone`);
	if (!now.sha256.startsWith(cited.sha8)) {
		return verdict(
			id,
			"changed",
			`${cited.path} has changed since, and the index does not hold the version cited`,
		);
	}
	return holdsSpan(now.bytes.toString("utf8"), cited)
		? verdict(id, "verified", `${cited.path} is unchanged`)
		: verdict(id, "unknown", `${cited.path} has no such characters`);
}

/** Checks every passage of the index against the sources as they are now. */
export async function* verifyAll(
	store: Store,
	sources: Sources,
): AsyncGenerator<Verification> {
	for (const { path } of store.articles()) {
		// An article may have been indexed again, under another id, since they were listed.
		const rows = store.snapshot(() => {
			const article = store.article(path);
			return article ? store.passagesOf(article.id) : [];
		});
		const now = await sources.read(path);
		for (const row of rows) yield judge(row, now);
	}
}

/** What became of a stored passage, given its source as it is now. */
function judge(row: PassageRow, now: SourceNow | null): Verification {
	const id = formatCitation(row.path, row, row.sha256);
	if (!now) return verdict(id, "vanished", `${row.path} is gone`);
	const words = now.bytes.subarray(row.byteStart, row.byteEnd).toString();
	if (now.sha256 === row.sha256 && words === row.text) {
		return verdict(id, "verified", `${row.path} is unchanged`);
	}
	const start = nearest(now.bytes.toString("utf8"), row.text, row.start);
	if (start === null) {
		return verdict(
			id,
			"changed",
			`${row.path} has changed, and no longer holds these words`,
		);
	}
	const span = { start, end: start + row.text.length };
	return {
		...verdict(
			id,
			"moved",
			`${row.path} has changed, and still holds these words`,
		),
		now: formatCitation(row.path, span, now.sha256),
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

/** The passage of the index with exactly this citation. */
function storedPassage(
	store: Store,
	id: string,
	{ path }: { path: string },
): PassageRow | undefined {
	const article = store.article(path);
	return (
		article &&
		store
			.passagesOf(article.id)
			.find((row) => formatCitation(path, row, row.sha256) === id)
	);
}

/** Whether a text has such a span, and it tears no character apart. */
function holdsSpan(text: string, { start, end }: Span): boolean {
	return end <= text.length && text.slice(start, end).isWellFormed();
}

function linesAround(
	text: string,
	cited: { start: number; end: number; lineStart: number; lineEnd: number },
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
