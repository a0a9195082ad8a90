import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { groupBy } from "../group-by.ts";
import type { ArticlePlace, SkippedFile } from "../types.ts";
import {
	type Connection,
	connectReader,
	corrupt,
	notFound,
	translate,
	translated,
} from "./connection.ts";
import {
	type Allowed,
	articlesStating,
	given,
	onlyIn,
	passagesOfSpeakers,
	type Stating,
	speakers,
	valuesOf,
} from "./filter.ts";
import { codesName, graphName } from "./names.ts";
import { type Parameter, Queries } from "./queries.ts";
import {
	type ArticleKey,
	type ArticleRow,
	articleRows,
	type IndexedArticle,
	type PassageRow,
	passageRows,
	placed,
} from "./rows.ts";
import type { State } from "./schema.ts";
import { sealOf } from "./seal.ts";
import { parseState, stateValue } from "./state.ts";
import { isWhole, type StoredVector, vectorOf } from "./vectors.ts";
import {
	articlesWith,
	type FoundByWords,
	frequenciesOf,
	passagesWith,
	termsFrom,
} from "./words.ts";

export interface Counts {
	articles: number;
	passages: number;
}

/**
 * An index as its readers see it: always one whole generation.
 *
 * Call {@link Store.snapshot} around reads that must agree with each other.
 */
export class Store {
	readonly dir: string;
	readonly #connection: Connection;
	readonly #queries: Queries;
	/** The state that was read last: a lookup looks at it several times. */
	#read: { value: unknown; state: State } | null = null;

	/** @internal Use {@link Store.open}. */
	constructor(dir: string, connection: Connection) {
		this.dir = dir;
		this.#connection = connection;
		this.#queries = new Queries(dir, connection);
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

	/** All articles, by path, member and record. */
	articles(): IndexedArticle[] {
		return this.#all<ArticleKey & { id: number; sha256: string }>(
			"SELECT id, path, member, record, sha256 FROM articles ORDER BY path, member, record",
		).map(placed);
	}

	/**
	 * One article.
	 *
	 * @throws {SearchError} `INDEX_CORRUPT` if it is not as it was written.
	 */
	article({ path, member, record }: ArticlePlace): ArticleRow | undefined {
		return articleRows(
			this.#queries,
			"path = ? AND member = ? AND record = ?",
			path,
			member ?? "",
			record ?? 0,
		)[0];
	}

	/**
	 * The article of a file with a checksum, wherever in the file it stands.
	 *
	 * @param sha8 - The first 8 hex digits.
	 * @throws {SearchError} `INDEX_CORRUPT` if it is not as it was written.
	 */
	articleWith(path: string, sha8: string): ArticleRow | undefined {
		return articleRows(
			this.#queries,
			"path = ? AND substr(sha256, 1, 8) = ? ORDER BY member, record LIMIT 1",
			path,
			sha8,
		)[0];
	}

	/**
	 * What was extracted of an article; null where its file is the text.
	 *
	 * @throws {SearchError} `INDEX_CORRUPT` if it is not as it was written.
	 */
	textOf(articleId: number): string | null {
		const [row] = this.#all<{ text: string | null; seal: string | null }>(
			"SELECT text, text_seal AS seal FROM articles WHERE id = ?",
			articleId,
		);
		if (!row || row.text === null) return null;
		if (sealOf(row.text) !== row.seal) {
			const reason = "the text of an article is not what was written";
			throw corrupt(this.dir, reason, undefined);
		}
		return row.text;
	}

	/** Files all of whose articles are in the index, and their SHA-256 then. */
	files(): Map<string, string> {
		const rows = this.#all<{ path: string; sha256: string }>(
			"SELECT path, sha256 FROM files",
		);
		return new Map(rows.map(({ path, sha256 }) => [path, sha256]));
	}

	/** Every value that articles state, to see which of them are asked for. */
	values(column: "source" | "author" | "language" | "speaker"): string[] {
		return column === "speaker"
			? speakers(this.#queries)
			: valuesOf(this.#queries, column);
	}

	articlesStating(stating: Stating): number[] {
		return articlesStating(this.#queries, stating);
	}

	passagesOfSpeakers(names: readonly string[]): number[] {
		return passagesOfSpeakers(this.#queries, names);
	}

	/** Who speaks in which of these passages. */
	speakersIn(
		passageIds: readonly number[],
	): { name: string; passageId: number }[] {
		return this.#all(
			`SELECT name, passage_id AS passageId FROM speakers
			WHERE passage_id IN (SELECT value FROM json_each(?))`,
			JSON.stringify(passageIds),
		);
	}

	/** The days on which articles were published, by id; without those that state none. */
	daysOf(articleIds: readonly number[]): Map<number, string> {
		const rows = this.#all<{ id: number; day: string }>(
			"SELECT id, day FROM articles WHERE day IS NOT NULL AND id IN (SELECT value FROM json_each(?))",
			JSON.stringify(articleIds),
		);
		return new Map(rows.map(({ id, day }) => [id, day]));
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
		return passageRows(
			this.#queries,
			"id IN (SELECT value FROM json_each(?))",
			JSON.stringify(ids),
		);
	}

	/**
	 * The passages of an article, in order.
	 *
	 * @throws {SearchError} `INDEX_CORRUPT` if one is not as it was written.
	 */
	passagesOf(articleId: number): PassageRow[] {
		return passageRows(
			this.#queries,
			'article_id = ? ORDER BY "start"',
			articleId,
		);
	}

	/**
	 * The passages of all articles that tell one story.
	 *
	 * @throws {SearchError} `INDEX_CORRUPT` if one is not as it was written.
	 */
	passagesOfStory(story: number): PassageRow[] {
		return passageRows(
			this.#queries,
			"article_id IN (SELECT id FROM articles WHERE story = ?) ORDER BY id",
			story,
		);
	}

	/**
	 * The passages that say the same as the first of them.
	 *
	 * @throws {SearchError} `INDEX_CORRUPT` if one is not as it was written.
	 */
	passagesLike(first: number): PassageRow[] {
		return passageRows(this.#queries, "copy_of = ? ORDER BY id", first);
	}

	/** Articles that tell the same as others, by their story. */
	stories(): Map<number, ArticleRow[]> {
		const rows = articleRows(
			this.#queries,
			"story IS NOT NULL ORDER BY path, member, record",
		);
		return groupBy(rows, ({ id, story }) => story ?? id);
	}

	/** Who uses which embeddings; more than one passage can, where a text stands in several articles. */
	passagesByEmbedding(
		embeddingIds: readonly number[],
		allowed: Allowed | null,
	): { id: number; articleId: number; embeddingId: number }[] {
		return this.#all(
			`SELECT id, article_id AS articleId, embedding_id AS embeddingId FROM passages
			WHERE embedding_id IN (SELECT value FROM json_each(?)) ${onlyIn(allowed)}`,
			JSON.stringify(embeddingIds),
			...given(allowed),
		);
	}

	/** Ids of the embeddings in use, of all passages or of some. */
	embeddingsOf(allowed: Allowed | null): Set<number> {
		const rows = this.#all<{ id: number }>(
			`SELECT DISTINCT embedding_id AS id FROM passages WHERE true ${onlyIn(allowed)}`,
			...given(allowed),
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

	/** @see passagesWith in words.ts. */
	keywordSearch(
		terms: readonly string[],
		top: number,
		allowed: Allowed | null,
	): FoundByWords[] {
		return passagesWith(this.#queries, terms, top, allowed);
	}

	/** BM25 of whole articles, by id; those without any of the terms are left out. */
	articleKeywords(
		terms: readonly string[],
		articleIds: readonly number[],
	): Map<number, number> {
		return articlesWith(this.#queries, terms, articleIds);
	}

	/** The terms of all articles that begin with the same letters. */
	termsFrom(prefix: string): string[] {
		return termsFrom(this.#queries, prefix);
	}

	/** In how many passages each term stands; terms that stand in none are left out. */
	passageFrequencies(terms: readonly string[]): Map<string, number> {
		return frequenciesOf(this.#queries, terms);
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
		for (const { id } of this.articles()) {
			this.passagesOf(id);
			this.textOf(id);
		}
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

	#all<Row>(sql: string, ...parameters: Parameter[]): Row[] {
		return this.#queries.all(sql, ...parameters);
	}

	#number(sql: string): number {
		return this.#queries.column<number>(sql)[0] ?? 0;
	}
}
