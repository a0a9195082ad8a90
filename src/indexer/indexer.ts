import { resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { FieldMap } from "../articles/field-names.ts";
import { READABLE } from "../articles/formats.ts";
import { placeName } from "../citation.ts";
import { SearchError } from "../errors.ts";
import { Digests } from "../hashing/digests.ts";
import { createEmbedder } from "../models/embedder.ts";
import { modelFolder as folderOf } from "../models/pulled.ts";
import { checkReranker } from "../models/reranker.ts";
import { isWithin, Paths } from "../paths.ts";
import { settingsFor } from "../settings.ts";
import type { Step } from "../step.ts";
import type { Source } from "../store/apply.ts";
import { tellBuilding } from "../store/building.ts";
import { difference, type Settings } from "../store/settings.ts";
import { Store } from "../store/store.ts";
import { Writer } from "../store/writer.ts";
import type { Embedder, IndexReport, Progress, SkippedFile } from "../types.ts";
import { codesHold, derive, saveCodes } from "./derive.ts";
import { embedStaged, type Run } from "./embed.ts";
import { GraphUpdate } from "./graph.ts";
import { Preparer } from "./preparer.ts";
import { Reading } from "./reading.ts";
import {
	leaving,
	type Plan,
	planSources,
	type Scan,
	scanSources,
} from "./sources.ts";
import { Staging } from "./staging.ts";
import { whenFree } from "./when-free.ts";

export interface BuildOptions {
	/** The index folder; made if it is not there. */
	index: string;
	/** Files and folders to index; without any, everything that the index already holds. */
	paths?: readonly string[];
	/** Sources to drop from the index, with the articles that only they hold. */
	remove?: readonly string[];
	/** Builds everything anew, with the settings of now; until it is done the old index answers. */
	rebuild?: boolean;
	/** Folder of a model laid out for transformers.js, or the name of one that was fetched; default: the index's own, else the bundled one. */
	model?: string;
	/** Folder of the models that were fetched; default: in the user's data folder. */
	models?: string | undefined;
	/** In place of a local model; closed by the caller. */
	embedder?: Embedder;
	/** Processes that embed, at least 1; default: as many as there are cores. */
	threads?: number;
	/** Waits while another process updates the index, instead of failing with `INDEX_BUSY`. */
	wait?: boolean;
	/** Which fields of records hold what, where they have none of the usual names; default: as the index has it. */
	map?: FieldMap | undefined;
	/** Stops the build; what was embedded by then is kept for the next one. */
	signal?: AbortSignal;
	onProgress?: (progress: Progress) => void;
	/** @internal */
	step?: Step;
}

/**
 * Builds an index, or brings it up to date: reads what is new or changed, embeds only passages that
 * have no embedding yet, and drops what vanished. Readers see the old index until it is done.
 *
 * A file that cannot be read is skipped and reported; the version of it that the index holds stays.
 *
 * @throws {SearchError} `NO_ARTICLES`, `ARTICLE_UNREADABLE` (a named path is not there), `USAGE`,
 *   `MODEL_NOT_FOUND`, `MODEL_CORRUPT`, `INDEX_BUSY`, `INDEX_CORRUPT`, `INDEX_INCOMPATIBLE`.
 * @throws The signal's reason when it is aborted.
 */
export async function buildIndex(options: BuildOptions): Promise<IndexReport> {
	const started = performance.now();
	const dir = resolve(options.index);
	const rebuild = options.rebuild ?? false;
	const known = readKnown(dir, rebuild);
	const paths = new Paths(dir);
	const plan = (sources: readonly Source[]) =>
		planSources(sources, options.paths ?? [], options.remove ?? [], paths);
	// Mistakes are found before anything is made.
	await plan(known.sources);
	const modelFolder = options.model
		? await folderOf(options.model, options.models)
		: known.modelFolder;
	const digests = new Digests(known.weights);
	const embedder =
		options.embedder ??
		(await createEmbedder({
			model: modelFolder ?? undefined,
			threads: options.threads,
			digests,
		}));
	// Lookups will use it: now is the time to hash it, and to say so if it is damaged.
	const rerankerDamage = options.embedder
		? Promise.resolve([])
		: damageOfReranker(digests);
	try {
		const { step } = options;
		const writer = await whenFree(
			() => Writer.open(dir, { discard: rebuild, step }),
			options,
		);
		const building = tellBuilding(dir);
		const onProgress = (progress: Progress) => {
			building.show(progress);
			options.onProgress?.(progress);
		};
		try {
			const update = async () => {
				// Another process may have changed them before this one got the lock. A database that had to be
				// thrown away has none: then those read from it before are all there is.
				const sources = rebuild
					? [...known.sources, ...writer.reader().sources()]
					: writer.reader().sources();
				const told = { ...options, onProgress };
				const update = new Update(writer, embedder, paths, told);
				return update.run(await plan(sources), {
					dir,
					modelFolder,
					digests,
					rerankerDamage,
					rebuild,
				});
			};
			let report: Awaited<ReturnType<typeof update>>;
			try {
				report = await update();
			} catch (error) {
				if (!rebuild || !isCorrupt(error)) throw error;
				// Damage that no check saw can keep an update from being put in place.
				writer.startAfresh();
				report = await update();
			}
			return { ...report, ms: performance.now() - started };
		} finally {
			building.end();
			writer.close();
		}
	} finally {
		if (!options.embedder) await embedder.close();
	}
}

function isCorrupt(error: unknown): boolean {
	return error instanceof SearchError && error.code === "INDEX_CORRUPT";
}

/** What is wrong with the cross-encoder; empty where nothing is. */
async function damageOfReranker(digests: Digests): Promise<string[]> {
	try {
		await checkReranker(digests);
		return [];
	} catch (error) {
		if (!(error instanceof SearchError)) throw error;
		return [`lookups without --fast need what is missing: ${error.message}`];
	}
}

/** What an index in this folder was built from and with; nothing where there is none. */
function readKnown(dir: string, rebuild: boolean) {
	const nothing = { sources: [], modelFolder: null, weights: [] };
	try {
		const store = Store.open(dir);
		try {
			return { sources: store.sources(), ...store.model() };
		} finally {
			store.close();
		}
	} catch (error) {
		if (!(error instanceof SearchError)) throw error;
		if (error.code === "INDEX_NOT_FOUND" || rebuild) return nothing;
		throw error;
	}
}

/** One run over the sources, from reading to the commit. */
class Update {
	readonly #writer: Writer;
	readonly #embedder: Embedder;
	readonly #paths: Paths;
	readonly #run: Run;
	readonly #settings: Settings;
	readonly #map: FieldMap;
	readonly #warnings: string[] = [];
	readonly #reading: Reading;

	constructor(
		writer: Writer,
		embedder: Embedder,
		paths: Paths,
		{ signal, onProgress, map }: BuildOptions,
	) {
		this.#writer = writer;
		this.#embedder = embedder;
		this.#paths = paths;
		this.#run = { signal, onProgress: onProgress ?? (() => {}) };
		this.#settings = settingsFor(embedder.model);
		this.#map = map ?? writer.state().map;
		this.#reading = new Reading(
			writer,
			new Preparer(writer, embedder),
			paths,
			this.#map,
			this.#run,
		);
	}

	async run(
		plan: Plan,
		{
			dir,
			modelFolder,
			digests,
			rerankerDamage,
			rebuild,
		}: {
			dir: string;
			modelFolder: string | null;
			digests: Digests;
			rerankerDamage: Promise<string[]>;
			rebuild: boolean;
		},
	): Promise<Omit<IndexReport, "ms">> {
		const writer = this.#writer;
		const before = writer.state();
		const different =
			before.settings && difference(before.settings, this.#settings);
		if (different && !rebuild) {
			throw new SearchError(
				"INDEX_INCOMPATIBLE",
				different,
				"build it again with these settings: add --rebuild",
			);
		}
		if (rebuild) plan.refreshed = plan.sources;

		const indexed = writer.reader().articles();
		const scan = await scanSources(plan.refreshed, this.#paths, dir);
		if (scan.files.length > 0) {
			writer.begin({ sources: plan.sources, modelFolder });
		}
		const graph = await GraphUpdate.open(
			writer,
			this.#settings.model.dimensions,
			{ fresh: rebuild || before.settings === null },
		);
		if (graph.warning) this.#warnings.push(graph.warning);
		const codesHeld =
			before.settings === null || (await codesHold(writer.reader()));
		if (!codesHeld) {
			this.#warnings.push("the rounded vectors are damaged; built again");
		}
		const reading = this.#reading;
		// What other fields were read of, or with other settings, says nothing about what is to be read now.
		const sameMap = isDeepStrictEqual(before.map, this.#map);
		const comparable = !rebuild && sameMap;
		const staging = new Staging(
			reading.stage(
				scan,
				comparable ? indexed : [],
				comparable ? writer.reader().files() : new Map(),
				{ sameMap },
			),
		);
		const embedded = await embedStaged(
			writer,
			graph,
			this.#embedder,
			staging,
			this.#run,
		);
		const { staged } = reading;
		const isStaged = new Set(staged);
		// What other settings made cannot stay beside what these make.
		const removed = different
			? indexed.filter((article) => !isStaged.has(placeName(article)))
			: leaving(indexed, plan, scan, reading);
		const wasIndexed = new Set(indexed.map(placeName));
		const added = staged.filter((key) => !wasIndexed.has(key)).length;
		const articles = indexed.length + added - removed.length;
		if (articles === 0 && before.generation === 0) throw this.#noArticles(scan);

		this.#warnings.push(...(await rerankerDamage));
		const gone = new Set(scan.vanished.map(({ path }) => path));
		const outcome = {
			settings: this.#settings,
			map: this.#map,
			modelFolder,
			weights: digests.list(),
			sources: plan.sources.filter(({ path }) => !gone.has(path)),
			skipped: this.#allSkipped(plan),
			removed: removed.map(({ id }) => id),
		};
		this.#run.onProgress({ phase: "save", done: 0, total: null });
		this.#run.signal?.throwIfAborted();
		const changes = staged.length + removed.length;
		const after =
			changes > 0 || before.generation === 0 || rebuild
				? await writer.commit(outcome, (next) =>
						derive(next, graph, this.#embedder, different ? null : before),
					)
				: writer.settle(outcome, {
						graph: graph.warning
							? await graph.save(writer.embeddingsInUse(), before.generation)
							: before.graph,
						codes: codesHeld
							? before.codes
							: await saveCodes(
									writer.reader(),
									before.generation,
									writer.embeddingsInUse().size,
									this.#embedder,
									writer.step,
								),
					});
		return {
			generation: after.generation,
			articles,
			passages: writer.reader().counts().passages,
			added,
			changed: staged.length - added,
			removed: removed.length,
			unchanged: articles - staged.length,
			embedded,
			skipped: reading.skipped,
			ignored: scan.ignored,
			warnings: [...this.#warnings, ...reading.warnings],
		};
	}

	/** What this run could not read, and what earlier ones could not under other sources. */
	#allSkipped(plan: Plan): SkippedFile[] {
		const { skipped } = this.#reading;
		const elsewhere = this.#writer
			.reader()
			.skipped()
			.filter(
				({ path }) =>
					!skipped.some((file) => file.path === path) &&
					plan.sources.some((source) => isWithin(path, source.path)) &&
					!plan.refreshed.some((source) => isWithin(path, source.path)),
			);
		return [...elsewhere, ...skipped];
	}

	#noArticles(scan: Scan): SearchError {
		const { skipped } = this.#reading;
		const [first] = skipped;
		const reason = first ? `: ${first.path} ${first.reason}` : "";
		return new SearchError(
			"NO_ARTICLES",
			`no article to index (${scan.ignored} entries ignored, ${skipped.length} files skipped${reason})`,
			`readable formats: ${READABLE}; hidden files and node_modules are left out`,
		);
	}
}
