import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { reasonOf, SearchError } from "../errors.ts";
import { DATABASE } from "./names.ts";
import { APPLICATION_ID, FORMAT_VERSION } from "./schema.ts";

export type Connection = Database.Database;
export type Statement = Database.Statement<unknown[]>;

/**
 * Opens the database of an index for reading.
 *
 * @throws {SearchError} `INDEX_NOT_FOUND`, `INDEX_CORRUPT`, `INDEX_INCOMPATIBLE`.
 */
export function connectReader(dir: string): Connection {
	const file = join(dir, DATABASE);
	if (!exists(file, dir)) throw notFound(dir);
	return translated(dir, () => {
		const connection = open(file);
		try {
			connection.pragma("query_only = 1");
			// A first build that was killed before it had made any table.
			if (connection.pragma("schema_version", { simple: true }) === 0) {
				throw notFound(dir);
			}
			checkFormat(connection, dir);
			return connection;
		} catch (error) {
			connection.close();
			throw error;
		}
	});
}

function open(file: string): Connection {
	const connection = new Database(file, { fileMustExist: true, timeout: 5000 });
	try {
		connection.pragma("schema_version");
		return connection;
	} catch (error) {
		connection.close();
		if (!hasNoPlace(error) || hasLog(file)) throw error;
		return openCopy(file);
	}
}

/** @throws {SearchError} `INTERNAL` where we may not even look. */
function exists(file: string, dir: string): boolean {
	try {
		statSync(file);
		return true;
	} catch (error) {
		const code = error instanceof Error && "code" in error ? error.code : null;
		if (code === "ENOENT" || code === "ENOTDIR") return false;
		throw new SearchError(
			"INTERNAL",
			`the index in ${dir} cannot be looked at: ${reasonOf(error)}`,
			"check the rights in the index folder",
			{ cause: error },
		);
	}
}

/** Even to read, SQLite keeps the index of its log beside the file: a folder without rights or room does not do. */
function hasNoPlace(error: unknown): boolean {
	return /^SQLITE_(?:CANTOPEN|READONLY|FULL|IOERR_SHM)/u.test(
		codeOf(error) ?? "",
	);
}

/** Whether something was committed that is not in the file itself yet. */
function hasLog(file: string): boolean {
	const log = statSync(`${file}-wal`, { throwIfNoEntry: false });
	return log !== undefined && log.size > 0;
}

/** Opens a copy in memory, marked in its header as one without a log: for folders that cannot be written to. */
function openCopy(file: string): Connection {
	const bytes = readFileSync(file);
	bytes[18] = 1;
	bytes[19] = 1;
	return new Database(bytes);
}

/** Refuses a file that is another program's, or of a format that this version does not read. */
export function checkFormat(connection: Connection, dir: string): void {
	const application = connection.pragma("application_id", { simple: true });
	const format = connection.pragma("user_version", { simple: true });
	if (application !== APPLICATION_ID) {
		throw new SearchError(
			"USAGE",
			`${dir} holds the database of another program, not an index`,
			"name another folder: --index DIR",
		);
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

const MACHINES_FAULT =
	/^SQLITE_(?:FULL|IOERR|CANTOPEN|READONLY|PERM|NOMEM|AUTH|INTERRUPT|TOOBIG)/u;

/** An error of SQLite as one of ours; any other as it is. */
export function translate(error: unknown, dir: string): unknown {
	const code = codeOf(error);
	if (code === undefined) return error;
	const { message } = error as Error;
	if (/^SQLITE_(?:BUSY|LOCKED)/u.test(code)) return busy(dir, error);
	// A file that ends too soon; and what else can fail without it being the machine's fault, as does a query
	// over a table whose description is damaged.
	const isDamage =
		code === "SQLITE_IOERR_SHORT_READ" || !MACHINES_FAULT.test(code);
	if (isDamage) return corrupt(dir, message, error);
	return new SearchError(
		"INTERNAL",
		`the index in ${dir} cannot be used: ${message}`,
		"check the space and the rights in the index folder; what was committed is kept",
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
		"run the command again when it is done, or add --wait",
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
