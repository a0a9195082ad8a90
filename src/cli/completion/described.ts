import type { Argument, Command, Option } from "commander";
import { DEFAULT_COMMAND } from "../program/search.ts";
import { collect } from "../values.ts";

/** A command as completion has to know it. */
export interface Described {
	/** The names that lead to it, each behind a slash: `/model/pull`; `""` for the program itself. */
	path: string;
	name: string;
	description: string;
	options: DescribedOption[];
	/** What the help calls the first word that is no option: `citation`; null where there is none. */
	operand: string | null;
	/** What such words may be. */
	operands: Values;
	commands: Described[];
}

export interface DescribedOption {
	/** With their hyphens, the short one first. */
	flags: string[];
	description: string;
	/** What stands for its value in the help: `n`; null for an option that takes none. */
	placeholder: string | null;
	/** Whether it may also stand without its value. */
	optional: boolean;
	/** Whether it can be given more than once. */
	repeatable: boolean;
	values: Values;
}

/** What can be completed: one of some words, paths of files or folders, or nothing. */
export type Values =
	| { kind: "words"; words: readonly string[] }
	| { kind: "files" | "folders" | "nothing" };

// By what stands for a value in the help.
const FILES: ReadonlySet<string> = new Set(["file", "path", "paths", "glob"]);
const FOLDERS: ReadonlySet<string> = new Set(["dir", "folder", "model"]);

/** Reads off what commander knows of a command and those below it. */
export function describe(command: Command): Described {
	const path = pathOf(command);
	const help = command.createHelp();
	const commands = help
		.visibleCommands(command)
		// Commander's own “help” belongs to none.
		.filter(({ parent }) => parent === command)
		.map(describe);
	return {
		path,
		name: command.name(),
		description: command.description(),
		options: help.visibleOptions(command).map(describeOption),
		operand: command.registeredArguments[0]?.name() ?? null,
		operands: operandsOf(command, commands),
		commands,
	};
}

/** The command at the end of each path, from the program down. */
export function allOf(described: Described): Described[] {
	return [described, ...described.commands.flatMap(allOf)];
}

/** The command that a line means which names none. */
export function defaultOf(program: Described): Described {
	const found = program.commands.find(({ name }) => name === DEFAULT_COMMAND);
	return found ?? program;
}

function pathOf(command: Command): string {
	const { parent } = command;
	return parent ? `${pathOf(parent)}/${command.name()}` : "";
}

function operandsOf(command: Command, commands: readonly Described[]): Values {
	if (commands.length > 0) {
		return { kind: "words", words: commands.map(({ name }) => name) };
	}
	const [first] = command.registeredArguments;
	return first ? valuesOf(first, first.name()) : { kind: "nothing" };
}

function describeOption(option: Option): DescribedOption {
	const { short, long, description, optional, variadic } = option;
	const placeholder = /[<[]([^\]>.]+)/u.exec(option.flags)?.[1] ?? null;
	return {
		flags: [short, long].filter((flag) => flag !== undefined),
		description,
		placeholder,
		optional,
		repeatable: variadic || option.parseArg === collect,
		values: valuesOf(option, placeholder ?? ""),
	};
}

function valuesOf(
	{ argChoices }: Pick<Option | Argument, "argChoices">,
	placeholder: string,
): Values {
	if (argChoices) return { kind: "words", words: argChoices };
	if (FILES.has(placeholder)) return { kind: "files" };
	return { kind: FOLDERS.has(placeholder) ? "folders" : "nothing" };
}
