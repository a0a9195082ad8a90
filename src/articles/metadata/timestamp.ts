import { publishedFrom } from "./published.ts";

/** A line that only says when the article was published or changed. */
export interface Timestamp {
	/** ISO 8601, as {@link publishedFrom} has it; null where it is not stated, or not certain. */
	published: string | null;
	updated: string | null;
	/** Whether it says which of the two it is, and is no date alone. */
	labelled: boolean;
}

const MAX_CHARACTERS = 160;
const PUBLISHED =
	/^(?:(?:first|originally) )?(?:published|posted|filed|issued|released|dated?)(?: on| at)?:?\s+(.+)$/iu;
const UPDATED =
	/^(?:last )?(?:updated|modified|edited|revised)(?: on| at)?:?\s+(.+)$/iu;
const SECOND =
	/\s*[,;|•·(–—-]\s*(?=(?:last )?(?:updated|modified|published)\b)|\s+(?=(?:last )?(?:updated|modified)\b)/iu;
const RELATIVE = /^\d{1,2} (?:minute|hour|day|week)s? ago$/iu;
const NUMERIC = /^[\d/.:\s-]{8,30}$/u;

/** Reads “Published: 15 April 2025 10:15 BST”, or a whole date alone; null for another line. */
export function timestampOf(line: string): Timestamp | null {
	if (line.length > MAX_CHARACTERS || !/\d/u.test(line)) return null;
	const [first = "", second] = line.split(SECOND, 2);
	const one = single(first);
	if (!one || second === undefined) return one;
	const other = single(second.replace(/\)$/u, ""));
	return {
		...one,
		published: one.published ?? other?.published ?? null,
		updated: one.updated ?? other?.updated ?? null,
	};
}

function single(text: string): Timestamp | null {
	const updated = UPDATED.exec(text)?.[1];
	if (updated !== undefined) {
		const date = publishedFrom(updated);
		return isDate(updated, date)
			? { published: null, updated: date, labelled: true }
			: null;
	}
	const published = PUBLISHED.exec(text)?.[1];
	const date = publishedFrom(published ?? text);
	// Digits alone are any number.
	if (published === undefined && (date === null || /^\d+$/u.test(text))) {
		return null;
	}
	return isDate(published ?? text, date)
		? { published: date, updated: null, labelled: published !== undefined }
		: null;
}

/** Whether a text is a date, if an uncertain one: “04/05/2025”, “2 hours ago”. */
function isDate(text: string, date: string | null): boolean {
	return date !== null || RELATIVE.test(text) || NUMERIC.test(text);
}
