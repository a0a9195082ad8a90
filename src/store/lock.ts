import { rmSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { busy, codeOf } from "./connection.ts";
import { LOCK } from "./names.ts";

/**
 * Makes this process the only writer of an index.
 *
 * The lock is an exclusive transaction on a SQLite file that holds nothing: the operating system
 * gives it up when the process ends, however that ends, so no stale lock can be left behind.
 *
 * @returns Gives the lock up.
 * @throws {SearchError} `INDEX_BUSY` if another process, or another build in this one, holds it.
 */
export function lockWriter(dir: string): () => void {
	const file = join(dir, LOCK);
	try {
		return lock(file);
	} catch (error) {
		const code = codeOf(error);
		if (code?.startsWith("SQLITE_BUSY")) throw busy(dir, error);
		if (code !== "SQLITE_NOTADB") throw error;
		// Nobody can have locked what is no database.
		rmSync(file);
		return lock(file);
	}
}

function lock(file: string): () => void {
	const database = new Database(file, { timeout: 0 });
	try {
		database.pragma("journal_mode = MEMORY");
		database.exec("BEGIN EXCLUSIVE");
	} catch (error) {
		database.close();
		throw error;
	}
	return () => {
		database.exec("ROLLBACK");
		database.close();
	};
}
