import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Codes } from "../src/codes.ts";
import { exactSearch } from "../src/exact.ts";
import { workspace } from "./support/workspace.ts";

// No multiple of four: rows have to be filled up.
const DIMENSIONS = 30;

function unit(values: readonly number[]): Float32Array {
	const norm = Math.hypot(...values) || 1;
	return Float32Array.from(values, (value) => value / norm);
}

const vectors = fc.array(
	fc
		.array(fc.double({ min: -1, max: 1, noNaN: true }), {
			minLength: DIMENSIONS,
			maxLength: DIMENSIONS,
		})
		.filter((values) => Math.hypot(...values) > 0.1)
		.map(unit),
	{ minLength: 2, maxLength: 60 },
);

function numbered(all: readonly Float32Array[]) {
	return all.map((vector, at) => ({ id: at * 3 + 1, vector }));
}

describe("rounded vectors", () => {
	it("order as the vectors do, but for those that are a few hundredths apart", () => {
		fc.assert(
			fc.property(vectors, ([query, ...others]) => {
				if (!query) return;
				const rows = numbered(others);
				const codes = Codes.of(rows, rows.length, DIMENSIONS);
				const found = codes.search(query, rows.length + 5, null);
				const exact = exactSearch(query, rows, rows.length);
				const similarity = new Map(
					exact.map((row) => [row.id, row.similarity]),
				);
				expect(found).toHaveLength(rows.length);
				for (const [at, id] of found.entries()) {
					const best = exact[at]?.similarity ?? 0;
					expect(similarity.get(id)).toBeGreaterThan(best - 0.02);
				}
			}),
		);
	});

	it("give only as many as are wanted, and only those allowed", () => {
		const rows = numbered(
			Array.from({ length: 1_000 }, (_, at) =>
				unit(
					Array.from({ length: DIMENSIONS }, (_, d) => Math.sin(at * d + 1)),
				),
			),
		);
		const codes = Codes.of(rows, rows.length, DIMENSIONS);
		const query = rows[7]?.vector ?? new Float32Array();
		expect(codes.search(query, 5, null)).toHaveLength(5);
		expect(codes.search(query, 1, null)).toEqual([22]);
		expect(codes.search(query, 5, new Set([1, 4])).sort()).toEqual([1, 4]);
		expect(codes.search(query, 5, new Set())).toEqual([]);
	});

	it("read back as they were saved, and not at all when a byte is another", async () => {
		const space = workspace();
		const rows = numbered([unit([...Array(DIMENSIONS).keys()]), unit([1])]);
		const wide = rows.map(({ id, vector }) => ({
			id,
			vector: Float32Array.from(
				{ length: DIMENSIONS },
				(_, d) => vector[d] ?? 0,
			),
		}));
		const codes = Codes.of(wide, 2, DIMENSIONS);
		const file = space.path("codes-1.i8");
		const mark = await codes.save(file);
		const query = wide[1]?.vector ?? new Float32Array();
		const loaded = await Codes.load(file, DIMENSIONS, mark);
		expect(loaded.search(query, 2, null)).toEqual(codes.search(query, 2, null));
		const bytes = space.read("codes-1.i8");
		bytes[20] = (bytes[20] ?? 0) ^ 1;
		space.write("codes-1.i8", bytes);
		await expect(Codes.load(file, DIMENSIONS, mark)).rejects.toMatchObject({
			code: "INDEX_CORRUPT",
		});
	});
});
