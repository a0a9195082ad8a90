import { appendFileSync, cpSync, existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import * as library from "../src/index.ts";
import { lockWriter } from "../src/store/lock.ts";
import {
	commandOf,
	commandsIn,
	flagsIn,
	flagsOf,
	mentionedIn,
	programNow,
	refusal,
} from "./support/doc-commands.ts";
import { blocksOf, PAGES, proseOf, ROOT } from "./support/doc-examples.ts";
import { SAMPLES, type Workspace, workspace } from "./support/workspace.ts";

const read = (name: string) => readFileSync(join(ROOT, name), "utf8");
const README = read("README.md");
// A command may go on in the next line.
const CLI = read("docs/cli.md").replace(/\s+/gu, " ");
const LIBRARY = read("docs/library.md");

const commands = commandsIn(programNow());
const allFlags = commands.flatMap(({ command }) => flagsOf(command));
/** Options of other programs that pages name by themselves, and where these read them. */
const FOREIGN: Record<string, string> = {
	"--peers": "scripts/bench.ts",
	"--large": "scripts/bench.ts",
	"--groups": "scripts/duplicates.ts",
	"--least": "scripts/duplicates.ts",
};

/** That a text has something, without printing all of the text where it has not. */
function expectIn(text: string, wanted: string | RegExp): void {
	const there =
		typeof wanted === "string" ? text.includes(wanted) : wanted.test(text);
	expect(there, `${wanted} is missing`).toBe(true);
}

describe("the page of the command line", () => {
	it.each(commands)(
		"names $path and all of its options",
		({ path, command }) => {
			expectIn(CLI, path);
			for (const { short, long, argChoices } of command.options) {
				const flag = [short, long].filter(Boolean).join(", ");
				expectIn(CLI, new RegExp(`\`(?:${path} )?${flag}\\b`, "u"));
				for (const choice of argChoices ?? []) expectIn(CLI, `\`${choice}\``);
			}
		},
	);

	it("names every error code", () => {
		const codes = read("src/errors.ts").match(/(?<=\| ")[A-Z_]+(?=")/gu) ?? [];
		expect(codes.length).toBeGreaterThan(5);
		for (const code of codes) expectIn(CLI, `\`${code}\``);
	});
});

describe("the page of the library", () => {
	it("names everything that is exported", () => {
		const exported = read("src/index.ts").match(/\b\w+(?=,\n|[, ]*\})/gu) ?? [];
		expect(exported.length).toBeGreaterThan(30);
		for (const name of [...Object.keys(library), ...exported]) {
			expectIn(LIBRARY, new RegExp(`\\b${name}\\b`, "u"));
		}
	});

	it.each([
		["indexer/indexer", "BuildOptions"],
		["searcher/searcher", "OpenOptions"],
		["searcher/options", "AskOptions"],
		["models/embedder", "EmbedderOptions"],
		["eval/evaluate", "EvalOptions"],
	])("names every option of %s: %s", (file, name) => {
		const options = membersOf(file, `interface ${name}`);
		expect(options.length).toBeGreaterThan(1);
		for (const option of options) expectIn(LIBRARY, `\`${option}\``);
	});

	it("names everything that an open index can do", () => {
		const methods = membersOf("searcher/searcher", "class SearchIndex");
		expect(methods).toContain("ask");
		for (const method of methods) {
			expectIn(LIBRARY, new RegExp(`\`(?:index\\.)?${method}\\(`, "u"));
		}
	});
});

/** What a type of the package says that it has: what is internal is in no declaration. */
function membersOf(file: string, declared: string): string[] {
	const text = read(`dist/js/${file}.d.ts`);
	const begin = text.indexOf(`${declared} {`);
	const body = text.slice(begin, text.indexOf("\n}", begin));
	return [...body.matchAll(/^ {4}(\w+)\??[:(]/gmu)]
		.map(([, name = ""]) => name)
		.filter((name) => name !== "constructor");
}

describe.each(PAGES)("%s", (page) => {
	const text = read(page);
	const prose = proseOf(text);

	it("names only commands and options that are there", () => {
		const mentioned = mentionedIn(prose);
		for (const said of mentioned.commands) {
			const { words, takesWords, flags } = commandOf(said);
			// A word by itself that is no command's would be a question.
			if (!takesWords) expect(words, said).not.toMatch(/^[a-z]+$/u);
			for (const flag of flagsIn(words)) expect(flags, said).toContain(flag);
		}
		for (const flag of mentioned.flags) {
			const foreign = FOREIGN[flag];
			if (!foreign) expect(allFlags, flag).toContain(flag);
			else expect(read(foreign)).toMatch(flag.replace("--", ""));
		}
	});

	it("configures programs with command lines that are there", async () => {
		for (const { code } of blocksOf(text)) {
			const args = /"command": "ask",\s*"args": (\[[^\]]*\])/u.exec(code)?.[1];
			if (args) expect(await refusal(JSON.parse(args))).toBe(null);
		}
	});

	it("links only to what is there", () => {
		const links = [...prose.matchAll(/\]\(([^)\s]+)\)/gu)].map(
			([, to = ""]) => to,
		);
		for (const link of links.filter((to) => !/^https?:/u.test(to))) {
			const [target = "", anchor] = link.split("#");
			const file =
				target === "" ? page : posix.join(posix.dirname(page), target);
			expect(existsSync(join(ROOT, file)), `${link} in ${page}`).toBe(true);
			if (anchor) expect(anchorsOf(read(file)), link).toContain(anchor);
		}
	});

	it("is linked to by the first page and by the list of all pages", () => {
		const [folder, name] = page.split("/");
		if (folder !== "docs" || name === "README.md") return;
		expectIn(README, `](${page})`);
		expectIn(read("docs/README.md"), `](${name})`);
	});
});

/** What a link to a heading is called, as GitHub makes it. */
function anchorsOf(text: string): string[] {
	return [...proseOf(text).matchAll(/^#+ (.*)$/gmu)].map(([, heading = ""]) =>
		heading
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\s_-]/gu, "")
			.replace(/\s/gu, "-"),
	);
}

it("the two lines that the README promises are those that CI runs", () => {
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

it("the JSON that a page shows is what the command really prints, numbers of this machine aside", async () => {
	const space = workspace();
	cpSync(SAMPLES, space.path("articles"), { recursive: true });
	await space.ask(["index", "articles"]);
	const { stdout } = await space.ask([
		"-k1",
		"--json",
		"what did Rutte pledge",
	]);
	const shown = blocksOf(read("docs/scripting.md")).find(
		({ language }) => language === "json",
	);
	const documented = JSON.parse(shown?.code ?? "");
	const real = JSON.parse(stdout);
	expect(real.results[0].citation).toEqual(documented.results[0].citation);
	expect(shapeOf(real)).toEqual(shapeOf(documented));
});

/** The names of an object's fields, at every depth. */
function shapeOf(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(shapeOf);
	if (typeof value !== "object" || value === null) return typeof value;
	return Object.fromEntries(
		Object.entries(value).map(([name, inner]) => [name, shapeOf(inner)]),
	);
}

describe("the errors that a page shows are those that are printed:", () => {
	const block = blocksOf(read("docs/reliability.md")).at(-1)?.code ?? "";
	const shown = block.trimEnd().split("\n\n");
	const FORMATS = fileURLToPath(new URL("fixtures/formats", import.meta.url));
	const indexed = async (space: Workspace) => {
		space.write("news/a.txt", "The ferry Asphodel sank in the strait.\n");
		await space.ask(["index", "-q", "news"]);
	};
	const cases: [string[], (space: Workspace) => unknown][] = [
		[["the strait"], () => {}],
		[["index", "typo"], () => {}],
		[
			["index", "-q", "news"],
			(space) => {
				space.write("news/a.txt", "The ferry sank.\n");
				space.write("news/b.txt", Uint8Array.of(0x63, 0x61, 0x66, 0xe9, 0x0a));
			},
		],
		[["--mode", "keywords", "the strait"], () => {}],
		[["verify", "nonsense"], indexed],
		[["index", "--model", "Acme/none", "news"], indexed],
		[
			["index"],
			async (space) => {
				await indexed(space);
				onTestFinished(lockWriter(space.path("index")));
			},
		],
		[
			["--stale", "error", "ferry Asphodel"],
			async (space) => {
				await indexed(space);
				appendFileSync(space.path("news/a.txt"), "It was raised.\n");
			},
		],
		[
			["the strait"],
			async (space) => {
				await indexed(space);
				space.write(
					"index/index.sqlite",
					space.read("index/index.sqlite").fill(0x7f, 100, 8192),
				);
			},
		],
		[
			["the strait"],
			(space) =>
				cpSync(join(FORMATS, "1"), space.path("index"), { recursive: true }),
		],
	];

	it("as many as are tried here", () => {
		expect(shown).toHaveLength(cases.length);
	});

	it.each(
		cases.map(([args, prepare], at) => ({ line: shown[at], args, prepare })),
	)("$line", async ({ line, args, prepare }) => {
		const space = workspace();
		await prepare(space);
		const { stderr, exitCode } = await space.ask(args);
		expect(exitCode).toBe(2);
		expect(stderr.replaceAll(space.root, "/home/ann")).toBe(`${line}\n`);
	});
});
