import { type Connection, corrupt, translated } from "./connection.ts";
import { State } from "./schema.ts";
import { sealOf } from "./seal.ts";

/** @throws {SearchError} `INDEX_CORRUPT` if the state is not there or not what it should be. */
export function readState(connection: Connection, dir: string): State {
	return parseState(stateValue(connection, dir), dir);
}

/** The state as it is stored, its seal unbroken. */
export function stateValue(connection: Connection, dir: string): unknown {
	const row = translated(dir, () =>
		connection
			.prepare<[], { value: unknown; seal: unknown }>(
				"SELECT value, seal FROM state",
			)
			.get(),
	);
	if (!row || sealOf(row.value) !== row.seal) {
		throw corrupt(dir, "its state is not what was written", undefined);
	}
	return row.value;
}

/** @throws {SearchError} `INDEX_CORRUPT`. */
export function parseState(value: unknown, dir: string): State {
	try {
		return State.parse(JSON.parse(String(value)));
	} catch (error) {
		throw corrupt(dir, "its state cannot be read", error);
	}
}
