import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Workspace, workspace } from "./support/workspace.ts";

const compiledIn = (space: Workspace) =>
	readdirSync(space.path("package/dist/js")).filter((name) =>
		name.includes(".compiled"),
	);

describe("the code that was compiled", () => {
	it("is kept by the first lookup with a model, and used by the next; damaged it is made anew", async () => {
		const space = workspace();
		const command = space.copyPackage();
		space.write("news/a.txt", "The harbour will be rebuilt.\n");
		const ask = async (...args: string[]) => {
			const { stdout, exitCode } = await space.ask(args, { command });
			return { stdout, exitCode };
		};
		expect((await ask("--version")).exitCode).toBe(0);
		expect(compiledIn(space)).toEqual([]);
		await ask("index", "news");
		const [name = "", ...others] = compiledIn(space);
		expect(others).toEqual([]);
		expect(name).toMatch(/^ask-program\.cjs\.[0-9a-f]{8}-\d+\.compiled$/u);

		const answer = await ask("harbour", "--fast");
		expect(answer).toMatchObject({ exitCode: 0 });
		const file = space.path("package/dist/js", name);
		const kept = readFileSync(file);
		for (const damage of [
			Buffer.alloc(0),
			kept.subarray(0, 100_000),
			Buffer.from(kept).fill(0xff, 5_000, 6_000),
		]) {
			writeFileSync(file, damage);
			expect(await ask("harbour", "--fast")).toEqual(answer);
			// Made anew, and whole.
			expect(readFileSync(file).length).toBeGreaterThan(100_000);
			expect(compiledIn(space)).toEqual([name]);
		}
	});

	it("is not needed where the package's folder cannot be written to", async () => {
		const space = workspace();
		const command = space.copyPackage();
		space.write("news/a.txt", "The harbour will be rebuilt.\n");
		// In the place of the file lies what no file can replace, whoever the user is.
		await space.ask(["index", "news"], { command });
		const [name = ""] = compiledIn(space);
		rmSync(space.path("package/dist/js", name));
		space.write(`package/dist/js/${name}/in-the-way`, "");
		const again = await space.ask(["harbour", "--fast"], { command });
		expect(again).toMatchObject({ exitCode: 0, stderr: "" });
		expect(compiledIn(space)).toEqual([name]);
	});
});
