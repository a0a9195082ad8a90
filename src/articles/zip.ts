import { buffer } from "node:stream/consumers";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { SearchError } from "../errors.ts";
import { unreadable } from "./decode.ts";

/** A file inside an archive. */
export interface Member {
	name: string;
	/** @throws {SearchError} `ARTICLE_UNREADABLE`. */
	bytes(): Promise<Buffer>;
}

// A member is held whole in memory, as any article is.
const MAX_MEMBER_BYTES = 256 * 1024 * 1024;
// Of all that an archive unpacks to, so many times its own size is no text, but an attack.
const MAX_RATIO = 200;
const ALWAYS_ALLOWED_BYTES = 64 * 1024 * 1024;

/**
 * The members of a ZIP archive, in the order of its directory; folders left out. Each has to be read before the next
 * is asked for.
 *
 * @throws {SearchError} `ARTICLE_UNREADABLE` if it is damaged, or unpacks to more than can be meant.
 */
export async function* membersOf(file: string): AsyncGenerator<Member> {
	const zip = await readable(() => openPromise(file));
	const entries = zip.eachEntry();
	try {
		let unpacked = 0;
		for (;;) {
			const { value: entry, done } = await readable(() => entries.next());
			if (done) return;
			if (entry.fileName.endsWith("/")) continue;
			yield {
				name: entry.fileName,
				bytes: () => {
					const allowed = MAX_RATIO * zip.fileSize + ALWAYS_ALLOWED_BYTES;
					if (unpacked + entry.uncompressedSize > allowed) {
						throw unreadable(
							"unpacks to more than an archive of its size can be meant to",
							"unpack it yourself, and index the folder",
						);
					}
					unpacked += entry.uncompressedSize;
					return readable(() => bytesOf(zip, entry));
				},
			};
		}
	} finally {
		await entries.return?.();
	}
}

async function bytesOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
	if (entry.isEncrypted()) throw unreadable("is encrypted", "unpack it first");
	if (entry.uncompressedSize > MAX_MEMBER_BYTES) {
		throw unreadable("is larger than 256 MiB", "unpack it, and cut it up");
	}
	return buffer(await zip.openReadStreamPromise(entry));
}

/** What goes wrong in here is the archive's fault, unless the system says otherwise. */
async function readable<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (error instanceof SearchError || !(error instanceof Error)) throw error;
		if ("syscall" in error) throw error;
		throw unreadable(
			`is damaged: ${error.message}`,
			"get a whole copy of it, or unpack it and index the folder",
		);
	}
}
