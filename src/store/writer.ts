import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Location, SkippedFile } from "../types.ts";
import { connectWriter, isUnusable, makeFolder } from "./connect-writer.ts";
import { type Connection, translate, translated } from "./connection.ts";
import { lockWriter } from "./lock.ts";
import { codesName, DATABASE, DERIVED_NAME, graphName } from "./names.ts";
import type { State } from "./schema.ts";
import type { Settings } from "./settings.ts";
import { readState, Store } from "./store.ts";
import { bytesOf, vectorOf } from "./vectors.ts";

export interface StagedPassage extends Location {
	text: string;
	/** SHA-256 of model and embedded text. */
	key: Buffer;
	embeddedText: string;
	titleTerms: string;
	textTerms: string;
}

export interface StagedArticle {
	path: string;
	sha256: string;
	title: string | null;
	passages: StagedPassage[];
}

export interface Source {
	path: string;
	kind: "file" | "folder";
}

/** What an update makes of the index, beside the articles that were staged. */
export interface Update {
	settings: Settings;
	modelFolder: string | null;
	weights: State["weights"];
	sources: Source[];
	skipped: SkippedFile[];
	/** Ids of the articles that leave; those staged again under the same path leave by themselves. */
	removed: number[];
}

/** A generation that is about to be committed. */
export interface NextGeneration {
	generation: number;
	/** Ids of the embeddings in use. */
	inUse: ReadonlySet<number>;
	/** Reads it as it will be. */
	store: Store;
	/** Passages that came or went. */
	changed: number;
}

export type Derived = Pick<State, "graph" | "codes" | "calibration">;

/**
 * The one writer of an index. Readers see nothing of an update before {@link Writer.commit} is done,
 * and all of it afterwards; embeddings are kept from the moment they are added, so that an
 * interrupted update resumes where it was.
 */
export class Writer {
	readonly dir: string;
	readonly #connection: Connection;
	readonly #unlock: () => void;

	private constructor(dir: string, connection: Connection, unlock: () => void) {
		this.dir = dir;
		this.#connection = connection;
		this.#unlock = unlock;
	}

	/**
	 * Opens an index for an update, and creates it where there is none.
	 *
	 * @param discard - Whether an index that cannot be used (damaged, of another format) is thrown away.
	 * @throws {SearchError} `INDEX_BUSY`, `INDEX_CORRUPT`, `INDEX_INCOMPATIBLE`, `INTERNAL`.
	 */
	static open(dir: string, { discard }: { discard: boolean }): Writer {
		makeFolder(dir);
		const unlock = translated(dir, () => lockWriter(dir));
		try {
			try {
				return new Writer(
					dir,
					connectWriter(dir, { thorough: discard }),
					unlock,
				);
			} catch (error) {
				if (!discard || !isUnusable(error)) throw error;
				for (const suffix of ["", "-wal", "-shm"]) {
					rmSync(join(dir, DATABASE + suffix), { force: true });
				}
				return new Writer(dir, connectWriter(dir, { thorough: false }), unlock);
			}
		} catch (error) {
			unlock();
			throw error;
		}
	}

	close(): void {
		this.#connection.close();
		this.#unlock();
	}

	/** Reads the index as this writer sees it. */
	reader(): Store {
		return new Store(this.dir, this.#connection);
	}

	state(): State {
		return readState(this.#connection, this.dir);
	}

	graphFile(generation: number): string {
		return join(this.dir, graphName(generation));
	}

	/**
	 * Notes that an update is under way, until {@link Writer.commit}, and of what: should it not be
	 * completed, the next one knows its sources.
	 */
	begin({
		sources,
		modelFolder,
	}: Pick<Update, "sources" | "modelFolder">): void {
		translated(this.dir, () =>
			this.#connection.transaction(() => {
				const state = this.state();
				this.#saveState({
					...state,
					unfinished: true,
					modelFolder: state.settings ? state.modelFolder : modelFolder,
				});
				this.#replaceSources(sources);
			})(),
		);
	}

	/** Prepares an article for the next commit, in place of what its path held. */
	stage(article: StagedArticle): void {
		translated(this.dir, () => {
			const { lastInsertRowid } = this.#connection
				.prepare(
					"INSERT INTO staged_articles (path, sha256, title) VALUES (:path, :sha256, :title)",
				)
				.run({
					path: article.path,
					sha256: article.sha256,
					title: article.title,
				});
			const insert = this.#connection.prepare(
				`INSERT INTO staged_passages VALUES (NULL, :article, :key, :embeddedText, :titleTerms, :textTerms,
				:start, :end, :byteStart, :byteEnd, :lineStart, :lineEnd, :text, :sentences)`,
			);
			for (const passage of article.passages) {
				insert.run({ ...passage, article: lastInsertRowid });
			}
		});
	}

	/**
	 * The next staged texts without an embedding, in order; some may be alike.
	 *
	 * @returns At most `limit`, and the id up to which all were looked at.
	 */
	unembedded(
		afterId: number,
		limit: number,
	): { texts: { id: number; key: Buffer; text: string }[]; upTo: number } {
		return translated(this.dir, () => {
			const newest = this.#connection
				.prepare<[], number>("SELECT max(id) FROM staged_passages")
				.pluck()
				.get();
			const texts = this.#connection
				.prepare<[number, number], { id: number; key: Buffer; text: string }>(
					`SELECT id, key, embedded_text AS text FROM staged_passages
					WHERE id > ? AND key NOT IN (SELECT key FROM embeddings) ORDER BY id LIMIT ?`,
				)
				.all(afterId, limit);
			const last = texts.length === limit ? texts.at(-1)?.id : newest;
			return { texts, upTo: last ?? afterId };
		});
	}

	/** How many different staged texts have no embedding. */
	unembeddedCount(): number {
		return Number(
			this.#connection
				.prepare(
					"SELECT count(DISTINCT key) FROM staged_passages WHERE key NOT IN (SELECT key FROM embeddings)",
				)
				.pluck()
				.get(),
		);
	}

	/** Stores embeddings for good, whatever becomes of the update; returns their ids. */
	addEmbeddings(
		embeddings: readonly { key: Buffer; vector: Float32Array }[],
	): number[] {
		return translated(this.dir, () =>
			this.#connection.transaction(() => {
				const insert = this.#connection.prepare(
					"INSERT INTO embeddings (key, vector) VALUES (?, ?)",
				);
				return embeddings.map(({ key, vector }) =>
					Number(insert.run(key, bytesOf(vector)).lastInsertRowid),
				);
			})(),
		);
	}

	/** Ids of the embeddings that the passages use. */
	embeddingsInUse(): Set<number> {
		return this.reader().embeddingsOf(null);
	}

	vector(id: number): Float32Array {
		const bytes = this.#connection
			.prepare("SELECT vector FROM embeddings WHERE id = ?")
			.pluck()
			.get(id) as Buffer;
		return vectorOf(bytes);
	}

	/**
	 * Makes the update current, in one transaction.
	 *
	 * @param derive - Makes what is derived of the new generation, which it sees through the store it is
	 *   given. What it throws undoes the update.
	 */
	async commit(
		update: Update,
		derive: (next: NextGeneration) => Promise<Derived>,
	): Promise<State> {
		const generation = this.state().generation + 1;
		let committed: State;
		try {
			this.#connection.exec("BEGIN IMMEDIATE");
			const changed = this.#apply(update);
			const derived = await derive({
				generation,
				inUse: this.embeddingsInUse(),
				store: this.reader(),
				changed,
			});
			const state: State = {
				generation,
				unfinished: false,
				settings: update.settings,
				modelFolder: update.modelFolder,
				weights: update.weights,
				...derived,
			};
			this.#saveState(state);
			this.#connection.exec("COMMIT");
			committed = state;
		} catch (error) {
			if (this.#connection.inTransaction) this.#connection.exec("ROLLBACK");
			rmSync(this.graphFile(generation), { force: true });
			rmSync(join(this.dir, codesName(generation)), { force: true });
			throw translate(error, this.dir);
		}
		this.#sweep(generation);
		return committed;
	}

	/** Ends an update that found nothing to change: no new generation, but what was learned is kept. */
	settle(
		update: Omit<Update, "settings" | "removed">,
		derived: Pick<State, "graph" | "codes">,
	): State {
		return translated(this.dir, () =>
			this.#connection.transaction(() => {
				this.#replaceSources(update.sources);
				this.#replaceSkipped(update.skipped);
				const state = {
					...this.state(),
					unfinished: false,
					modelFolder: update.modelFolder,
					weights: update.weights,
					...derived,
				};
				this.#saveState(state);
				return state;
			})(),
		);
	}

	/** Returns how many passages came or went. */
	#apply(update: Update): number {
		const run = (sql: string) => this.#connection.exec(sql);
		const changes = (sql: string) =>
			this.#connection.prepare(sql).run().changes;
		const remove = this.#connection.prepare(
			"INSERT OR IGNORE INTO removed_articles VALUES (?)",
		);
		for (const id of update.removed) remove.run(id);
		run(`INSERT OR IGNORE INTO removed_articles
			SELECT id FROM articles WHERE path IN (SELECT path FROM staged_articles)`);
		run(`DELETE FROM keyword_index WHERE rowid IN
			(SELECT id FROM passages WHERE article_id IN (SELECT id FROM removed_articles))`);
		const gone = changes(
			"DELETE FROM passages WHERE article_id IN (SELECT id FROM removed_articles)",
		);
		run(
			"DELETE FROM article_index WHERE rowid IN (SELECT id FROM removed_articles)",
		);
		run("DELETE FROM articles WHERE id IN (SELECT id FROM removed_articles)");

		// New rows get ids above all old ones: staged ids start from 1.
		const offsetOf = (table: string) =>
			Number(
				this.#connection
					.prepare(`SELECT coalesce(max(id), 0) FROM ${table}`)
					.pluck()
					.get(),
			);
		const article = offsetOf("articles");
		const passage = offsetOf("passages");
		run(
			`INSERT INTO articles SELECT ${article} + id, path, sha256, title FROM staged_articles`,
		);
		const came =
			changes(`INSERT INTO passages SELECT ${passage} + staged_passages.id, ${article} + article_id, embeddings.id,
			"start", "end", byte_start, byte_end, line_start, line_end, text, sentences
			FROM staged_passages JOIN embeddings USING (key) ORDER BY staged_passages.id`);
		run(`INSERT INTO keyword_index (rowid, title, text)
			SELECT ${passage} + id, title_terms, text_terms FROM staged_passages ORDER BY id`);
		run(`INSERT INTO article_index (rowid, terms)
			SELECT ${article} + article_id, min(title_terms) || ' ' || group_concat(text_terms, ' ')
			FROM staged_passages GROUP BY article_id`);
		run(
			"DELETE FROM embeddings WHERE id NOT IN (SELECT embedding_id FROM passages)",
		);
		this.#replaceSources(update.sources);
		this.#replaceSkipped(update.skipped);
		return gone + came;
	}

	#replaceSources(sources: readonly Source[]): void {
		this.#connection.exec("DELETE FROM sources");
		const source = this.#connection.prepare(
			"INSERT INTO sources VALUES (:path, :kind)",
		);
		for (const { path, kind } of sources) source.run({ path, kind });
	}

	#replaceSkipped(skipped: readonly SkippedFile[]): void {
		this.#connection.exec("DELETE FROM skipped");
		const skip = this.#connection.prepare(
			"INSERT INTO skipped VALUES (:path, :reason)",
		);
		for (const { path, reason } of skipped) skip.run({ path, reason });
	}

	#saveState(state: State): void {
		this.#connection
			.prepare("UPDATE state SET value = ?")
			.run(JSON.stringify(state));
	}

	/** Removes derived files of other generations, half-written ones included. */
	#sweep(generation: number): void {
		const current = [graphName(generation), codesName(generation)];
		for (const entry of readdirSync(this.dir, { withFileTypes: true })) {
			const { name } = entry;
			const isDerived = entry.isFile() && DERIVED_NAME.test(name);
			if (isDerived && !current.includes(name)) {
				rmSync(join(this.dir, name), { force: true });
			}
		}
	}
}
