import { rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Workspace, workspace } from "./support/workspace.ts";

async function changedAndGone(): Promise<Workspace> {
	const space = workspace();
	space.write("news/changed.txt", "The harbour was broken by a storm.\n");
	space.write("news/gone.txt", "A harbour storm was foreseen by nobody.\n");
	space.write("news/same.txt", "Of the harbour storm little was said.\n");
	await space.ask(["index", "news"]);
	space.write("news/changed.txt", "The harbour was not broken by a storm.\n");
	rmSync(space.path("news/gone.txt"));
	return space;
}

const QUESTION = ["--mode", "keyword", "--all", "harbour storm"];

describe("a source that changed or vanished", () => {
	it("is named by each result, counted by status, and warned of", async () => {
		const space = await changedAndGone();
		const { stdout, stderr, exitCode } = await space.ask(QUESTION);
		expect(exitCode).toBe(0);
		expect(
			stdout.match(/the source has changed since it was indexed/gu),
		).toHaveLength(1);
		expect(
			stdout.match(/the source has vanished since it was indexed/gu),
		).toHaveLength(1);
		expect(stderr).toMatch(
			/warning: not up to date with .*changed\.txt \(changed\).*ask index/u,
		);
		expect(stderr).toContain("gone.txt (vanished)");
		const json = JSON.parse((await space.ask(["--json", ...QUESTION])).stdout);
		const became = Object.fromEntries(
			json.results.map(
				(result: { citation: { path: string }; became: string }) => [
					result.citation.path,
					result.became,
				],
			),
		);
		expect(became).toEqual({
			"news/changed.txt": "changed",
			"news/gone.txt": "vanished",
			"news/same.txt": null,
		});
		const status = JSON.parse((await space.ask(["status", "--json"])).stdout);
		expect(status.stale).toEqual({ changed: 1, vanished: 1 });
	});

	it("is not warned of with --stale ignore", async () => {
		const space = await changedAndGone();
		const { stderr, exitCode } = await space.ask([
			"--stale",
			"ignore",
			...QUESTION,
		]);
		expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
	});

	it("is an error with --stale error, which ask index cures", async () => {
		const space = await changedAndGone();
		const refused = await space.ask(["--stale", "error", ...QUESTION]);
		expect(refused).toMatchObject({ exitCode: 2, stdout: "" });
		expect(refused.stderr).toMatch(
			/changed\.txt \(changed\).*\nhint: .*ask index/u,
		);
		const json = await space.ask(["--stale", "error", "--json", ...QUESTION]);
		expect(JSON.parse(json.stderr).error.code).toBe("SOURCE_STALE");

		// In a batch it is the line's own error.
		const batch = await space.ask(
			["--stale", "error", "--mode", "keyword", "--batch", "-"],
			{ input: "harbour storm\nlittle was said\n" },
		);
		const lines = batch.stdout
			.trim()
			.split("\n")
			.map((line) => JSON.parse(line));
		expect(lines[0].error.code).toBe("SOURCE_STALE");
		expect(batch.exitCode).toBe(2);

		await space.ask(["index"]);
		const current = await space.ask(["--stale", "error", ...QUESTION]);
		expect(current).toMatchObject({ exitCode: 0, stderr: "" });
	});
});
