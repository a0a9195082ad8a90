import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SearchError } from "../src/errors.ts";
import { exactSearch } from "../src/exact.ts";
import { Graph } from "../src/hnsw.ts";
import { workspace } from "./support/workspace.ts";

const DIMENSIONS = 32;

/** Unit vectors that are the same in every run. */
function randomVectors(
	count: number,
	seed = 1,
): { id: number; vector: Float32Array }[] {
	let state = seed;
	const random = () => {
		state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
		return state / 4_294_967_296 - 0.5;
	};
	return Array.from({ length: count }, (_, id) => {
		const vector = Float32Array.from({ length: DIMENSIONS }, random);
		const norm = Math.hypot(...vector);
		return { id, vector: vector.map((value) => value / norm) };
	});
}

function graphOf(vectors: ReturnType<typeof randomVectors>): Graph {
	const graph = Graph.create(DIMENSIONS);
	for (const { id, vector } of vectors) graph.add(id, vector);
	return graph;
}

describe("Graph", () => {
	it("finds what an exact search finds", () => {
		const vectors = randomVectors(3_000);
		const graph = graphOf(vectors);
		let found = 0;
		for (const { vector } of randomVectors(100, 7)) {
			const exact = new Set(
				exactSearch(vector, vectors, 10).map(({ id }) => id),
			);
			found += graph
				.search(vector, 10)
				.filter(({ id }) => exact.has(id)).length;
		}
		expect(found / 1_000).toBeGreaterThanOrEqual(0.99);
	});

	it("gives the same results after it was saved and loaded", async () => {
		const space = workspace();
		const vectors = randomVectors(500);
		const graph = graphOf(vectors);
		const saved = await graph.save(space.path("g.hnsw"));
		const loaded = await Graph.load(space.path("g.hnsw"), DIMENSIONS, saved);
		fc.assert(
			fc.property(fc.nat(499), fc.integer({ min: 1, max: 600 }), (at, top) => {
				const query = vectors[at]?.vector ?? new Float32Array();
				expect(loaded.search(query, top)).toEqual(graph.search(query, top));
			}),
		);
		loaded.add(1_000, randomVectors(1, 9)[0]?.vector ?? new Float32Array());
		expect(loaded.live).toBe(501);
	});

	it("finds a deleted vector no more, also after a load", async () => {
		const space = workspace();
		const vectors = randomVectors(50);
		const graph = graphOf(vectors);
		const query = vectors[7]?.vector ?? new Float32Array();
		expect(graph.search(query, 1)[0]?.id).toBe(7);
		graph.remove(7);
		expect(graph.search(query, 50).map(({ id }) => id)).not.toContain(7);
		const saved = await graph.save(space.path("g.hnsw"));
		expect(saved).toMatchObject({ live: 49, deleted: 1 });
		const loaded = await Graph.load(space.path("g.hnsw"), DIMENSIONS, saved);
		expect(loaded.search(query, 50)).toHaveLength(49);
	});

	it("has nothing to find while it is empty", () => {
		const graph = Graph.create(DIMENSIONS);
		expect(graph.search(new Float32Array(DIMENSIONS).fill(1), 5)).toEqual([]);
	});

	it("refuses vectors of another length, and numbers that are not finite", () => {
		const graph = graphOf(randomVectors(3));
		expect(() => graph.add(9, new Float32Array(3))).toThrow(RangeError);
		const nan = new Float32Array(DIMENSIONS).fill(Number.NaN);
		expect(() => graph.add(9, nan)).toThrow(RangeError);
		expect(() => graph.search(nan, 1)).toThrow(RangeError);
		const one = randomVectors(1)[0]?.vector ?? nan;
		expect(() => graph.search(one, 0)).toThrow(RangeError);
	});

	it("refuses a file that is cut short, changed or gone, without loading it", async () => {
		const space = workspace();
		const file = space.path("g.hnsw");
		const saved = await graphOf(randomVectors(200)).save(file);
		const whole = readFileSync(file);

		const flipped = Buffer.from(whole);
		flipped[1_000] = (flipped[1_000] ?? 0) ^ 1;
		writeFileSync(file, flipped);
		await expect(Graph.load(file, DIMENSIONS, saved)).rejects.toThrow(
			SearchError,
		);
		truncateSync(file, 1_000);
		await expect(Graph.load(file, DIMENSIONS, saved)).rejects.toThrow(
			/damaged/u,
		);
		await expect(
			Graph.load(space.path("none"), DIMENSIONS, saved),
		).rejects.toThrow(/cannot be read/u);
	});

	it("says so when it cannot be written", async () => {
		const graph = graphOf(randomVectors(10));
		const file = workspace().path("no-such-folder", "g.hnsw");
		await expect(graph.save(file)).rejects.toThrow(/cannot write/u);
	});
});
