import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Command, CommanderError } from "commander";
import { createProgram } from "../../src/cli/program.ts";
import { processTerminal } from "../../src/cli/terminal.ts";

const silent = { ...(await processTerminal()), out: async () => {}, err() {} };

/** The program as it is, made to print nothing. */
export function programNow(): Command {
	const { signal } = new AbortController();
	const context = { terminal: silent, environment: {}, signal, build: null };
	return createProgram(context, () => {});
}

/** A command and all below it, each with the words that call it. */
export function commandsIn(
	command: Command,
	path: string = command.name(),
): { path: string; command: Command }[] {
	return [
		{ path, command },
		...command.commands.flatMap((inner) =>
			commandsIn(inner, `${path} ${inner.name()}`),
		),
	];
}

/**
 * What is wrong with a command line: an option that is not there, a value that one does not take.
 *
 * @param args - What stands behind `ask`.
 * @returns Null for a line that the program takes.
 */
export async function refusal(args: readonly string[]): Promise<string | null> {
	const program = programNow();
	for (const { command } of commandsIn(program)) {
		if (command.commands.length === 0) command.action(() => {});
	}
	try {
		await program.parseAsync(args, { from: "user" });
		return null;
	} catch (error) {
		if (!(error instanceof CommanderError)) throw error;
		// Help and versions end like that.
		return error.exitCode === 0 ? null : error.message;
	}
}

// Every command is one that is not found: the shell reads the script, and nothing is run.
const REHEARSAL = `
	PATH=/nowhere
	ask() { printf '%s\\0' ask "$@" >&3; }
	npx() { while [ "$1" != ask ]; do shift || return; done; shift; ask "$@"; }
	command_not_found_handle() { :; }
`;

/**
 * The command lines of `ask` in a script that is not run: what stands behind each `ask`, as a shell reads it.
 */
export function rehearse(script: string): string[][] {
	const folder = mkdtempSync(join(tmpdir(), "verbatim-"));
	try {
		const said = execFileSync(
			"bash",
			[
				"-c",
				`exec 3>&1 >/dev/null 2>&1 </dev/null\n${REHEARSAL}\n${script}\nexit 0`,
			],
			{ cwd: folder, env: { HOME: folder }, encoding: "utf8", timeout: 10_000 },
		);
		const lines: string[][] = [];
		for (const word of said.split("\0").slice(0, -1)) {
			if (word === "ask") lines.push([]);
			else lines.at(-1)?.push(word);
		}
		return lines;
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/** What code spans of prose say of `ask`: its commands with their options, and options by themselves. */
export function mentionedIn(prose: string): {
	commands: string[];
	flags: string[];
} {
	const spans = [...prose.matchAll(/(`+)(?<span>[^`]|[^`].*?[^`])\1(?!`)/gsu)]
		.map(({ groups }) => groups?.span?.replace(/\s+/gu, " ").trim() ?? "")
		.flatMap((span) => span.split(/ (?:\||&&|>>?) /u))
		.map((span) => span.replace(/^npx (?=ask\b)/u, ""));
	return {
		commands: spans.filter((span) => /^ask(?: |$)/u.test(span)),
		flags: spans.filter((span) => span.startsWith("-")).flatMap(flagsIn),
	};
}

/** The options that a text names, in front of what is behind `--`. */
export function flagsIn(text: string): string[] {
	const [options = ""] = text.split(/(?:^| )-- ?/u);
	return options.match(/(?<![\w"'-])--?[a-z][a-z-]*/giu) ?? [];
}

/** The options that a command has. */
export function flagsOf({ options }: Command): string[] {
	const own = options.flatMap(({ short, long }) => [short, long]);
	return ["-h", "--help", ...own].filter((flag) => flag !== undefined);
}

/**
 * The command that a text such as `ask model pull NAME` names, the longest that its words lead to.
 *
 * @returns What is behind its name, whether it takes words there, and its options.
 */
export function commandOf(text: string): {
	words: string;
	takesWords: boolean;
	flags: string[];
} {
	const words = text.split(" ").slice(1);
	const program = programNow();
	let command = program;
	for (;;) {
		const inner = command.commands.find((one) => one.name() === words[0]);
		if (!inner) break;
		command = inner;
		words.shift();
	}
	const search = program.commands.find((one) => one.name() === "search");
	const asks = command === program && search ? flagsOf(search) : [];
	return {
		words: words.join(" "),
		takesWords: command.registeredArguments.length > 0,
		flags: [...flagsOf(command), ...asks],
	};
}
