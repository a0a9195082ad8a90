import { createRequire } from "node:module";
import type * as hnswlib from "hnswlib-node";
import { checkDerived, type FileMark, writeDerived } from "./derived-file.ts";
import { reasonOf } from "./errors.ts";
import type { Step } from "./step.ts";

/** What the store remembers of a saved graph. */
export interface GraphFile extends FileMark {
	/** Vectors in it, the deleted ones left out. */
	live: number;
	/** Deleted vectors that are still traversed. */
	deleted: number;
}

export interface Neighbour {
	id: number;
	/** Cosine similarity in [−1, 1]. */
	similarity: number;
}

// Links per node and build effort: the defaults of the paper's authors, good for hundreds of dimensions.
const M = 16;
const EF_CONSTRUCTION = 200;
// Candidates kept while searching. At 200, recall@10 on real passages is above 0.99.
const EF_SEARCH = 200;
// One seed, so that the same vectors in the same order give the same graph.
const SEED = 100;
const FIRST_CAPACITY = 1024;

/** hnswlib-node was not compiled, or for another machine. */
export class AddonMissing extends Error {
	constructor(cause: unknown) {
		const [reason] = reasonOf(cause).split("\n");
		super(`hnswlib-node does not load (${reason}): npm rebuild hnswlib-node`, {
			cause,
		});
	}
}

const require = createRequire(import.meta.url);

// Loaded when it is first used: where it cannot be, everything else works.
function emptyGraph(dimensions: number): hnswlib.HierarchicalNSW {
	let addon: typeof hnswlib;
	try {
		addon = require("hnswlib-node");
	} catch (error) {
		throw new AddonMissing(error);
	}
	return new addon.HierarchicalNSW("ip", dimensions);
}

/**
 * An HNSW graph over unit vectors (Malkov & Yashunin, https://arxiv.org/abs/1603.09320).
 *
 * The only user of hnswlib-node, whose traps end here: it reports no failed write, reads a file
 * of any dimension, and crashes the process on a damaged one. So a file is saved by way of a
 * temporary one and read back, and is loaded only if its checksum is the recorded one.
 */
export class Graph {
	readonly #graph: hnswlib.HierarchicalNSW;
	readonly #dimensions: number;
	#live: number;
	#deleted: number;

	private constructor(
		graph: hnswlib.HierarchicalNSW,
		dimensions: number,
		live: number,
		deleted: number,
	) {
		this.#graph = graph;
		this.#dimensions = dimensions;
		this.#live = live;
		this.#deleted = deleted;
		// Not stored in the file: it is 10 after every load.
		graph.setEf(EF_SEARCH);
	}

	/**
	 * A graph without vectors.
	 *
	 * @throws {AddonMissing} hnswlib-node does not load.
	 */
	static create(dimensions: number): Graph {
		const graph = emptyGraph(dimensions);
		graph.initIndex(FIRST_CAPACITY, M, EF_CONSTRUCTION, SEED);
		return new Graph(graph, dimensions, 0, 0);
	}

	/**
	 * Loads a saved graph.
	 *
	 * @throws {SearchError} `INDEX_CORRUPT` if the file is missing or not the one described.
	 * @throws {AddonMissing} hnswlib-node does not load.
	 */
	static async load(
		file: string,
		dimensions: number,
		expected: GraphFile,
	): Promise<Graph> {
		await checkDerived(file, expected);
		const graph = emptyGraph(dimensions);
		graph.readIndexSync(file);
		return new Graph(graph, dimensions, expected.live, expected.deleted);
	}

	get live(): number {
		return this.#live;
	}

	get deleted(): number {
		return this.#deleted;
	}

	/**
	 * @param id - From 0 to 2³² − 1; never one that was in the graph before.
	 * @param vector - Of unit length.
	 * @throws {RangeError} The vector has another length or holds a number that is not finite.
	 */
	add(id: number, vector: Float32Array): void {
		this.#check(vector);
		const capacity = this.#graph.getMaxElements();
		if (this.#live + this.#deleted >= capacity) {
			this.#graph.resizeIndex(Math.max(FIRST_CAPACITY, capacity * 2));
		}
		this.#graph.addPoint(Array.from(vector), id);
		this.#live += 1;
	}

	/** Marks a vector as deleted: it is found no more, but stays in the file. */
	remove(id: number): void {
		this.#graph.markDelete(id);
		this.#live -= 1;
		this.#deleted += 1;
	}

	/**
	 * Finds the vectors nearest to a query, best first.
	 *
	 * The search is approximate: a true neighbour can be missed.
	 *
	 * @param query - Of unit length.
	 * @param top - Most neighbours to return, at least 1; more than the graph holds is allowed.
	 * @throws {RangeError} `query` has another length, or `top` is not a positive integer.
	 */
	search(query: Float32Array, top: number): Neighbour[] {
		if (!Number.isInteger(top) || top < 1) {
			throw new RangeError(`top must be a positive integer, not ${top}`);
		}
		this.#check(query);
		const count = Math.min(top, this.#live);
		if (count === 0) return [];
		this.#graph.setEf(Math.max(EF_SEARCH, count));
		const { neighbors, distances } = this.#graph.searchKnn(
			Array.from(query),
			count,
		);
		return neighbors.map((id, index) => ({
			id,
			// Rounding can lift the inner product of unit vectors over 1.
			similarity: Math.min(1, Math.max(-1, 1 - (distances[index] ?? 1))),
		}));
	}

	/**
	 * Writes the graph so that `file` is either whole or not there.
	 *
	 * @throws {SearchError} `INTERNAL` if what was written does not read back, as on a full disk.
	 */
	async save(file: string, step?: Step): Promise<GraphFile> {
		const write = (temporary: string) => {
			this.#graph.writeIndexSync(temporary);
			const copy = emptyGraph(this.#dimensions);
			copy.readIndexSync(temporary);
			const count = copy.getCurrentCount();
			if (count !== this.#live + this.#deleted) {
				throw new Error(`${count} vectors read back`);
			}
		};
		const mark = await writeDerived(file, write, step);
		return { ...mark, live: this.#live, deleted: this.#deleted };
	}

	#check(vector: Float32Array): void {
		if (vector.length !== this.#dimensions) {
			throw new RangeError(
				`a vector of ${vector.length} numbers, not ${this.#dimensions}`,
			);
		}
		// hnswlib accepts NaN, and then ranks it first.
		if (!vector.every(Number.isFinite)) {
			throw new RangeError("a vector holds a number that is not finite");
		}
	}
}
