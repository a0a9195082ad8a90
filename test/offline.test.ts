import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { MAIN, workspace } from "./support/workspace.ts";

const DIST = fileURLToPath(new URL("../dist/js", import.meta.url));
const ALONE = ["unshare", "--net", "--map-root-user"] as const;
const mayUnshare =
	spawnSync(ALONE[0], [...ALONE.slice(1), "true"]).status === 0;
if (!mayUnshare)
	console.warn("SKIPPED: no network; unshare is not allowed here");

describe.skipIf(!mayUnshare)("without any network", () => {
	it("an index is built and asked, at no loss of time", () => {
		const space = workspace();
		space.write("news/a.txt", "The harbour was broken by a storm.\n");
		const ask = (...args: string[]) =>
			spawnSync(
				ALONE[0],
				[...ALONE.slice(1), process.execPath, MAIN, ...args],
				{
					cwd: space.root,
					encoding: "utf8",
					timeout: 20_000,
				},
			);
		expect(ask("index", "news")).toMatchObject({ status: 0, stderr: "" });
		for (const args of [["harbour"], ["status"], ["verify"]]) {
			expect(ask(...args)).toMatchObject({ status: 0, stderr: "" });
		}
		const missing = ask("index", "--model", "some/model", "news");
		expect(missing.status).toBe(2);
		expect(missing.stderr).toContain("hint:");
	});
});

describe("nothing phones home:", () => {
	it("only fetching a model opens a connection, and only a server listens", () => {
		// Of what is bundled: packages bring no client of their own, and ours is in one place. Lookups know the socket in
		// the index folder.
		const known: Record<string, string[]> = {
			"ask-program.cjs": ["net"],
			"serve.cjs": ["http", "http2", "net"],
		};
		const network =
			/(?:require\(|from\s*)["'](?:node:)?(https?|http2|net|tls|dgram|dns)["']/gu;
		const found: Record<string, string[]> = {};
		for (const name of readdirSync(DIST).filter((file) => /js$/u.test(file))) {
			const code = readFileSync(`${DIST}/${name}`, "utf8");
			const modules = [...code.matchAll(network)].flatMap(
				([, each]) => each ?? [],
			);
			if (modules.length > 0) found[name] = [...new Set(modules)].sort();
		}
		expect(found).toEqual(known);
	});
});
