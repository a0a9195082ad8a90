import { type Connection, type Statement, translated } from "./connection.ts";

export type Parameter = string | number;

/** Runs statements over an index, each prepared once. */
export class Queries {
	readonly dir: string;
	readonly connection: Connection;
	/** What was prepared once, by its text. */
	readonly #statements = new Map<string, Statement>();

	constructor(dir: string, connection: Connection) {
		this.dir = dir;
		this.connection = connection;
	}

	/** @throws {SearchError} `INDEX_CORRUPT` and others, as SQLite's errors say. */
	all<Row>(sql: string, ...parameters: Parameter[]): Row[] {
		return translated(
			this.dir,
			() => this.#prepared(sql).all(...parameters) as Row[],
		);
	}

	/** The first column of every row. */
	column<Value>(sql: string, ...parameters: Parameter[]): Value[] {
		return this.all<Record<string, Value>>(sql, ...parameters).flatMap((row) =>
			Object.values(row),
		);
	}

	/** @returns The id of the row that was inserted, where one was. */
	run(sql: string, parameters: Readonly<Record<string, unknown>>): number {
		return translated(this.dir, () =>
			Number(this.#prepared(sql).run(parameters).lastInsertRowid),
		);
	}

	#prepared(sql: string): Statement {
		let statement = this.#statements.get(sql);
		if (!statement) {
			statement = this.connection.prepare(sql);
			this.#statements.set(sql, statement);
		}
		return statement;
	}
}
