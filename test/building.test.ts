import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readBuilding, tellBuilding } from "../src/store/building.ts";
import type { Progress } from "../src/types.ts";
import { Newsroom } from "./support/newsroom.ts";
import { workspace } from "./support/workspace.ts";

describe("how far an update has got", () => {
	it("can be read from the index folder while it runs, and not after", async () => {
		const room = new Newsroom();
		for (let at = 0; at < 30; at += 1) room.write(`${at}.txt`, `Story ${at}.`);
		const seen: (Progress | null)[] = [];
		await room.build({ onProgress: () => seen.push(readBuilding(room.index)) });
		expect(seen.length).toBeGreaterThan(0);
		expect(seen).not.toContain(null);
		expect(new Set(seen.map((each) => each?.phase))).toContain("save");
		expect(readBuilding(room.index)).toBeNull();
		await room.open(async (index) => {
			expect((await index.status()).building).toBeNull();
		});
	});

	it("is told in the status", async () => {
		const room = new Newsroom();
		room.write("a.txt", "A story.");
		await room.build();
		const telling = tellBuilding(room.index);
		telling.show({ phase: "embed", done: 1, total: 2 });
		await room.open(async (index) => {
			const { building } = await index.status();
			expect(building).toEqual({ phase: "embed", done: 1, total: 2 });
		});
		telling.end();
	});

	it("is forgotten when the update was killed long ago, or says nothing that makes sense", () => {
		const space = workspace();
		const dir = space.path();
		const telling = tellBuilding(dir);
		telling.show({ phase: "embed", done: 3, total: 10 });
		expect(readBuilding(dir)).toEqual({ phase: "embed", done: 3, total: 10 });
		const file = space.path("building.json");
		const told = JSON.parse(readFileSync(file, "utf8"));
		telling.end();
		expect(existsSync(file)).toBe(false);
		const anHourAgo = Date.now() - 3_600_000;
		writeFileSync(file, JSON.stringify({ ...told, at: anHourAgo }));
		expect(readBuilding(dir)).toBeNull();
		writeFileSync(file, "{");
		expect(readBuilding(dir)).toBeNull();
	});

	it("stops nothing where it cannot be told", () => {
		const telling = tellBuilding(workspace().path("nowhere"));
		telling.show({ phase: "save", done: 0, total: null });
		telling.end();
	});
});
