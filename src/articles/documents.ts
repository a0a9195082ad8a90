import { hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, readFile } from "node:fs/promises";
import type { Article, ArticlePlace } from "../types.ts";
import { decode, unreadable } from "./decode.ts";
import type { Document, Found } from "./document.ts";
import { isUnreadable, whyUnread } from "./document.ts";
import type { FieldMap } from "./field-names.ts";
import {
	type Format,
	formatOf,
	nameFormat,
	READABLE,
	unpackedName,
} from "./formats.ts";
import { unpacked, unpackedHead, unpackedWhole } from "./gzip.ts";
import {
	HEAD_BYTES,
	holdsLines,
	linesOfRecords,
	recordAt,
	valuesOfRecords,
} from "./json.ts";
import { readPlainText } from "./plain-text.ts";

/** Whether a file of this name is read piece by piece, and not whole. */
export function isStreamed(path: string): boolean {
	return ["json", "zip", "gzip"].includes(nameFormat(path) ?? "");
}

/**
 * The articles of a file, in order: most files are one, records and archives hold many.
 *
 * @param path - Absolute. Where the content does not tell the format, its extension does.
 * @param bytes - The file's content; null for one to be read piece by piece.
 * @throws {SearchError} `ARTICLE_UNREADABLE` if nothing of it, or no more of it, can be read.
 */
export async function* documentsIn(
	path: string,
	bytes: Buffer | null,
	map: FieldMap,
): AsyncGenerator<Found> {
	const head = bytes ?? (await headOf(path));
	const format = formatOf(path, head.subarray(0, HEAD_BYTES));
	if (format === "zip") yield* documentsInZip(path, map);
	else if (format === "gzip") yield* documentsInGzip(path, map);
	else if (format === "json" && bytes === null && holdsLines(path, head)) {
		yield* linesOfRecords(createReadStream(path), null, map);
	} else {
		const whole = bytes ?? (await readFile(path));
		yield* documentsOf(path, whole, null, map);
	}
}

/**
 * One article of a file.
 *
 * @param at - Where it stands, if that is known: then nothing else of the file is read.
 * @returns Null where the file has no such article (any more).
 */
export async function documentAt(
	path: string,
	{ member, record }: Omit<ArticlePlace, "path">,
	at: Document["at"],
	map: FieldMap,
): Promise<Document | null> {
	if (at) {
		const bytes = await slice(path, at);
		return recordAt(bytes, { member, record, at }, map);
	}
	const bytes = isStreamed(path) ? null : await readFile(path);
	for await (const found of documentsIn(path, bytes, map)) {
		if (found.member === member && found.record === record) {
			return "reason" in found ? null : found;
		}
	}
	return null;
}

async function* documentsInZip(
	path: string,
	map: FieldMap,
): AsyncGenerator<Found> {
	// Loaded here, as are readers: a lookup only compares a file's checksum.
	const { membersOf } = await import("./zip.ts");
	const seen = new Set<string>();
	for await (const { name, bytes } of membersOf(path)) {
		const format = nameFormat(name);
		const hidden = /(?:^|\/)(?:\.|__MACOSX\/)/u.test(name);
		if (hidden || !format || format === "zip" || format === "gzip") continue;
		if (seen.has(name)) {
			const reason = "stands in the archive twice; the first one is read";
			yield { member: name, record: null, reason };
			continue;
		}
		seen.add(name);
		try {
			yield* documentsOf(name, await bytes(), name, map);
		} catch (error) {
			if (!isUnreadable(error)) throw error;
			yield { member: name, record: null, reason: whyUnread(error) };
		}
	}
}

async function* documentsInGzip(
	path: string,
	map: FieldMap,
): AsyncGenerator<Found> {
	const name = unpackedName(path);
	const lines =
		nameFormat(name) === "json" &&
		holdsLines(name, await unpackedHead(path, HEAD_BYTES));
	if (lines) yield* linesOfRecords(unpacked(path), name, map);
	else yield* documentsOf(name, await unpackedWhole(path), name, map);
}

/** The articles in the content of a file or a member. */
async function* documentsOf(
	name: string,
	bytes: Buffer,
	member: string | null,
	map: FieldMap,
): AsyncGenerator<Found> {
	const format = formatOf(name, bytes.subarray(0, HEAD_BYTES));
	if (format === "json") {
		const lines = holdsLines(name, bytes.subarray(0, HEAD_BYTES));
		yield* lines
			? linesOfRecords([bytes], member, map)
			: valuesOfRecords(bytes, member, map);
		return;
	}
	const sha256 = hash("sha256", bytes);
	const read = async () => {
		const article = await readArticle(name, bytes);
		// Inside an archive no byte stands where it does in the file.
		return member === null ? article : { ...article, extracted: true };
	};
	yield { member, record: null, sha256, at: null, bytes, read };
}

/**
 * Reads the one article that some bytes are.
 *
 * @throws {SearchError} `ARTICLE_UNREADABLE` if no reader knows the format, or it is not what it should be.
 */
export async function readArticle(
	name: string,
	bytes: Buffer,
): Promise<Article> {
	const format = formatOf(name, bytes.subarray(0, HEAD_BYTES));
	switch (format) {
		case "text":
			return readPlainText(decode(bytes));
		case "markdown": {
			const { readMarkdown } = await import("./markdown.ts");
			return readMarkdown(decode(bytes));
		}
		case "html": {
			const { readHtml } = await import("./html/html.ts");
			return readHtml(bytes);
		}
		default:
			throw unreadable(unread(name, format), `readable formats: ${READABLE}`);
	}
}

function unread(name: string, format: Format | null): string {
	if (format === null) {
		const extension = /\.[^./\\]*$/u.exec(name)?.[0];
		return `no reader for ${extension ?? "a file without extension"}`;
	}
	return `is a ${format} file by another name`;
}

async function headOf(path: string): Promise<Buffer> {
	return slice(path, { start: 0, length: HEAD_BYTES });
}

async function slice(
	path: string,
	{ start, length }: { start: number; length: number },
): Promise<Buffer> {
	const file = await open(path);
	try {
		const { size } = await file.stat();
		const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - start)));
		const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
		return bytes.subarray(0, bytesRead);
	} finally {
		await file.close();
	}
}
