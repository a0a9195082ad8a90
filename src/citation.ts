import { SearchError } from "./errors.ts";
import type { ArticlePlace, Span } from "./types.ts";

/** What a citation's id says. */
export interface CitationId extends ArticlePlace, Span {
	/** The first 8 hex digits of the SHA-256. */
	sha8: string;
}

const PLACE = String.raw`(?<path>.+?)(?:!(?<member>[^!]*)!(?<record>\d{0,15}))?`;
const SPAN = String.raw`#c(?<start>\d{1,15})-(?<end>\d{1,15})@(?<sha8>[0-9a-f]{8})`;
const ARTICLE = new RegExp(`^${PLACE}$`, "su");
const ID = new RegExp(`^${PLACE}${SPAN}$`, "su");

// The end of a path that would be read as a member and a record.
const LOOKS_INSIDE = /![^!]*!\d{0,15}$/u;

/**
 * `path#cSTART-END@` and the first 8 hex digits of the SHA-256, offsets in UTF-16; with {@link placeName} in place of
 * the path.
 */
export function formatCitation(
	place: ArticlePlace,
	{ start, end }: Span,
	sha256: string,
): string {
	return `${placeName(place)}#c${start}-${end}@${sha256.slice(0, 8)}`;
}

/**
 * The path of a file that is an article; of an article inside a file `path!member!record`, either of them left empty
 * where there is none. In a member “!” and “%” are written `%21` and `%25`.
 */
export function placeName({ path, member, record }: ArticlePlace): string {
	const plain = member === null && record === null && !LOOKS_INSIDE.test(path);
	return plain ? path : `${path}!${escapeMember(member ?? "")}!${record ?? ""}`;
}

/**
 * Reads a citation's id. It is read from its end, so that a path may hold anything.
 *
 * @throws {SearchError} `CITATION_INVALID` if it is not one.
 */
export function parseCitation(id: string): CitationId {
	const groups = ID.exec(id)?.groups;
	const { start, end, sha8 = "" } = groups ?? {};
	const span = { start: Number(start), end: Number(end) };
	if (!groups || span.start >= span.end) {
		throw new SearchError(
			"CITATION_INVALID",
			`not a citation: ${id}`,
			"copy it whole, as printed: path#cSTART-END@HASH",
		);
	}
	return { ...placeOf(groups), ...span, sha8 };
}

/** Reads what {@link placeName} writes; also of a citation, whose place it is. */
export function parsePlace(name: string): ArticlePlace {
	return placeOf((ID.exec(name) ?? ARTICLE.exec(name))?.groups ?? {});
}

function placeOf({
	path = "",
	member,
	record,
}: Record<string, string | undefined>): ArticlePlace {
	return {
		path,
		member: member ? unescapeMember(member) : null,
		record: record ? Number(record) : null,
	};
}

function escapeMember(member: string): string {
	return member.replaceAll("%", "%25").replaceAll("!", "%21");
}

function unescapeMember(escaped: string): string {
	return escaped.replaceAll("%21", "!").replaceAll("%25", "%");
}
