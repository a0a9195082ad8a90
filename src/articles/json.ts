import { hash } from "node:crypto";
import { decode, unreadable } from "./decode.ts";
import {
	type Document,
	type Found,
	isUnreadable,
	whyUnread,
} from "./document.ts";
import type { FieldMap } from "./field-names.ts";
import { isFields } from "./fields.ts";
import { type RawLine, rawLines } from "./raw-lines.ts";
import { isRecord, readRecord } from "./record.ts";

// What files of records that are saved from an API wrap their list in.
const LISTS = ["articles", "items", "results", "data", "docs", "records"];
// Enough of a file to see whether its first line is a record.
export const HEAD_BYTES = 1024 * 1024;

/**
 * Whether a file of JSON holds a record a line, by its beginning. One named for it does, unless it is an array.
 *
 * @param head - The first {@link HEAD_BYTES} of the file, or all of it.
 */
export function holdsLines(name: string, head: Buffer): boolean {
	const text = head
		.toString("utf8")
		.replace(/^\ufeff/u, "")
		.trimStart();
	const end = text.indexOf("\n");
	const first = end === -1 ? text : text.slice(0, end);
	const goesOn =
		head.length === HEAD_BYTES || (end !== -1 && text.slice(end).trim() !== "");
	if (/\.(?:jsonl|ndjson)$/iu.test(name)) {
		return !text.startsWith("[") || (goesOn && isJson(first));
	}
	return text.startsWith("{") && goesOn && isJson(first);
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

/** The records of JSONL: one a line, blank lines left out. */
export async function* linesOfRecords(
	stream: AsyncIterable<Buffer> | Iterable<Buffer>,
	member: string | null,
	map: FieldMap,
): AsyncGenerator<Found> {
	for await (const line of rawLines(stream)) {
		const bytes = withoutBom(line);
		if (isBlank(bytes)) continue;
		const place = { member, record: line.number };
		let value: unknown;
		try {
			value = parseJson(bytes);
		} catch (error) {
			if (!isUnreadable(error)) throw error;
			yield { ...place, reason: whyUnread(error) };
			continue;
		}
		const start = line.start + (line.bytes.length - bytes.length);
		yield {
			...place,
			sha256: hash("sha256", bytes),
			at: member === null ? { start, length: bytes.length } : null,
			bytes,
			read: () => readRecord(value, map),
		};
	}
}

/**
 * The records of a file that is one JSON value: an object is one article, or wraps a list of them; each of a list
 * is one by its place. The SHA-256 of a record is that of its text without blanks, as `JSON.stringify` gives it.
 *
 * @throws {SearchError} `ARTICLE_UNREADABLE` if it is not JSON.
 */
export function* valuesOfRecords(
	bytes: Buffer,
	member: string | null,
	map: FieldMap,
): Generator<Found> {
	const value = parseJson(bytes);
	const list = listIn(value, map);
	if (!list) {
		yield {
			member,
			record: null,
			sha256: hash("sha256", bytes),
			at: null,
			bytes,
			read: () => readRecord(value, map),
		};
		return;
	}
	for (const [at, each] of list.entries()) {
		const place = { member, record: at + 1 };
		const text = jsonOf(each);
		if (text === null) {
			yield { ...place, reason: "is nested too deeply to read; leave it out" };
			continue;
		}
		const bytes = Buffer.from(text);
		yield {
			...place,
			sha256: hash("sha256", bytes),
			at: null,
			bytes,
			read: () => readRecord(each, map),
		};
	}
}

/** Reads a record where it is known to stand. */
export function recordAt(
	bytes: Buffer,
	place: Pick<Document, "member" | "record" | "at">,
	map: FieldMap,
): Document {
	const read = () => readRecord(parseJson(bytes), map);
	return { ...place, sha256: hash("sha256", bytes), bytes, read };
}

function listIn(value: unknown, map: FieldMap): unknown[] | null {
	if (Array.isArray(value)) return value;
	if (!isFields(value) || isRecord(value, map)) return null;
	for (const name of LISTS) {
		const list = Object.hasOwn(value, name) ? value[name] : null;
		if (Array.isArray(list)) return list;
	}
	return null;
}

function parseJson(bytes: Buffer): unknown {
	const text = decode(bytes);
	try {
		return JSON.parse(text.replace(/^\ufeff/u, ""));
	} catch {
		throw unreadable("is not JSON", "mend it, or leave it out");
	}
}

/** Null for a value nested so deeply that it cannot be written. */
function jsonOf(value: unknown): string | null {
	try {
		return JSON.stringify(value);
	} catch (error) {
		if (error instanceof RangeError) return null;
		throw error;
	}
}

/** Only the first line can begin with a byte order mark. */
function withoutBom({ bytes, number }: RawLine): Buffer {
	const has =
		number === 1 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
	return has ? bytes.subarray(3) : bytes;
}

function isBlank(bytes: Buffer): boolean {
	return bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));
}
