import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createProgram } from "../src/cli/program.ts";
import { processTerminal } from "../src/cli/terminal.ts";

const read = (name: string) =>
	readFileSync(new URL(`../${name}`, import.meta.url), "utf8");
const README = read("README.md");
const CLI = read("docs/cli.md");

const program = createProgram(
	{
		terminal: processTerminal(),
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
		expect(read(".ci/run")).toContain("npm ci && npm test");
		expect(README).toContain(
			'npm ci && npx ask index articles && npx ask "what did Rutte pledge"',
		);
	});

	it("show a TypeScript example that uses only what the package exports", async () => {
		const [, code = ""] = /```ts\n([\s\S]*?)```/u.exec(README) ?? [];
		const [, names = ""] =
			/import \{([^}]*)\} from "verbatim-search"/u.exec(code) ?? [];
		const exported = await import("../src/index.ts");
		for (const name of names.split(",")) {
			expect(Object.keys(exported)).toContain(name.trim());
		}
	});

	it("point only at files that are there", () => {
		for (const page of ["README.md", "docs/cli.md", "docs/design.md"]) {
			const folder = page.includes("/") ? "docs/" : "";
			for (const [, target = ""] of read(page).matchAll(/\]\(([^)#:]+)\)/gu)) {
				expect(() => read(folder + target)).not.toThrow();
			}
		}
	});
});
