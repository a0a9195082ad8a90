import { existsSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { SearchError } from "../errors.ts";
import { APPLICATION_ID, DATABASE, FORMAT_VERSION } from "./schema.ts";

export type Connection = Database.Database;

/**
 * Opens the database of an index for reading.
 *
 * @throws {SearchError} `INDEX_NOT_FOUND`, `INDEX_CORRUPT`, `INDEX_INCOMPATIBLE`.
 */
export function connectReader(dir: string): Connection {
	const file = join(dir, DATABASE);
	if (!existsSync(file)) throw notFound(dir);
	return translated(dir, () => {
		const connection = open(file);
		try {
			connection.pragma("query_only = 1");
			checkFormat(connection, dir);
			return connection;
		} catch (error) {
			connection.close();
			throw error;
		}
	});
}

/** Write-ahead logging needs to write beside the file, even to read; where it cannot, it may be read as it is. */
function open(file: string): Connection {
	const options = { fileMustExist: true, timeout: 5000 };
	try {
		const connection = new Database(file, options);
		connection.pragma("schema_version");
		return connection;
	} catch (error) {
		const code = codeOf(error);
		if (code !== "SQLITE_CANTOPEN" && !code?.startsWith("SQLITE_READONLY"))
			throw error;
		return new Database(file, { ...options, readonly: true });
	}
}

/** Refuses a file that is another program's, or of a format that this version does not read. */
export function checkFormat(connection: Connection, dir: string): void {
	const application = connection.pragma("application_id", { simple: true });
	const format = connection.pragma("user_version", { simple: true });
	if (application !== APPLICATION_ID) {
		throw corrupt(dir, "it is not an index of this program", undefined);
	}
	if (format !== FORMAT_VERSION) {
		throw new SearchError(
			"INDEX_INCOMPATIBLE",
			`the index in ${dir} has format ${format}, this version reads ${FORMAT_VERSION}`,
			"build it again: ask index --rebuild PATH…",
		);
	}
}

/** Runs something against an index, and names what SQLite throws as an error of that index. */
export function translated<T>(dir: string, work: () => T): T {
	try {
		return work();
	} catch (error) {
		throw translate(error, dir);
	}
}

/** An error of SQLite as one of ours; any other as it is. */
export function translate(error: unknown, dir: string): unknown {
	const code = codeOf(error);
	if (code === undefined) return error;
	if (code.startsWith("SQLITE_CORRUPT") || code === "SQLITE_NOTADB") {
		return corrupt(dir, (error as Error).message, error);
	}
	if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED")) {
		return busy(dir, error);
	}
	return new SearchError(
		"INTERNAL",
		`the index in ${dir} cannot be used: ${(error as Error).message}`,
		"check the space and the rights in the index folder",
		{ cause: error },
	);
}

export function codeOf(error: unknown): string | undefined {
	return error instanceof Database.SqliteError ? error.code : undefined;
}

export function busy(dir: string, cause: unknown): SearchError {
	return new SearchError(
		"INDEX_BUSY",
		`another process is updating the index in ${dir}`,
		"wait until it is done, and run the command again",
		{ cause },
	);
}

export function notFound(dir: string): SearchError {
	return new SearchError(
		"INDEX_NOT_FOUND",
		`no index in ${dir}`,
		"build one: ask index FOLDER, or name another: --index DIR",
	);
}

export function corrupt(
	dir: string,
	reason: string,
	cause: unknown,
): SearchError {
	return new SearchError(
		"INDEX_CORRUPT",
		`the index in ${dir} is damaged: ${reason}`,
		"build it again: ask index --rebuild PATH…",
		{ cause },
	);
}
