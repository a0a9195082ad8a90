import { cpSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Workspace, workspace } from "./support/workspace.ts";

// Indexes of the two articles in news/, each built by the first version that wrote its format.
const FORMATS = fileURLToPath(new URL("fixtures/formats", import.meta.url));

/** A folder with the articles, and their index of some format. */
function indexOf(format: number): Workspace {
	const space = workspace();
	cpSync(`${FORMATS}/news`, space.path("news"), { recursive: true });
	cpSync(`${FORMATS}/${format}`, space.path("index"), { recursive: true });
	return space;
}

const contentOf = (space: Workspace) =>
	["index.sqlite", "graph-1.hnsw"].map((name) => space.read(`index/${name}`));

describe("an index of format", () => {
	it("1 is refused by name, left as it was, and replaced by --rebuild", async () => {
		const space = indexOf(1);
		const before = contentOf(space);
		for (const args of [
			["harbour"],
			["status"],
			["verify"],
			["index"],
			["index", "news"],
		]) {
			const { exitCode, stdout, stderr } = await space.ask(args);
			expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
			expect(stderr).toMatch(
				/format 1, this version reads \d+\nhint: .*--rebuild/u,
			);
		}
		expect(contentOf(space)).toEqual(before);
		const rebuilt = await space.ask(["index", "--rebuild", "news"]);
		expect(rebuilt.stdout).toContain("2 articles, 2 passages");
		expect((await space.ask(["harbour rebuilt"])).exitCode).toBe(0);
	});

	it("5 opens, answers, verifies, and is brought up to date", async () => {
		const space = indexOf(5);
		const asked = await space.ask([
			"--json",
			"when will the harbour be rebuilt",
		]);
		const { results, warnings } = JSON.parse(asked.stdout);
		expect(warnings).toEqual([]);
		expect(results[0].text).toBe(
			readFileSync(`${FORMATS}/news/harbour.txt`, "utf8").trim(),
		);
		expect((await space.ask(["verify"])).stdout).toContain("2 of 2");
		expect((await space.ask(["status"])).stdout).toMatch(/complete +yes/u);
		const updated = await space.ask(["index", "--json"]);
		expect(JSON.parse(updated.stdout)).toMatchObject({
			generation: 1,
			embedded: 0,
			unchanged: 2,
		});
		expect(readdirSync(space.path("index"))).toContain("graph-1.hnsw");
	});
});
