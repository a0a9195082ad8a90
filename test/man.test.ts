import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { manPage } from "../src/cli/man/man-page.ts";
import { escapeRoff } from "../src/cli/man/roff.ts";
import { createProgram } from "../src/cli/program.ts";
import { processTerminal } from "../src/cli/terminal.ts";

const program = createProgram(
	{
		terminal: await processTerminal(),
		environment: {},
		signal: new AbortController().signal,
		build: null,
	},
	() => {},
);
const page = manPage(program, "1.2.3");
const isThere = (command: string) =>
	spawnSync(command, ["-v"], { input: "" }).error === undefined;
const groff = (source: string, ...args: string[]) =>
	spawnSync("groff", ["-Tutf8", "-P-cbou", ...args], {
		input: source,
		encoding: "utf8",
	});
/** Says in its title what was not tried. */
const withTool = (tool: string) =>
	isThere(tool)
		? ([tool, it] as const)
		: ([`NOT TRIED, ${tool} is not installed here`, it.skip] as const);

describe("the manual page", () => {
	it("has the sections that such a page has, in their order", () => {
		expect(
			[...page.matchAll(/^\.SH "(.*)"$/gmu)].map(([, name]) => name),
		).toEqual([
			"NAME",
			"SYNOPSIS",
			"DESCRIPTION",
			"OPTIONS",
			"COMMANDS",
			"EXIT STATUS",
			"ENVIRONMENT",
			"FILES",
			"EXAMPLES",
		]);
		expect(page).toMatch(/^\.TH "ASK" 1 "" "ask 1\.2\.3" "User Commands"\n/u);
	});

	it("has every command with all of its options, and none of commander's own", () => {
		const sections = new Map(
			page
				.split(/^\.SS /mu)
				.slice(1)
				.map((section) => [section.split("\n")[0] ?? "", section]),
		);
		const leaves = program.commands.flatMap((command) =>
			command.commands.length > 0
				? command.commands.map((each) => ({
						name: `ask ${command.name()} ${each.name()}`,
						command: each,
					}))
				: [{ name: `ask ${command.name()}`, command }],
		);
		expect([...sections.keys()]).toEqual(leaves.map(({ name }) => `"${name}"`));
		for (const { name, command } of leaves) {
			for (const { short, long } of command.options) {
				for (const flag of [short, long].filter((each) => each !== undefined)) {
					expect(sections.get(`"${name}"`), `${name} ${flag}`).toContain(
						`\\fB${flag.replaceAll("-", "\\-")}\\fR`,
					);
				}
			}
		}
		expect(page).toContain("\\fB\\-\\-version\\fR");
	});

	it("names what the environment says, and the examples of all commands", () => {
		for (const name of [
			"ASK_INDEX",
			"ASK_MODELS",
			"ASK_TOKEN",
			"HF_ENDPOINT",
			"HF_TOKEN",
			"NO_COLOR",
		]) {
			expect(page).toContain(`.TP\n\\fB${name}\\fR\n`);
		}
		const examples = page.slice(page.indexOf('.SH "EXAMPLES"'));
		expect(examples).toContain("\nask index articles");
		expect(examples).toContain("\nask model list\n");
	});

	it("leaves the help that it is read from as it was", () => {
		const { writeOut } = program.configureOutput();
		manPage(program, "1.2.3");
		expect(program.configureOutput().writeOut).toBe(writeOut);
	});

	const [mandocTitle, withMandoc] = withTool("mandoc");
	withMandoc(`passes the check of ${mandocTitle}`, () => {
		const { stdout } = spawnSync("mandoc", ["-Tlint", "-Wwarning"], {
			input: page,
			encoding: "utf8",
		});
		// A date would make the page another one on every day that it is built.
		expect(
			stdout
				.split("\n")
				.filter((line) => line && !line.includes("missing date")),
		).toEqual([]);
	});

	const [groffTitle, withGroff] = withTool("groff");
	withGroff(`is set without a warning by ${groffTitle}`, () => {
		const { stdout, stderr } = groff(page, "-man", "-ww");
		expect(stderr).toBe("");
		expect(stdout).toContain("-k, --top n");
		expect(stdout).toContain('ask -k 1 --json "who visited Odesa" | jq');
		expect(stdout).not.toMatch(/\\f|\\-|\\\(/u);
	});

	withGroff(`prints any line as it is, by ${groffTitle}`, () => {
		const line = fc
			.string({
				unit: fc.oneof(
					fc.constantFrom(..."\\.'`^~-\"%$#@!|<>[]{}()*&_=+,:;? "),
					fc.constantFrom("word", "\\fB", "\\n", ".so ", "é", "…", "“"),
				),
				maxLength: 60,
			})
			.map((text) => text.replace(/ +/gu, " ").trim())
			.filter((text) => text !== "");
		fc.assert(
			fc.property(fc.array(line, { minLength: 20, maxLength: 60 }), (lines) => {
				const source = [".nf", ".ll 200n", ...lines.map(escapeRoff)];
				const { stdout, stderr } = groff(`${source.join("\n")}\n`, "-ww");
				expect(stderr).toBe("");
				// The macros of man(7) make a hyphen of the minus sign where the system's own do not.
				const printed = stdout.replaceAll("−", "-").split("\n");
				expect(printed.filter((each) => each !== "")).toEqual(lines);
			}),
			{ numRuns: 10 },
		);
	});
});

describe("text of a manual page", () => {
	it("begins no request, and holds no escape of its own", () => {
		fc.assert(
			fc.property(fc.string({ unit: "grapheme" }), (text) => {
				const line = text.replace(/[\r\n]/gu, " ");
				const escaped = escapeRoff(line);
				expect(escaped).not.toMatch(/^[.']/u);
				expect(
					escaped.replace(
						/\\(?:e|-|&|\((?:aq|ga|ha|ti|dq)|\[u[0-9A-F]{4,6}\])/gu,
						"",
					),
				).not.toMatch(/[\\'`^~"-]/u);
				expect(escaped).toMatch(/^\p{ASCII}*$/u);
			}),
		);
	});
});
