import { writeFile } from "node:fs/promises";
import { type FileMark, readDerived, writeDerived } from "./derived-file.ts";
import type { Step } from "./step.ts";

// Of each vector its id and the size of one step, in four bytes each, little-endian; then a byte a dimension.
const HEAD_BYTES = 8;
// Rows are filled up with zeros to a multiple of this, so that they can be compared four numbers at a time.
const STRIDE = 4;
const LARGEST_CODE = 127;
// Vectors compared in one call: V8 compiles a function that is called often sooner than a loop that runs long.
const VECTORS_PER_CALL = 256;

/**
 * All vectors of an index, each number rounded to one of 255 steps.
 *
 * A quarter of the size of the vectors and an eighth of the graph's: a process that asks little has compared a
 * question with all of them before it would have loaded the graph. The rounding moves a cosine by less than
 * 0.01: take more than are wanted, and compare those exactly.
 */
export class Codes {
	/** Bytes of a row. */
	readonly #width: number;
	readonly #ids: Uint32Array;
	readonly #steps: Float32Array;
	readonly #codes: Int8Array;

	private constructor(bytes: Uint8Array<ArrayBuffer>, dimensions: number) {
		this.#width = widthOf(dimensions);
		const count = bytes.length / (HEAD_BYTES + this.#width);
		const { buffer } = bytes;
		this.#ids = new Uint32Array(buffer, 0, count);
		this.#steps = new Float32Array(buffer, 4 * count, count);
		const codes = HEAD_BYTES * count;
		this.#codes = new Int8Array(buffer, codes, count * this.#width);
	}

	/** The codes of `count` vectors of unit length. */
	static of(
		vectors: Iterable<{ id: number; vector: Float32Array }>,
		count: number,
		dimensions: number,
	): Codes {
		const codes = new Codes(
			new Uint8Array(count * (HEAD_BYTES + widthOf(dimensions))),
			dimensions,
		);
		let row = 0;
		for (const { id, vector } of vectors) codes.#set(row++, id, vector);
		if (row !== count) throw new RangeError(`${row} vectors, not ${count}`);
		return codes;
	}

	/** @throws {SearchError} `INDEX_CORRUPT` if the file is missing or not the one described. */
	static async load(
		file: string,
		dimensions: number,
		expected: FileMark,
	): Promise<Codes> {
		return new Codes(await readDerived(file, expected), dimensions);
	}

	/** Writes them so that `file` is either whole or not there. */
	async save(file: string, step?: Step): Promise<FileMark> {
		const write = (temporary: string) =>
			writeFile(temporary, new Uint8Array(this.#ids.buffer));
		return writeDerived(file, write, step);
	}

	/**
	 * Compares a query with all vectors, or with those allowed.
	 *
	 * @param query - Of unit length.
	 * @param top - Most ids to return, at least 1.
	 * @returns The ids of the nearest, best first; which is the nearer of two very close ones is not certain.
	 */
	search(
		query: Float32Array,
		top: number,
		allowed: ReadonlySet<number> | null,
	): number[] {
		const padded = new Float32Array(this.#width);
		padded.set(query);
		const similarities = new Float32Array(this.#ids.length);
		for (let row = 0; row < similarities.length; row += VECTORS_PER_CALL) {
			this.#compare(padded, row, similarities);
		}
		const best = new Best(top);
		for (const [row, id] of this.#ids.entries()) {
			if (allowed === null || allowed.has(id)) {
				best.offer(id, similarities[row] ?? 0);
			}
		}
		return best.ids();
	}

	#set(row: number, id: number, vector: Float32Array): void {
		const largest = vector.reduce(
			(most, value) => Math.max(most, Math.abs(value)),
			0,
		);
		const step = largest / LARGEST_CODE;
		this.#ids[row] = id;
		this.#steps[row] = step;
		this.#codes.set(
			vector.map((value) => Math.round(value / step)),
			row * this.#width,
		);
	}

	/** Fills in the similarities of some rows. Four sums at a time: the processor need not wait for each. */
	#compare(query: Float32Array, from: number, into: Float32Array): void {
		const codes = this.#codes;
		const width = this.#width;
		const last = Math.min(from + VECTORS_PER_CALL, into.length);
		let at = from * width;
		for (let row = from; row < last; row += 1) {
			let [a, b, c, d] = [0, 0, 0, 0];
			for (let index = 0; index < width; index += STRIDE) {
				a += (query[index] as number) * (codes[at] as number);
				b += (query[index + 1] as number) * (codes[at + 1] as number);
				c += (query[index + 2] as number) * (codes[at + 2] as number);
				d += (query[index + 3] as number) * (codes[at + 3] as number);
				at += STRIDE;
			}
			into[row] = (a + b + c + d) * (this.#steps[row] as number);
		}
	}
}

function widthOf(dimensions: number): number {
	return Math.ceil(dimensions / STRIDE) * STRIDE;
}

/** The best few of many, without sorting all. */
class Best {
	readonly #top: number;
	#least = Number.NEGATIVE_INFINITY;
	#kept: { id: number; similarity: number }[] = [];

	constructor(top: number) {
		this.#top = top;
	}

	offer(id: number, similarity: number): void {
		if (similarity <= this.#least) return;
		this.#kept.push({ id, similarity });
		if (this.#kept.length === 2 * this.#top) this.#cut();
	}

	ids(): number[] {
		this.#cut();
		return this.#kept.map(({ id }) => id);
	}

	#cut(): void {
		this.#kept = this.#kept
			.sort((a, b) => b.similarity - a.similarity || a.id - b.id)
			.slice(0, this.#top);
		if (this.#kept.length === this.#top) {
			this.#least = this.#kept.at(-1)?.similarity ?? this.#least;
		}
	}
}
