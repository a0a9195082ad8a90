import { mkdirSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { reasonOf, SearchError } from "../errors.ts";
import {
	type Connection,
	checkFormat,
	corrupt,
	translated,
} from "./connection.ts";
import { DATABASE } from "./names.ts";
import {
	APPLICATION_ID,
	FORMAT_VERSION,
	SCHEMA,
	STAGING,
	type State,
} from "./schema.ts";
import { readState } from "./store.ts";

/**
 * Opens the database of an index for writing, and creates it where there is none.
 *
 * @param thorough - Reads the whole file, to know whether it can be built upon.
 */
export function connectWriter(
	dir: string,
	{ thorough }: { thorough: boolean },
): Connection {
	return translated(dir, () => {
		const connection = new Database(join(dir, DATABASE), { timeout: 5000 });
		try {
			if (connection.pragma("schema_version", { simple: true }) === 0) {
				create(connection);
			}
			checkFormat(connection, dir);
			if (thorough) checkWhole(connection, dir);
			connection.pragma("journal_mode = WAL");
			connection.pragma("synchronous = FULL");
			connection.pragma("foreign_keys = ON");
			connection.exec(STAGING);
			return connection;
		} catch (error) {
			connection.close();
			throw error;
		}
	});
}

function checkWhole(connection: Connection, dir: string): void {
	const found = connection.pragma("quick_check(1)", { simple: true });
	if (found !== "ok") throw corrupt(dir, String(found), undefined);
	readState(connection, dir);
}

/** @throws {SearchError} `USAGE` if there cannot be such a folder. */
export function makeFolder(dir: string): void {
	try {
		mkdirSync(dir, { recursive: true });
	} catch (error) {
		throw new SearchError(
			"USAGE",
			`cannot use ${dir} as an index folder: ${reasonOf(error)}`,
			"name another: --index DIR",
			{ cause: error },
		);
	}
}

function create(connection: Connection): void {
	const state: State = {
		generation: 0,
		unfinished: false,
		settings: null,
		modelFolder: null,
		weights: [],
		graph: null,
		codes: null,
		calibration: null,
	};
	connection.transaction(() => {
		connection.exec(SCHEMA);
		connection.pragma(`application_id = ${APPLICATION_ID}`);
		connection.pragma(`user_version = ${FORMAT_VERSION}`);
		connection
			.prepare("INSERT INTO state VALUES (1, ?)")
			.run(JSON.stringify(state));
	})();
}

/** Whether an index cannot be used as it is, and would have to be built anew. */
export function isUnusable(error: unknown): boolean {
	return (
		error instanceof Error &&
		"code" in error &&
		(error.code === "INDEX_CORRUPT" || error.code === "INDEX_INCOMPATIBLE")
	);
}
