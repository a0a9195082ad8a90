import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { SkippedFile } from "../types.ts";
import {
	type Connection,
	connectReader,
	corrupt,
	notFound,
	type Statement,
	translate,
	translated,
} from "./connection.ts";
import { codesName, graphName } from "./names.ts";
import { State } from "./schema.ts";
import { sealOf, sealOfPassage } from "./seal.ts";
import { isWhole, type StoredVector, vectorOf } from "./vectors.ts";

export interface ArticleRow {
	id: number;
	path: string;
	sha256: string;
	title: string | null;
}

/** A passage with what its citation needs of its article. */
export interface PassageRow {
	id: number;
	articleId: number;
	path: string;
	sha256: string;
	title: string | null;
	start: number;
	end: number;
	byteStart: number;
	byteEnd: number;
	lineStart: number;
	lineEnd: number;
	text: string;
	/** JSON: where its sentences start and end in it, in turn. */
	sentences: string;
	/** See {@link sealOfPassage}. */
	seal: string;
}

export interface Counts {
	articles: number;
	passages: number;
}

const PASSAGE_COLUMNS = `
	passages.id, article_id AS articleId, path, sha256, title, "start", "end", byte_start AS byteStart,
	byte_end AS byteEnd, line_start AS lineStart, line_end AS lineEnd, text, sentences, seal
	FROM passages JOIN articles ON articles.id = article_id`;

/**
 * An index as its readers see it: always one whole generation.
 *
 * Call {@link Store.snapshot} around reads that must agree with each other.
 */
export class Store {
	readonly dir: string;
	readonly #connection: Connection;

	/** What was prepared once, by its text. */
	readonly #statements = new Map<string, Statement>();
	/** The state that was read last: a lookup looks at it several times. */
	#read: { value: unknown; state: State } | null = null;

	/** @internal Use {@link Store.open}. */
	constructor(dir: string, connection: Connection) {
		this.dir = dir;
		this.#connection = connection;
	}

	/** @throws {SearchError} `INDEX_NOT_FOUND`, `INDEX_CORRUPT`, `INDEX_INCOMPATIBLE`. */
	static open(dir: string): Store {
		return new Store(dir, connectReader(dir));
	}

	close(): void {
		this.#connection.close();
	}

	/** Runs `work` on one generation, whatever a writer commits meanwhile. */
	snapshot<T>(work: () => T): T {
		return translated(this.dir, () => this.#connection.transaction(work)());
	}

	/** @throws {SearchError} `INDEX_NOT_FOUND` if no update has ever been completed. */
	state(): State & { settings: NonNullable<State["settings"]> } {
		const { settings, ...rest } = this.#state();
		if (settings === null) throw notFound(this.dir);
		return { ...rest, settings };
	}

	/** The folder of the index's model, null for the bundled one, and its checksums; also where no update was completed. */
	model(): Pick<State, "modelFolder" | "weights"> {
		return this.#state();
	}

	/** The file of a generation's graph. */
	graphFile(generation: number): string {
		return join(this.dir, graphName(generation));
	}

	/** The file of a generation's rounded vectors. */
	codesFile(generation: number): string {
		return join(this.dir, codesName(generation));
	}

	counts(): Counts {
		const [articles, passages] = ["articles", "passages"].map((table) =>
			this.#number(`SELECT count(*) FROM ${table}`),
		);
		return { articles: articles ?? 0, passages: passages ?? 0 };
	}

	articles(): ArticleRow[] {
		return this.#all<ArticleRow>(
			"SELECT id, path, sha256, title FROM articles ORDER BY path",
		);
	}

	article(path: string): ArticleRow | undefined {
		return this.#all<ArticleRow>(
			"SELECT id, path, sha256, title FROM articles WHERE path = ?",
			path,
		)[0];
	}

	/** @throws {SearchError} `INDEX_CORRUPT` if one is not as it was written. */
	sources(): { path: string; kind: "file" | "folder" }[] {
		const rows = this.#all<{
			path: string;
			kind: "file" | "folder";
			seal: string;
		}>("SELECT path, kind, seal FROM sources ORDER BY path");
		return rows.map(({ path, kind, seal }) => {
			if (sealOf(path, kind) !== seal) {
				const reason = `its source ${path} is not what was written`;
				throw corrupt(this.dir, reason, undefined);
			}
			return { path, kind };
		});
	}

	skipped(): SkippedFile[] {
		return this.#all("SELECT path, reason FROM skipped ORDER BY path");
	}

	/** @throws {SearchError} `INDEX_CORRUPT` if one is not as it was written. */
	passages(ids: readonly number[]): PassageRow[] {
		return this.#whole(
			`SELECT ${PASSAGE_COLUMNS} WHERE passages.id IN (SELECT value FROM json_each(?))`,
			JSON.stringify(ids),
		);
	}

	/**
	 * The passages of an article, in order.
	 *
	 * @throws {SearchError} `INDEX_CORRUPT` if one is not as it was written.
	 */
	passagesOf(articleId: number): PassageRow[] {
		return this.#whole(
			`SELECT ${PASSAGE_COLUMNS} WHERE article_id = ? ORDER BY "start"`,
			articleId,
		);
	}

	/** Who uses which embeddings; more than one passage can, where a text stands in several articles. */
	passagesByEmbedding(
		embeddingIds: readonly number[],
		articleIds: readonly number[] | null,
	): { id: number; articleId: number; embeddingId: number }[] {
		return this.#all(
			`SELECT id, article_id AS articleId, embedding_id AS embeddingId FROM passages
			WHERE embedding_id IN (SELECT value FROM json_each(?)) ${onlyIn(articleIds)}`,
			JSON.stringify(embeddingIds),
			...given(articleIds),
		);
	}

	/** Ids of the embeddings in use, of all articles or of some. */
	embeddingsOf(articleIds: readonly number[] | null): Set<number> {
		const rows = this.#all<{ id: number }>(
			`SELECT DISTINCT embedding_id AS id FROM passages WHERE true ${onlyIn(articleIds)}`,
			...given(articleIds),
		);
		return new Set(rows.map(({ id }) => id));
	}

	/**
	 * The vectors of embeddings; of all in use without ids.
	 *
	 * @throws {SearchError} `INDEX_CORRUPT` if one is not as it was written.
	 */
	*vectors(
		ids: Iterable<number> | null,
	): Generator<{ id: number; vector: Float32Array }> {
		const wanted =
			ids === null
				? "SELECT embedding_id FROM passages"
				: "SELECT value FROM json_each(?)";
		const parameters = ids === null ? [] : [JSON.stringify([...ids])];
		try {
			const rows = this.#connection
				.prepare<string[], { id: number } & StoredVector>(
					`SELECT id, vector, crc FROM embeddings WHERE id IN (${wanted})`,
				)
				.iterate(...parameters);
			for (const row of rows) {
				if (!isWhole(row)) {
					const reason = "an embedding is not what was written";
					throw corrupt(this.dir, reason, undefined);
				}
				yield { id: row.id, vector: vectorOf(row.vector) };
			}
		} catch (error) {
			throw translate(error, this.dir);
		}
	}

	/**
	 * The passages with any of the terms, best first.
	 *
	 * `keyword` is BM25 as SQLite's FTS5 computes it (https://sqlite.org/fts5.html#the_bm25_function),
	 * with its sign turned: higher is better.
	 *
	 * @param terms - As `keywords.ts` gives them: they hold nothing that FTS5 could read as an operator.
	 */
	keywordSearch(
		terms: readonly string[],
		top: number,
		articleIds: readonly number[] | null,
	): { id: number; articleId: number; keyword: number }[] {
		if (terms.length === 0) return [];
		return this.#all(
			`SELECT id, article_id AS articleId, -rank AS keyword FROM
			(SELECT rowid AS found, rank FROM keyword_index WHERE keyword_index MATCH ? ${
				articleIds === null
					? ""
					: `AND +rowid IN (SELECT id FROM passages WHERE true ${onlyIn(articleIds)})`
			} ORDER BY rank LIMIT ?) JOIN passages ON id = found`,
			anyOf(terms),
			...given(articleIds),
			top,
		);
	}

	/** BM25 of whole articles, by id; those without any of the terms are left out. */
	articleKeywords(
		terms: readonly string[],
		articleIds: readonly number[],
	): Map<number, number> {
		if (terms.length === 0 || articleIds.length === 0) return new Map();
		const rows = this.#all<{ id: number; keyword: number }>(
			`SELECT rowid AS id, -bm25(article_index) AS keyword FROM article_index
			WHERE article_index MATCH ? AND +rowid IN (SELECT value FROM json_each(?))`,
			anyOf(terms),
			JSON.stringify(articleIds),
		);
		return new Map(rows.map(({ id, keyword }) => [id, keyword]));
	}

	/** The terms of all articles that begin with the same letters. */
	termsFrom(prefix: string): string[] {
		return this.#all<{ term: string }>(
			"SELECT term FROM keyword_terms WHERE term >= ? AND term < ?",
			prefix,
			`${prefix}\u{10ffff}`,
		).map(({ term }) => term);
	}

	/** In how many passages each term stands; terms that stand in none are left out. */
	passageFrequencies(terms: readonly string[]): Map<string, number> {
		const rows = this.#all<{ term: string; doc: number }>(
			"SELECT term, doc FROM keyword_terms WHERE term IN (SELECT value FROM json_each(?))",
			JSON.stringify(terms),
		);
		return new Map(rows.map(({ term, doc }) => [term, doc]));
	}

	/**
	 * Reads the whole database.
	 *
	 * @throws {SearchError} `INDEX_CORRUPT` if any of it is not what was written.
	 */
	check(): void {
		const rows = this.#all<{ quick_check: string }>("PRAGMA quick_check(1)");
		const [found = { quick_check: "nothing" }] = rows;
		if (found.quick_check !== "ok") {
			throw corrupt(this.dir, found.quick_check, undefined);
		}
		for (const { id } of this.articles()) this.passagesOf(id);
		for (const _ of this.vectors(null));
	}

	/** Size of the index folder's files. */
	bytes(): number {
		return readdirSync(this.dir, { withFileTypes: true })
			.filter((entry) => entry.isFile())
			.reduce((sum, { name }) => sum + statSync(join(this.dir, name)).size, 0);
	}

	#state(): State {
		const value = stateValue(this.#connection, this.dir);
		const last = this.#read;
		if (last && last.value === value) return last.state;
		const state = parseState(value, this.dir);
		this.#read = { value, state };
		return state;
	}

	#whole(sql: string, ...parameters: (string | number)[]): PassageRow[] {
		const rows = this.#all<PassageRow>(sql, ...parameters);
		for (const row of rows) {
			if (sealOfPassage(row) !== row.seal) {
				const reason = `a passage of ${row.path} is not what was written`;
				throw corrupt(this.dir, reason, undefined);
			}
		}
		return rows;
	}

	#all<Row>(sql: string, ...parameters: (string | number)[]): Row[] {
		return translated(
			this.dir,
			() => this.#prepared(sql).all(...parameters) as Row[],
		);
	}

	#number(sql: string): number {
		const [row] = this.#all<Record<string, number>>(sql);
		return Number(Object.values(row ?? {})[0]);
	}

	#prepared(sql: string): Statement {
		let statement = this.#statements.get(sql);
		if (!statement) {
			statement = this.#connection.prepare(sql);
			this.#statements.set(sql, statement);
		}
		return statement;
	}
}

/** @throws {SearchError} `INDEX_CORRUPT` if the state is not there or not what it should be. */
export function readState(connection: Connection, dir: string): State {
	return parseState(stateValue(connection, dir), dir);
}

function stateValue(connection: Connection, dir: string): unknown {
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

function parseState(value: unknown, dir: string): State {
	try {
		return State.parse(JSON.parse(String(value)));
	} catch (error) {
		throw corrupt(dir, "its state cannot be read", error);
	}
}

/** An FTS5 query; the terms hold nothing that it could read as an operator. */
function anyOf(terms: readonly string[]): string {
	return terms.map((term) => `"${term}"`).join(" OR ");
}

function onlyIn(articleIds: readonly number[] | null): string {
	return articleIds === null
		? ""
		: "AND article_id IN (SELECT value FROM json_each(?))";
}

function given(articleIds: readonly number[] | null): string[] {
	return articleIds === null ? [] : [JSON.stringify(articleIds)];
}
