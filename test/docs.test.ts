import { execFileSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProgram } from "../src/cli/program.ts";
import { processTerminal } from "../src/cli/terminal.ts";
import { SAMPLES, Workspace } from "./support/workspace.ts";

const read = (name: string) =>
	readFileSync(new URL(`../${name}`, import.meta.url), "utf8");
const README = read("README.md");
const CLI = read("docs/cli.md");

const program = createProgram(
	{
		terminal: await processTerminal(),
		environment: {},
		signal: new AbortController().signal,
	},
	() => {},
);

describe("the documents", () => {
	it.each(program.commands.map((command) => command.name()))(
		"name the command %s and all of its options",
		(name) => {
			expect(CLI).toContain(`ask ${name}`);
			const command = program.commands.find((one) => one.name() === name);
			for (const { short, long } of command?.options ?? []) {
				const flag = [short, long].filter(Boolean).join(", ");
				expect(CLI, `${name} ${flag}`).toContain(`\`${flag}`);
			}
		},
	);

	it("name every error code", () => {
		const codes = read("src/errors.ts").match(/(?<=\| ")[A-Z_]+(?=")/gu) ?? [];
		expect(codes.length).toBeGreaterThan(5);
		for (const code of codes) expect(CLI).toContain(`\`${code}\``);
	});

	it("promise of the README that its two lines are those that CI runs", () => {
		expect(README).toContain("npm ci && npm test");
		// There with the network taken away in between.
		const lines = read(".ci/run")
			.split("\n")
			.map((line) => line.replace(/'$/u, "").trim());
		for (const command of ["npm ci", "npm test"]) {
			expect(lines).toContain(command);
		}
		expect(README).toContain(
			'npm ci && npx ask index articles && npx ask "what did Rutte pledge"',
		);
	});

	describe("of the README", () => {
		const space = new Workspace();
		beforeAll(async () => {
			cpSync(SAMPLES, space.path("articles"), { recursive: true });
			await space.ask(["index", "articles"]);
		});
		afterAll(() => space.remove());

		it("show what the command really prints", async () => {
			const [, shown = ""] =
				/```\n(5 articles[\s\S]*?)\n…\n```/u.exec(README) ?? [];
			const [, ...results] = shown.split("\n");
			const { stdout } = await space.ask(["what did Rutte pledge"]);
			expect(results.length).toBeGreaterThan(5);
			expect(stdout.startsWith(results.join("\n"))).toBe(true);
		});

		it("show the JSON that the command really prints, numbers of this machine aside", async () => {
			const [, shown = ""] = /```json\n([\s\S]*?)```/u.exec(README) ?? [];
			const documented = JSON.parse(shown);
			const { stdout } = await space.ask([
				"-k",
				"1",
				"--json",
				"what did Rutte pledge",
			]);
			const real = JSON.parse(stdout);
			expect(real.results[0].citation).toEqual(documented.results[0].citation);
			expect(shapeOf(real)).toEqual(shapeOf(documented));
		});

		it("show a TypeScript example that runs", () => {
			const [, code = ""] = /```ts\n([\s\S]*?)```/u.exec(README) ?? [];
			const built = new URL("../dist/js/index.js", import.meta.url).href;
			const script = code.replace('"verbatim-search"', JSON.stringify(built));
			const printed = execFileSync(
				process.execPath,
				["--input-type=module", "--eval", script],
				{ cwd: space.root, encoding: "utf8" },
			);
			expect(printed).toMatch(/^articles\/000\S+@9e506e76\n/u);
			expect(printed).toContain("[$23 billion]");
		});
	});

	it("point only at files that are there", () => {
		for (const page of [
			"README.md",
			"docs/cli.md",
			"docs/design.md",
			"docs/news.md",
			"docs/performance.md",
			"docs/quality.md",
		]) {
			const folder = page.includes("/") ? "docs/" : "";
			for (const [, target = ""] of read(page).matchAll(/\]\(([^)#:]+)\)/gu)) {
				expect(() => read(folder + target)).not.toThrow();
			}
		}
	});
});

/** The names of an object's fields, at every depth. */
function shapeOf(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(shapeOf);
	if (typeof value !== "object" || value === null) return typeof value;
	return Object.fromEntries(
		Object.entries(value).map(([name, inner]) => [name, shapeOf(inner)]),
	);
}
