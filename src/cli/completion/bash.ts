import { groupBy } from "../../group-by.ts";
import { allOf, type Described, defaultOf, type Values } from "./described.ts";

/** A script for bash, from 3.2 on. */
export function bash(program: Described): string {
	const question = defaultOf(program);
	const commands = allOf(program);
	const paths = commands.slice(1).map(({ path }) => quoted(path));
	// A line that has only begun can become a command's or a question's.
	const optionsOf = (command: Described) =>
		command === program
			? [...question.options, ...program.options]
			: command.options;
	return `# Completes ask in bash: source <(ask completion bash)

_ask_reply() {
	local line
	while IFS= read -r line; do COMPREPLY+=("$line"); done
}

_ask_words() {
	_ask_reply < <(compgen -W "$*" -- "$current")
}

_ask_files() {
	compopt -o filenames 2>/dev/null
	_ask_reply < <(compgen -f -- "$current")
}

_ask_folders() {
	compopt -o filenames 2>/dev/null
	_ask_reply < <(compgen -d -- "$current")
}

_ask() {
	local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]}
	local command='' word ended=''
	COMPREPLY=()
	# --option=value comes in three words.
	if [[ $current == '=' ]]; then
		current=''
	elif [[ $previous == '=' ]]; then
		previous=\${COMP_WORDS[COMP_CWORD - 2]}
	fi

	for word in "\${COMP_WORDS[@]:1:COMP_CWORD - 1}"; do
		case $command/$word in
		${paths.join(" | ")}) command+=/$word ;;
		*) break ;;
		esac
	done
	if [[ -z $command ]] && ((COMP_CWORD > 1)); then command=${quoted(question.path)}; fi
	for word in "\${COMP_WORDS[@]:1:COMP_CWORD - 1}"; do
		if [[ $word == -- ]]; then ended=yes; fi
	done

	if [[ -z $ended ]]; then
		case "$command $previous" in
${valueCases(commands).join("\n")}
		esac
		if [[ $current == -* ]]; then
			case $command in
${commands.map((command) => `			${quoted(command.path)}) _ask_words ${words(optionsOf(command).flatMap(({ flags }) => flags))} ;;`).join("\n")}
			esac
			return
		fi
	fi
	case $command in
${commands.map(({ path, operands }) => `	${quoted(path)}) ${completing(operands)} ;;`).join("\n")}
	esac
}

complete -F _ask ask
`;
}

/** What completes the values of options, and for which options of which commands. */
function valueCases(commands: readonly Described[]): string[] {
	const options = commands.flatMap(({ path, options }) =>
		options
			.filter(({ placeholder }) => placeholder !== null)
			.map(({ flags, values }) => ({
				patterns: flags.map((flag) => quoted(`${path} ${flag}`)),
				completed: completing(values),
			})),
	);
	const alike = groupBy(options, ({ completed }) => completed);
	return [...alike].map(([completed, group]) => {
		const patterns = group.flatMap((option) => option.patterns);
		return `		${patterns.join(" | \\\n\t\t")}) ${completed}; return ;;`;
	});
}

function completing(values: Values): string {
	switch (values.kind) {
		case "words":
			return `_ask_words ${words(values.words)}`;
		case "files":
			return "_ask_files";
		case "folders":
			return "_ask_folders";
		case "nothing":
			return ":";
	}
}

function words(all: readonly string[]): string {
	return [...new Set(all)].map(quoted).join(" ");
}

function quoted(text: string): string {
	return /^[\w/-]+$/u.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
