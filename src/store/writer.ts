import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Step, untold } from "../step.ts";
import type { ArticlePlace } from "../types.ts";
import {
	applyUpdate,
	replaceFiles,
	replaceSkipped,
	replaceSources,
	type Update,
} from "./apply.ts";
import { connectWriter, isUnusable, makeFolder } from "./connect-writer.ts";
import { type Connection, translate, translated } from "./connection.ts";
import { groupCopies } from "./copies.ts";
import { lockWriter } from "./lock.ts";
import { codesName, DATABASE, DERIVED_NAME, graphName } from "./names.ts";
import { Queries } from "./queries.ts";
import { recurring, type StagedLine, unmarked } from "./recurring.ts";
import type { State } from "./schema.ts";
import { sealOf } from "./seal.ts";
import { type StagedArticle, stageArticle } from "./stage.ts";
import { readState } from "./state.ts";
import { Store } from "./store.ts";
import { stored } from "./vectors.ts";

/** A generation that is about to be committed. */
export interface NextGeneration {
	generation: number;
	/** Ids of the embeddings in use. */
	inUse: ReadonlySet<number>;
	/** Reads it as it will be. */
	store: Store;
	/** Passages that came or went. */
	changed: number;
	step: Step;
}

export type Derived = Pick<State, "graph" | "codes" | "calibration">;

/**
 * The one writer of an index. Readers see nothing of an update before {@link Writer.commit} is done,
 * and all of it afterwards; embeddings are kept from the moment they are added, so that an
 * interrupted update resumes where it was.
 */
export class Writer {
	readonly dir: string;
	readonly step: Step;
	#connection: Connection;
	readonly #unlock: () => void;
	#queries: Queries;

	private constructor(
		dir: string,
		connection: Connection,
		unlock: () => void,
		step: Step,
	) {
		this.dir = dir;
		this.step = step;
		this.#connection = connection;
		this.#queries = new Queries(dir, connection);
		this.#unlock = unlock;
	}

	/**
	 * Opens an index for an update, and creates it where there is none.
	 *
	 * @param discard - Whether an index that cannot be used (damaged, of another format) is thrown away.
	 * @throws {SearchError} `INDEX_BUSY`, `INDEX_CORRUPT`, `INDEX_INCOMPATIBLE`, `INTERNAL`.
	 */
	static open(
		dir: string,
		{ discard, step = untold }: { discard: boolean; step?: Step | undefined },
	): Writer {
		makeFolder(dir);
		step("folder made");
		const unlock = translated(dir, () => lockWriter(dir));
		step("locked");
		try {
			try {
				const connection = connectWriter(dir, { mend: discard });
				step("opened");
				return new Writer(dir, connection, unlock, step);
			} catch (error) {
				if (!discard || !isUnusable(error)) throw error;
				return new Writer(dir, createAfresh(dir, step), unlock, step);
			}
		} catch (error) {
			unlock();
			throw error;
		}
	}

	/** Throws the whole index away. */
	startAfresh(): void {
		this.#connection.close();
		this.#connection = createAfresh(this.dir, this.step);
		this.#queries = new Queries(this.dir, this.#connection);
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
				replaceSources(this.#connection, sources);
			})(),
		);
		this.step("begun");
	}

	/** Prepares an article for the next commit, in place of what stood in its place. */
	stage(article: StagedArticle): void {
		stageArticle(this.#queries, article);
		this.step("staged");
	}

	/** Notes that all articles of a file were read; null: that some could not be, and it is to be read again. */
	stageFile(path: string, sha256: string | null): void {
		this.#queries.run(
			"INSERT OR REPLACE INTO staged_files VALUES (:path, :sha256)",
			{ path, sha256 },
		);
	}

	/** Which of an article's short lines recur in so many articles that they belong to none. */
	recurring(lines: readonly Omit<StagedLine, "marked">[]): Set<number> {
		return recurring(this.#queries, lines);
	}

	/** Articles, staged or in place, that hold lines unmarked that recur by now. */
	unmarked(): ArticlePlace[] {
		return unmarked(this.#queries);
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
		return translated(this.dir, () =>
			Number(
				this.#connection
					.prepare(
						"SELECT count(DISTINCT key) FROM staged_passages WHERE key NOT IN (SELECT key FROM embeddings)",
					)
					.pluck()
					.get(),
			),
		);
	}

	/** Stores embeddings for good, whatever becomes of the update; returns their ids. */
	addEmbeddings(
		embeddings: readonly { key: Buffer; vector: Float32Array }[],
	): number[] {
		const ids = translated(this.dir, () =>
			this.#connection.transaction(() => {
				const insert = this.#connection.prepare(
					"INSERT INTO embeddings (key, vector, crc) VALUES (:key, :vector, :crc)",
				);
				return embeddings.map(({ key, vector }) =>
					Number(insert.run({ key, ...stored(vector) }).lastInsertRowid),
				);
			})(),
		);
		this.step("embeddings kept");
		return ids;
	}

	/** Ids of the embeddings that the passages use. */
	embeddingsInUse(): Set<number> {
		return this.reader().embeddingsOf(null);
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
			this.step("update begun");
			const changed = applyUpdate(this.#connection, update);
			this.step("update applied");
			groupCopies(this.#queries);
			const derived = await derive({
				generation,
				inUse: this.embeddingsInUse(),
				store: this.reader(),
				changed,
				step: this.step,
			});
			this.step("derived");
			const state: State = {
				generation,
				unfinished: false,
				settings: update.settings,
				map: update.map,
				modelFolder: update.modelFolder,
				weights: update.weights,
				...derived,
			};
			this.#saveState(state);
			this.step("state saved");
			this.#connection.exec("COMMIT");
			this.step("committed");
			committed = state;
		} catch (error) {
			this.#rollBack();
			rmSync(this.graphFile(generation), { force: true });
			rmSync(join(this.dir, codesName(generation)), { force: true });
			throw translate(error, this.dir);
		}
		this.#sweep(generation);
		return committed;
	}

	/**
	 * Ends an update that found nothing to change: no new generation, but what was learned is kept, and what a killed
	 * one left behind is removed.
	 */
	settle(
		update: Omit<Update, "settings" | "removed">,
		derived: Pick<State, "graph" | "codes">,
	): State {
		const settled = translated(this.dir, () =>
			this.#connection.transaction(() => {
				replaceFiles(this.#connection);
				replaceSources(this.#connection, update.sources);
				replaceSkipped(this.#connection, update.skipped);
				const state = {
					...this.state(),
					unfinished: false,
					map: update.map,
					modelFolder: update.modelFolder,
					weights: update.weights,
					...derived,
				};
				this.#saveState(state);
				this.step("settling");
				return state;
			})(),
		);
		this.#sweep(settled.generation);
		return settled;
	}

	#saveState(state: State): void {
		const value = JSON.stringify(state);
		this.#connection
			.prepare("UPDATE state SET value = ?, seal = ?")
			.run(value, sealOf(value));
	}

	#rollBack(): void {
		try {
			if (this.#connection.inTransaction) this.#connection.exec("ROLLBACK");
		} catch {
			// A damaged database can refuse even that. What went wrong first is what is reported, and nothing of the
			// transaction outlives the connection.
		}
	}

	/** Removes derived files of other generations, half-written ones included. */
	#sweep(generation: number): void {
		const current = [graphName(generation), codesName(generation)];
		for (const entry of readdirSync(this.dir, { withFileTypes: true })) {
			const { name } = entry;
			const isDerived = entry.isFile() && DERIVED_NAME.test(name);
			if (isDerived && !current.includes(name)) {
				rmSync(join(this.dir, name), { force: true });
				this.step(`${name} removed`);
			}
		}
	}
}

function createAfresh(dir: string, step: Step): Connection {
	for (const suffix of ["", "-wal", "-shm"]) {
		rmSync(join(dir, DATABASE + suffix), { force: true });
	}
	step("thrown away");
	return connectWriter(dir, { mend: false });
}
