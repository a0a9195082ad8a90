import {
	mkdirSync,
	readdirSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Workspace, workspace } from "./support/workspace.ts";

const MODULES = fileURLToPath(new URL("../node_modules", import.meta.url));

/** A copy of the package whose hnswlib-node is another; returns its command. */
function packageWith(space: Workspace, hnswlib: string | null): string {
	const command = space.copyPackage();
	const modules = space.path("package/node_modules");
	rmSync(modules);
	mkdirSync(modules);
	for (const name of readdirSync(MODULES)) {
		if (name === "hnswlib-node") continue;
		symlinkSync(`${MODULES}/${name}`, `${modules}/${name}`);
	}
	if (hnswlib !== null) {
		mkdirSync(`${modules}/hnswlib-node`);
		writeFileSync(`${modules}/hnswlib-node/index.js`, hnswlib);
	}
	return command;
}

describe("where hnswlib-node", () => {
	it.each([
		["is missing", null],
		["does not load", 'throw new Error("invalid ELF header");'],
	])("%s, everything works, with one warning", async (_, hnswlib) => {
		const space = workspace();
		const command = packageWith(space, hnswlib);
		space.write("news/a.txt", "The harbour will be rebuilt.\n");
		space.write("news/b.txt", "A school opened its doors.\n");
		const indexed = await space.ask(["index", "news"], { command });
		expect(indexed.exitCode).toBe(0);
		expect(indexed.stderr.match(/warning:/gu)).toHaveLength(1);
		expect(indexed.stderr).toContain("npm rebuild hnswlib-node");
		expect((await space.ask(["status"], { command })).exitCode).toBe(0);

		// An index without a graph is asked as any other.
		const questions = "harbour rebuilt\n".repeat(8);
		const asked = await space.ask(["--batch", "-", "--fast"], {
			command,
			input: questions,
		});
		expect(asked).toMatchObject({ exitCode: 0, stderr: "" });
		for (const line of asked.stdout.trim().split("\n")) {
			const { results, timings, warnings } = JSON.parse(line);
			expect(results[0].text).toContain("harbour");
			expect(timings.vectors).toBe("scan");
			expect(warnings).toEqual([]);
		}

		// Where the addon is there, the graph is built without embedding anything.
		const built = await space.ask(["index", "--json"]);
		expect(JSON.parse(built.stdout)).toMatchObject({ embedded: 0 });
		expect(readdirSync(space.path("index"))).toContain("graph-1.hnsw");

		// And an index with a graph is asked without the addon: one warning in all.
		const again = await space.ask(["--batch", "-", "--fast"], {
			command,
			input: questions,
		});
		const warnings = again.stdout
			.trim()
			.split("\n")
			.flatMap((line) => JSON.parse(line).warnings);
		expect(warnings).toEqual([
			expect.stringMatching(/hnswlib-node does not load.*exact scan answers/u),
		]);
	});
});
