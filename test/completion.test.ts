import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bash } from "../src/cli/completion/bash.ts";
import {
	allOf,
	type Described,
	describe as describeProgram,
} from "../src/cli/completion/described.ts";
import { fish } from "../src/cli/completion/fish.ts";
import { SHELLS, type Shell } from "../src/cli/completion/shells.ts";
import { zsh } from "../src/cli/completion/zsh.ts";
import { createProgram } from "../src/cli/program.ts";
import { processTerminal } from "../src/cli/terminal.ts";
import { Workspace } from "./support/workspace.ts";

const program = describeProgram(
	createProgram(
		{
			terminal: await processTerminal(),
			environment: {},
			signal: new AbortController().signal,
			build: null,
		},
		() => {},
	),
);
const SCRIPTS: Record<Shell, string> = {
	bash: bash(program),
	zsh: zsh(program),
	fish: fish(program),
};
const isThere = (shell: Shell) =>
	spawnSync(shell, ["-c", "exit 0"]).status === 0;
/** Says in its title what was not tried. */
const inShell = (shell: Shell) =>
	isThere(shell)
		? ([shell, describe] as const)
		: ([
				`${shell}: NOT TRIED, it is not installed here`,
				describe.skip,
			] as const);

/** What Tab offers at the end of a line, where it can only be one thing or nothing. */
const COMPLETED: [line: string, offered: string[]][] = [
	["ask sta", ["status"]],
	["ask in", ["index"]],
	["ask --mode se", ["semantic"]],
	["ask --format bib", ["bibtex"]],
	["ask search --timel", ["--timeline"]],
	["ask what did he say --timel", ["--timeline"]],
	["ask index --reb", ["--rebuild"]],
	["ask index artic", ["articles"]],
	["ask index --index artic", ["articles"]],
	["ask eval artic", ["articles"]],
	["ask index a-f", ["a-file.txt"]],
	["ask eval a-f", []],
	["ask model pu", ["pull"]],
	["ask model pull --rev", ["--revision"]],
	["ask completion fi", ["fish"]],
	// A question's words are nobody's to guess.
	["ask what sta", []],
	["ask what a-f", []],
	["ask -k ", []],
];

describe("completion", () => {
	const space = new Workspace();
	beforeAll(() => {
		mkdirSync(space.path("articles"));
		space.write("a-file.txt", "");
		for (const shell of SHELLS) space.write(`ask.${shell}`, SCRIPTS[shell]);
		space.write(
			"complete.bash",
			`source ask.bash
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_ask
printf '%s\\n' "\${COMPREPLY[@]}"
`,
		);
	});
	afterAll(() => space.remove());
	const run = (shell: string, args: string[]) =>
		execFileSync(shell, args, {
			cwd: space.root,
			encoding: "utf8",
			timeout: 50_000,
			env: { PATH: process.env.PATH, HOME: space.root, LC_ALL: "C.UTF-8" },
		});

	it.each(SHELLS)("knows every command and option in %s", (shell) => {
		const names = allOf(program).slice(1);
		expect(names.map(({ path }) => path)).toContain("/model/verify");
		for (const { name, options } of names) {
			expect(SCRIPTS[shell]).toMatch(new RegExp(`\\b${name}\\b`, "u"));
			for (const flag of options.flatMap(({ flags }) => flags)) {
				const bare = flag.replace(/^-+/u, "");
				expect(SCRIPTS[shell]).toMatch(
					shell === "fish"
						? new RegExp(` -[ls] ${bare} `, "u")
						: new RegExp(`(?<![\\w-])${flag}(?![\\w-])`, "u"),
				);
			}
		}
	});

	it("quotes what a description holds", () => {
		const hostile: Described = {
			...program,
			commands: [
				...program.commands,
				{
					path: "/x",
					name: "x",
					description: "it's $(touch owned) `touch owned` [a:b] \\",
					operand: "a:b",
					operands: { kind: "nothing" },
					options: [
						{
							flags: ["-y", "--why"],
							description: "it's $(touch owned) `touch owned` [a:b] \\",
							placeholder: "p:q",
							optional: false,
							repeatable: false,
							values: { kind: "words", words: ["one"] },
						},
					],
					commands: [],
				},
			],
		};
		const made = { bash, zsh, fish };
		for (const shell of SHELLS.filter(isThere)) {
			const file = space.write(`hostile.${shell}`, made[shell](hostile));
			expect(run(shell, ["-n", file])).toBe("");
		}
		if (isThere("fish")) {
			expect(
				run("fish", [
					"--no-config",
					"-c",
					"source hostile.fish; complete -C 'ask x --w'",
				]),
			).toBe("--why\tit's $(touch owned) `touch owned` [a:b] \\\n");
		}
		if (isThere("zsh")) {
			expect(
				typedInZsh(["ask x --w\t", "ask x -y o\t"], "hostile.zsh"),
			).toEqual(["x --why", "x -y one"]);
		}
		expect(() => space.read("owned")).toThrow(/ENOENT/u);
	});

	const [bashTitle, describeBash] = inShell("bash");
	describeBash(bashTitle, () => {
		/** The words that are offered for the last of a line's words. */
		const offered = (words: string[]) =>
			run("bash", ["--norc", "complete.bash", ...words])
				.split("\n")
				.filter((word) => word !== "");

		it("has no mistake in its script", () => {
			expect(run("bash", ["-n", "ask.bash"])).toBe("");
		});

		it.each(COMPLETED)("completes %j to %j", (line, words) => {
			expect(offered(line.split(" "))).toEqual(words);
		});

		it("completes what stands behind =, which bash hands over as a word of its own", () => {
			expect(offered(["ask", "--mode", "=", "se"])).toEqual(["semantic"]);
			expect(offered(["ask", "--mode", "="])).toEqual([
				"hybrid",
				"semantic",
				"keyword",
			]);
		});

		it("lists the commands first, and no option after --", () => {
			expect(offered(["ask", ""])).toEqual(
				program.commands.map(({ name }) => name),
			);
			expect(offered(["ask", "index", "--", "--re"])).toEqual([]);
			expect(offered(["ask", "--vers"])).toEqual(["--version"]);
		});

		it("keeps a file's name whole", () => {
			space.write("two words *.txt", "");
			expect(offered(["ask", "index", "two"])).toEqual(["two words *.txt"]);
		});
	});

	const [fishTitle, describeFish] = inShell("fish");
	describeFish(fishTitle, () => {
		const offered = (line: string) =>
			run("fish", [
				"--no-config",
				"-c",
				"source ask.fish; complete -C $argv[1]",
				line,
			])
				.split("\n")
				.filter((word) => word !== "")
				.map((word) => (word.split("\t")[0] ?? "").replace(/\/$/u, ""));

		it("has no mistake in its script", () => {
			expect(run("fish", ["--no-config", "-n", "ask.fish"])).toBe("");
		});

		it.each(COMPLETED)("completes %j to %j", (line, words) => {
			expect(offered(line)).toEqual(words);
		});

		it("lists the commands, and then the options of the one named", () => {
			expect(offered("ask ").sort()).toEqual(
				program.commands.map(({ name }) => name).sort(),
			);
			expect(offered("ask man --")).toEqual(["--help"]);
		});
	});

	const [zshTitle, describeZsh] = inShell("zsh");
	describeZsh(zshTitle, () => {
		it("has no mistake in its script", () => {
			expect(run("zsh", ["-f", "-n", "ask.zsh"])).toBe("");
		});

		it("completes what is typed at its prompt", () => {
			const lines = COMPLETED.map(([line]) => `${line}\t`);
			const ran = COMPLETED.map(([line, [word]]) => {
				const words = line.split(" ").slice(1);
				return [...words.slice(0, -1), word ?? words.at(-1)].join(" ").trim();
			});
			expect(typedInZsh(lines, "ask.zsh")).toEqual(ran);
		});

		it("completes from its fpath too, and --version without a command", () => {
			space.write("functions/_ask", SCRIPTS.zsh);
			expect(typedInZsh(["ask --vers\t", "ask statu\t"], null)).toEqual([
				"--version",
				"status",
			]);
		});
	});

	/** What "ask" is called with when lines are typed in an interactive zsh, each with Enter behind it. */
	function typedInZsh(lines: string[], script: string | null): string[] {
		space.write(
			"setup.zsh",
			`PS1=
unset zle_bracketed_paste
fpath=(./functions $fpath)
autoload -Uz compinit && compinit -D -u
${script === null ? "" : `source ./${script}`}
ask() { print -r -- "RAN[\${(j: :)@}]" }
print READY
`,
		);
		space.write(
			"type.zsh",
			`zmodload zsh/zpty
zpty session 'TERM=xterm zsh -f -i'
zpty -w session "source ./setup.zsh"
zpty -r -m session seen $'*READY\\r*'
for line; do
	zpty -w session "$line"
	zpty -r -m session seen $'*RAN\\\\[*\\\\]\\r*'
	print -r -- "\${\${seen##*RAN\\[}%%\\]$'\\r'*}"
done
zpty -d session
`,
		);
		return run("zsh", ["-f", "type.zsh", ...lines])
			.trimEnd()
			.split("\n");
	}
});
