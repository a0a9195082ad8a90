import {
	allOf,
	type Described,
	type DescribedOption,
	defaultOf,
	type Values,
} from "./described.ts";

/** A script for fish, from 3.0 on. */
export function fish(program: Described): string {
	const question = defaultOf(program);
	const commands = allOf(program);
	const paths = commands.slice(1).map(({ path }) => path);
	return `# Completes ask in fish: ask completion fish | source

function __ask_is --description 'Whether a line names this command so far'
	set -l words (commandline -opc)
	set -e words[1]
	set -l command ''
	for word in $words
		switch $command/$word
			case ${paths.join(" ")}
				set command $command/$word
			case '*'
				break
		end
	end
	if test -z "$command" -a (count $words) -gt 0
		set command ${question.path}
	end
	contains -- "$command" $argv
end

complete -c ask -f
${commands.flatMap((command) => linesOf(command, command === question ? ["", command.path] : [command.path])).join("\n")}
`;
}

/** @param paths - Of the commands that have these options: a line that names none yet can become a question. */
function linesOf(command: Described, paths: readonly string[]): string[] {
	const { commands, operands, options } = command;
	return [
		...commands.map(({ name, description }) => [
			`-a ${quoted(name)}`,
			described(description),
		]),
		...options.map((option) => [
			...option.flags.map(flagOf),
			...valueParts(option),
			described(option.description),
		]),
		// The names of commands, with their descriptions, are there already.
		...(commands.length > 0 ? [] : [completing(operands)]),
	]
		.filter((parts) => parts.length > 0)
		.map((parts) => [`complete -c ask -n ${condition(paths)}`, ...parts])
		.map((parts) => parts.join(" "));
}

function condition(paths: readonly string[]): string {
	return quoted(`__ask_is ${paths.map(quoted).join(" ")}`);
}

function flagOf(flag: string): string {
	return flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`;
}

function valueParts({
	optional,
	placeholder,
	values,
}: DescribedOption): string[] {
	if (placeholder === null) return [];
	if (values.kind === "files") return optional ? ["-F"] : ["-r", "-F"];
	return [optional ? "-f" : "-x", ...completing(values)];
}

function completing(values: Values): string[] {
	switch (values.kind) {
		case "words":
			return [`-a ${quoted(values.words.join(" "))}`];
		case "files":
			return ["-F"];
		case "folders":
			return ["-a '(__fish_complete_directories)'"];
		case "nothing":
			return [];
	}
}

function described(description: string): string {
	return `-d ${quoted(description)}`;
}

function quoted(text: string): string {
	return /^[\w/-]+$/u.test(text)
		? text
		: `'${text.replace(/[\\']/gu, "\\$&")}'`;
}
