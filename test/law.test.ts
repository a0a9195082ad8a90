import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
	buildIndex,
	type IndexReport,
	parseCitation,
} from "../dist/js/index.js";
import { Paths } from "../src/paths.ts";
import { Store } from "../src/store/store.ts";
import { NASTY, UNREADABLE, writeNasty } from "./support/nasty.ts";
import { SAMPLES, Workspace } from "./support/workspace.ts";

// The real model: its tokenizer decides where passages end, and it refuses a text over its limit.
describe("the law of citations", () => {
	const space = new Workspace();
	const index = space.path("index");
	let report: IndexReport;
	let store: Store;

	beforeAll(async () => {
		writeNasty(space, "nasty");
		report = await buildIndex({ index, paths: [SAMPLES, space.path("nasty")] });
		store = Store.open(index);
	}, 120_000);
	afterAll(() => {
		store.close();
		space.remove();
	});

	it("holds byte for byte for every passage of the index", () => {
		const paths = new Paths(index);
		let checked = 0;
		for (const { id, path, sha256 } of store.articles()) {
			const bytes = readFileSync(paths.toAbsolute(path));
			const text = readFileSync(paths.toAbsolute(path), "utf8");
			for (const row of store.passagesOf(id)) {
				expect(
					bytes.subarray(row.byteStart ?? 0, row.byteEnd ?? 0).toString(),
				).toBe(row.text);
				expect(text.slice(row.start, row.end)).toBe(row.text);
				const linesBefore = text.slice(0, row.start).split("\n").length;
				const lines = row.text.split("\n").length;
				expect(row.lineStart).toBe(linesBefore);
				expect(row.lineEnd).toBe(linesBefore + lines - 1);
				checked += 1;
			}
			expect(sha256).toMatch(/^[0-9a-f]{64}$/u);
		}
		expect(checked).toBe(report.passages);
	});

	it("leaves no word of an article out, and none in twice", () => {
		const paths = new Paths(index);
		for (const place of store.articles()) {
			const text = readFileSync(paths.toAbsolute(place.path), "utf8");
			const rows = store.passagesOf(place.id);
			const leftOut = store.article(place)?.boilerplate ?? [];
			const cited = [
				...rows,
				...leftOut.map((span) => ({
					...span,
					text: text.slice(span.start, span.end),
				})),
			]
				.sort((a, b) => a.start - b.start)
				.map((part) => part.text)
				.join("");
			const body = text.replace(/^\ufeff?(?:---\r?\n[\s\S]*?\n---\r?\n)?/u, "");
			expect(cited.replace(/\s/gu, "")).toBe(body.replace(/\s/gu, ""));
			for (const [at, row] of rows.entries()) {
				expect(row.start).toBeGreaterThanOrEqual(rows[at - 1]?.end ?? 0);
			}
		}
	});

	it("reads every article but those that are no UTF-8 text, and names these", () => {
		expect(report.articles).toBe(5 + Object.keys(NASTY).length);
		const reasons = Object.fromEntries(
			report.skipped.map(({ path, reason }) => [path, reason]),
		);
		expect(Object.keys(reasons)).toHaveLength(Object.keys(UNREADABLE).length);
		for (const [name, { reason }] of Object.entries(UNREADABLE)) {
			expect(reasons[`nasty/${name}`]).toMatch(reason);
		}
		expect(report.warnings.sort()).toEqual([
			"nasty/blank.txt: it holds no text",
			"nasty/empty.txt: it holds no text",
		]);
	});

	it("lets every citation be read back and verified", async () => {
		const { openIndex } = await import("../dist/js/index.js");
		const opened = await openIndex({ index });
		let held = 0;
		for await (const { id, holds, reason } of opened.verify()) {
			expect(holds, reason).toBe(true);
			const { start, end, ...place } = parseCitation(id);
			expect(store.article(place)).toBeDefined();
			expect(end).toBeGreaterThan(start);
			held += 1;
		}
		expect(held).toBe(report.passages);
		await opened.close();
	});
});
