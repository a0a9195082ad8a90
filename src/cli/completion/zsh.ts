import {
	allOf,
	type Described,
	type DescribedOption,
	defaultOf,
	type Values,
} from "./described.ts";

/** A script for zsh: a file of its `fpath`, or to be sourced after compinit. */
export function zsh(program: Described): string {
	const question = defaultOf(program);
	const functions = allOf(program).map((command) => {
		if (command === program) return programFunction(program, question);
		return command.commands.length > 0
			? groupFunction(command)
			: leafFunction(command);
	});
	return `#compdef ask
# Completes ask in zsh: source <(ask completion zsh)

${functions.join("\n")}
if [[ \${funcstack[1]} == _ask ]]; then
	_ask "$@"
else
	compdef _ask ask
fi
`;
}

/** Completes the name of a command, or hands over to the one named; what names none is a question. */
function programFunction(program: Described, question: Described): string {
	const known = new Set(question.options.flatMap(({ flags }) => flags));
	const own = program.options.filter(
		({ flags }) => !flags.some((flag) => known.has(flag)),
	);
	return `${nameOf(program)}() {
	local found=1
	if ((CURRENT > 2)); then
${handingOver(program)}
		${nameOf(question)}
		return
	fi
${listing(program)}
	${[nameOf(question), ...own.map(optionSpec)].join(" ")} && found=0
	return found
}
`;
}

function groupFunction(group: Described): string {
	return `${nameOf(group)}() {
	local found=1
	if ((CURRENT > 2)); then
${handingOver(group)}
		return 1
	fi
${listing(group)}
	_arguments ${group.options.map(optionSpec).join(" ")} && found=0
	return found
}
`;
}

function handingOver(group: Described): string {
	const names = group.commands.map(({ name }) => name).join("|");
	return `		case $words[2] in
		(${names})
			shift words
			((CURRENT--))
			${nameOf(group)}_$words[1]
			return
			;;
		esac`;
}

function listing({ commands }: Described): string {
	const named = commands.map(({ name, description }) =>
		quoted(`${name.replaceAll(":", "\\:")}:${description}`),
	);
	return `	local -a commands=(
		${named.join("\n\t\t")}
	)
	_describe -t commands command commands && found=0`;
}

/** Completes options and operands of a command; takes options of the program, for where the command is not named. */
function leafFunction(command: Described): string {
	const { operand, operands } = command;
	// With a message in place of no words, zsh would not insert the one option that fits.
	const action = operands.kind === "nothing" ? "()" : actionOf(operands);
	const specs = [
		...command.options.map(optionSpec),
		...(operand === null
			? []
			: [quoted(`*:${escapeColons(operand)}:${action}`)]),
	];
	return `${nameOf(command)}() {
	_arguments -s -S "$@" \\
		${specs.join(" \\\n\t\t")}
}
`;
}

/** What `_arguments` wants to know of an option. */
function optionSpec(option: DescribedOption): string {
	const { flags, description, placeholder, optional, repeatable } = option;
	// What begins with two hyphens may have its value behind "=", what begins with one right behind itself.
	const forms = flags.map((flag) => {
		if (placeholder === null) return flag;
		return flag.startsWith("--") ? `${flag}=` : `${flag}+`;
	});
	const before = flags.includes("--help")
		? "(- *)"
		: repeatable
			? "*"
			: flags.length > 1
				? `(${flags.join(" ")})`
				: "";
	const value =
		placeholder === null
			? ""
			: `${optional ? "::" : ":"}${escapeColons(placeholder)}:${actionOf(option.values)}`;
	const explained = `[${description.replace(/[\\[\]]/gu, "\\$&")}]${value}`;
	return forms.length > 1
		? `${quoted(before)}{${forms.join(",")}}${quoted(explained)}`
		: quoted(before + forms.join("") + explained);
}

function actionOf(values: Values): string {
	switch (values.kind) {
		case "words":
			return `(${values.words.join(" ")})`;
		case "files":
			return "_files";
		case "folders":
			return "_path_files -/";
		case "nothing":
			return " ";
	}
}

function nameOf({ path }: Described): string {
	return `_ask${path.replaceAll("/", "_")}`;
}

function escapeColons(text: string): string {
	return text.replaceAll(":", "\\:");
}

function quoted(text: string): string {
	return `'${text.replaceAll("'", "'\\''")}'`;
}
