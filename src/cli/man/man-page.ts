import type { Command, Option } from "commander";
import { helpAfter } from "./help-after.ts";
import {
	bold,
	escapeRoff,
	heading,
	italic,
	paragraph,
	tagged,
	typed,
} from "./roff.ts";
import { ENVIRONMENT, EXIT_STATUS, FILES } from "./sections.ts";

/**
 * The manual page of a program, in roff with the macros of man(7): its commands and options as their help has them.
 *
 * @param version - Of the package.
 */
export function manPage(program: Command, version: string): string {
	const name = program.name();
	const title = `.TH "${name.toUpperCase()}" 1 "" "${name} ${version}" "User Commands"`;
	const does = program.description().replace(/\.$/u, "");
	const commands = commandsOf(program);
	const examples = [program, ...commands].flatMap(
		(command) => helpAfter(command).examples,
	);
	const parts = [
		title,
		heading("NAME"),
		`${escapeRoff(name)} \\- ${escapeRoff(does[0]?.toLowerCase() + does.slice(1))}`,
		heading("SYNOPSIS"),
		commands.map(synopsis).join("\n.br\n"),
		heading("DESCRIPTION"),
		escapeRoff(program.description()),
		...notesOf(program),
		heading("OPTIONS"),
		...optionsOf(program),
		heading("COMMANDS"),
		...commands.flatMap(section),
		heading("EXIT STATUS"),
		...EXIT_STATUS.map(([code, when]) => tagged(bold(code), when)),
		heading("ENVIRONMENT"),
		...ENVIRONMENT.map(([variable, what]) => tagged(bold(variable), what)),
		heading("FILES"),
		...FILES.map(([file, what]) => tagged(italic(file), what)),
		heading("EXAMPLES"),
		typed(examples),
	];
	return `${parts.join("\n")}\n`;
}

/** The commands that do something; those that only hold others are left out. */
function commandsOf(program: Command): Command[] {
	return (
		program
			.createHelp()
			.visibleCommands(program)
			// Commander's own “help” belongs to none.
			.filter(({ parent }) => parent === program)
			.flatMap((command) =>
				command.commands.length > 0 ? commandsOf(command) : [command],
			)
	);
}

function section(command: Command): string[] {
	const help = command.createHelp();
	return [
		heading(nameOf(command), "SS"),
		synopsis(command),
		paragraph(sentence(command.description())),
		...help
			.visibleArguments(command)
			.map((argument) =>
				tagged(
					italic(help.argumentTerm(argument)),
					sentence(help.argumentDescription(argument)),
				),
			),
		...optionsOf(command),
		...notesOf(command),
	];
}

function synopsis(command: Command): string {
	return `${bold(nameOf(command))} ${escapeRoff(command.usage())}`;
}

/** With the names of the commands that it belongs to. */
function nameOf(command: Command): string {
	return command.parent
		? `${nameOf(command.parent)} ${command.name()}`
		: command.name();
}

function optionsOf(command: Command): string[] {
	const help = command.createHelp();
	return (
		help
			.visibleOptions(command)
			// Every command has that one.
			.filter(({ long }) => command.parent === null || long !== "--help")
			.map((option) =>
				tagged(termOf(option), sentence(help.optionDescription(option))),
			)
	);
}

/** `-k, --top n`, with the names in bold and the value in italics. */
function termOf({ flags, short, long }: Option): string {
	const names = [short, long].filter((name) => name !== undefined);
	const value = /(?<open>[<[])(?<name>[^\]>]+)/u.exec(flags)?.groups;
	const term = names.map(bold).join(", ");
	if (!value) return term;
	const placeholder = italic(value.name ?? "");
	return `${term} ${value.open === "[" ? `[${placeholder}]` : placeholder}`;
}

function notesOf(command: Command): string[] {
	return helpAfter(command).notes.map((lines) =>
		lines.every((line) => line.startsWith("  "))
			? `.PP\n${typed(lines.map((line) => line.trim()))}`
			: paragraph(lines.join(" ")),
	);
}

function sentence(fragment: string): string {
	const end = fragment.endsWith(".") ? "" : ".";
	return fragment.slice(0, 1).toUpperCase() + fragment.slice(1) + end;
}
