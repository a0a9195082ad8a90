import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { transform } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refusal, rehearse } from "./support/doc-commands.ts";
import {
	agrees,
	blocksOf,
	comparable,
	type Example,
	examplesOf,
	LANGUAGES,
	PAGES,
	proseOf,
	ROOT,
} from "./support/doc-examples.ts";
import { PageShell } from "./support/doc-shell.ts";
import { SAMPLES, Workspace, workspace } from "./support/workspace.ts";

const pages = PAGES.map((name) => {
	const text = readFileSync(`${ROOT}/${name}`, "utf8");
	return { name, text, examples: examplesOf(text) };
});

// What a machine need not have; all else that a page calls has to be there.
const missing = ["jq", "curl", "man"].filter((program) => !has(program));
if (missing.length > 0) {
	process.stderr.write(
		`SKIPPED: examples of the documents with ${missing.join(", ")}; install them\n`,
	);
}

describe.each(pages)("the examples of $name", ({ name, text, examples }) => {
	it("are written as those that are run", () => {
		for (const { language, line } of blocksOf(text)) {
			expect(LANGUAGES, `${name}:${line}`).toContain(language);
		}
		// What is not fenced, or fenced without a language, would be missed.
		const unmarked = blocksOf(text).filter(({ language }) => language === "");
		const missed = [
			...(proseOf(text).match(/(?<=^ {4})\S.*$/gmu) ?? []),
			...unmarked.flatMap(({ code }) => code.split("\n")),
		];
		const command = /^(?:\$|npx|npm|node|ask|curl|echo|import) /u;
		expect(missed.filter((line) => command.test(line))).toEqual([]);
	});

	const notRun = examples.filter(({ noRun }) => noRun !== null);
	for (const { code, line } of notRun) {
		it(`line ${line}, which is not run, is what the program takes`, async () => {
			for (const args of rehearse(code)) {
				expect(await refusal(args), args.join(" ")).toBe(null);
			}
		});
	}

	const run = examples.filter(({ noRun }) => noRun === null);
	if (run.length === 0) return;
	let space: Workspace;
	let shell: PageShell;
	beforeAll(async () => {
		space = new Workspace();
		mkdirSync(space.path("home"));
		mkdirSync(space.path("node_modules"));
		symlinkSync(ROOT, space.path("node_modules/verbatim-search"));
		cpSync(SAMPLES, space.path("desk/articles"), { recursive: true });
		shell = await PageShell.open(space);
		// A page that says how to build an index has to.
		const builds = run.some(({ code }) => /ask index articles$/mu.test(code));
		const built = builds ? null : await shell.run("ask index -q articles\n");
		expect(built?.exitCodes ?? []).toEqual([]);
	});
	afterAll(() => {
		shell.close();
		space.remove();
	});

	// Commands go on from what those before them have left; modules are whole.
	const lacking = run.findIndex(({ code }) =>
		missing.some((program) => new RegExp(`\\b${program}\\b`, "u").test(code)),
	);
	for (const [at, example] of run.entries()) {
		const possible = lacking < 0 || at < lacking || example.language === "ts";
		it.runIf(possible)(
			`line ${example.line}: ${titleOf(example)}`,
			async () => {
				if (example.background) return shell.start(example.code);
				const { printed, exitCodes } = await went(example, shell);
				expect(exitCodes, printed).toEqual(example.exitCodes);
				const { prints } = example;
				if (prints !== null && !agrees(prints, printed)) {
					expect(comparable(printed)).toBe(comparable(prints));
				}
			},
		);
	}
});

it("the TypeScript of the documents has the types that the library has", () => {
	const space = workspace();
	mkdirSync(space.path("node_modules"));
	symlinkSync(ROOT, space.path("node_modules/verbatim-search"));
	symlinkSync(`${ROOT}/node_modules/@types`, space.path("node_modules/@types"));
	for (const { name, examples } of pages) {
		for (const { language, code, line } of examples) {
			const file = `${name.replaceAll("/", "-")}-${line}.mts`;
			if (language === "ts") space.write(file, `${code}export {};\n`);
		}
	}
	space.write(
		"tsconfig.json",
		JSON.stringify({
			extends: `${ROOT}/tsconfig.json`,
			compilerOptions: { noEmit: true, rootDir: ".", types: ["node"] },
			include: ["*.mts"],
		}),
	);
	const { stdout, status } = spawnSync(
		`${ROOT}/node_modules/.bin/tsc`,
		["-p", space.root],
		{ encoding: "utf8" },
	);
	expect({ stdout, status }).toEqual({ stdout: "", status: 0 });
});

async function went({ language, code }: Example, shell: PageShell) {
	if (language === "sh") return shell.run(code);
	const module = await transform(code, { loader: "ts", format: "esm" });
	return shell.runModule(module.code);
}

function titleOf({ code }: Example): string {
	const [first = "", second = ""] = code.split("\n");
	return second === "" ? first : `${first} …`;
}

function has(program: string): boolean {
	return spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;
}
