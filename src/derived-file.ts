import { open, rename, rm } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { SearchError } from "./errors.ts";
import type { Hashed } from "./hashing/hash.ts";
import { hashFile, readHashed } from "./hashing/hashed-file.ts";
import { type Step, untold } from "./step.ts";

/** What the store remembers of a file that is derived from it, to know it again. */
export interface FileMark {
	bytes: number;
	/** In hex. */
	sha256: string;
}

/**
 * Reads a derived file.
 *
 * @throws {SearchError} `INDEX_CORRUPT` if it is missing or not the one that was written.
 */
export async function readDerived(
	file: string,
	mark: FileMark,
): Promise<Uint8Array<ArrayBuffer>> {
	return (await checked(file, mark, readHashed)).content;
}

/**
 * Checks a derived file that is read by others.
 *
 * @throws {SearchError} `INDEX_CORRUPT` if it is missing or not the one that was written.
 */
export async function checkDerived(
	file: string,
	mark: FileMark,
): Promise<void> {
	await checked(file, mark, hashFile);
}

/** Whether a derived file is the one that was written. */
export async function isDerived(
	file: string,
	mark: FileMark,
): Promise<boolean> {
	try {
		await checkDerived(file, mark);
		return true;
	} catch (error) {
		if (error instanceof SearchError) return false;
		throw error;
	}
}

async function checked<Read extends Pick<Hashed, "bytes" | "sha256">>(
	file: string,
	mark: FileMark,
	read: (path: string) => Promise<Read>,
): Promise<Read> {
	let found: Read;
	try {
		found = await read(file);
	} catch (error) {
		throw damaged(file, "it cannot be read", error);
	}
	if (found.bytes !== mark.bytes || found.sha256 !== mark.sha256) {
		throw damaged(file, "it is not the file that was written", undefined);
	}
	return found;
}

/**
 * Writes a derived file so that it is either whole or not there.
 *
 * @param write - Writes it under the temporary name that it is given, and throws unless it reads back.
 * @throws {SearchError} `INTERNAL` if that fails, as on a full disk.
 */
export async function writeDerived(
	file: string,
	write: (temporary: string) => Promise<void> | void,
	step: Step = untold,
): Promise<FileMark> {
	const temporary = `${file}.tmp`;
	try {
		await write(temporary);
		step(`${basename(file)} written`);
		const { bytes, sha256 } = await hashFile(temporary);
		await sync(temporary);
		step(`${basename(file)} synced`);
		await rename(temporary, file);
		step(`${basename(file)} in place`);
		await sync(dirname(file));
		return { bytes, sha256 };
	} catch (error) {
		await rm(temporary, { force: true });
		throw new SearchError(
			"INTERNAL",
			`cannot write ${file}`,
			"check the space and the rights in the index folder; the index is as it was",
			{ cause: error },
		);
	}
}

async function sync(path: string): Promise<void> {
	const handle = await open(path, "r");
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

function damaged(file: string, reason: string, cause: unknown): SearchError {
	return new SearchError(
		"INDEX_CORRUPT",
		`${file} is damaged: ${reason}`,
		"rebuild it from the stored embeddings: ask index",
		{ cause },
	);
}
