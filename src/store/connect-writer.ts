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
import { sealOf } from "./seal.ts";
import { readState } from "./state.ts";
import { isWhole, type StoredVector } from "./vectors.ts";

/**
 * Opens the database of an index for writing, and creates it where there is none.
 *
 * @param mend - Whether damaged embeddings are forgotten, so that they are made again.
 * @throws {SearchError} `INDEX_CORRUPT` if the file is damaged anywhere: it is read whole, since nothing is to be built
 *   upon damage.
 */
export function connectWriter(
	dir: string,
	{ mend }: { mend: boolean },
): Connection {
	return translated(dir, () => {
		const connection = new Database(join(dir, DATABASE), { timeout: 5000 });
		try {
			if (connection.pragma("schema_version", { simple: true }) === 0) {
				create(connection);
			}
			checkFormat(connection, dir);
			checkWhole(connection, dir);
			if (mend) forgetDamaged(connection);
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

/** Gives damaged embeddings a key that no text has. */
function forgetDamaged(connection: Connection): void {
	const rows = connection
		.prepare<[], { id: number } & StoredVector>(
			"SELECT id, vector, crc FROM embeddings",
		)
		.iterate();
	const damaged: number[] = [];
	for (const row of rows) if (!isWhole(row)) damaged.push(row.id);
	const forget = connection.prepare(
		"UPDATE embeddings SET key = randomblob(32) WHERE id = ?",
	);
	for (const id of damaged) forget.run(id);
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
		map: {},
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
		const value = JSON.stringify(state);
		connection
			.prepare("INSERT INTO state VALUES (1, ?, ?)")
			.run(value, sealOf(value));
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
