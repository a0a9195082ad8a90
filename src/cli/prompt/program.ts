import { basename } from "node:path";

/** A program that shows a file at a line. */
export interface Program {
	/** As the environment has it: for a shell to read, it may hold options. */
	command: string;
	/** A pager writes what it is given to the terminal; an editor does not. */
	kind: "pager" | "editor";
}

type Environment = Readonly<Record<string, string | undefined>>;
type Arguments = (file: string, line: number) => string[];

const DEFAULT_PAGERS = ["less", "more"];

/**
 * What articles are opened with: `PAGER`, else `VISUAL`, else `EDITOR`, else a pager that is there. As for git, a
 * pager `cat` is none: what it writes would be gone at once.
 *
 * @param isThere - Whether there is a command of this name.
 * @returns Null where there is nothing.
 */
export function programOf(
	{ PAGER, VISUAL, EDITOR }: Environment,
	isThere: (name: string) => boolean,
): Program | null {
	const pager = PAGER?.trim();
	if (pager && nameOf(pager) !== "cat") {
		return {
			command: pager,
			kind: EDITORS.has(nameOf(pager)) ? "editor" : "pager",
		};
	}
	const editor = VISUAL?.trim() || EDITOR?.trim();
	if (editor) {
		return {
			command: editor,
			kind: PAGERS.has(nameOf(editor)) ? "pager" : "editor",
		};
	}
	const there = DEFAULT_PAGERS.find(isThere);
	return there === undefined ? null : { command: there, kind: "pager" };
}

/**
 * What a program is given beside its own options, so that it shows a file at a line.
 *
 * @param file - Absolute.
 * @param line - From 1.
 */
export function argumentsOf(
	{ command, kind }: Program,
	file: string,
	line: number,
): string[] {
	const name = nameOf(command);
	const known = PAGERS.get(name) ?? EDITORS.get(name);
	// An unknown pager would take a line for the name of a file; of editors POSIX asks that they know it.
	return (known ?? (kind === "pager" ? fileOnly : plusLine))(file, line);
}

/** The name of the program that a shell would run, without folder and extension. */
export function nameOf(command: string): string {
	const [, quoted, single, bare = ""] =
		/^(?:\w+=\S*\s+)*(?:"([^"]*)"|'([^']*)'|((?:\\.|\S)*))/u.exec(command) ??
		[];
	const path = quoted ?? single ?? bare.replace(/\\(.)/gu, "$1");
	return basename(path).replace(/\.(?:exe|cmd|bat)$/iu, "");
}

const fileOnly: Arguments = (file) => [file];
const plusLine: Arguments = (file, line) => [`+${line}`, file];
const fileColonLine: Arguments = (file, line) => [`${file}:${line}`];
const goto: Arguments = (file, line) => ["--goto", `${file}:${line}`];
const lineOption: Arguments = (file, line) => ["--line", `${line}`, file];
// The passage below the top of the screen, with its line numbers; and even a short article until one leaves it
// ("-+F"), whatever LESS says.
const less: Arguments = (file, line) => ["-+F", "-N", "-j.3", `+${line}`, file];
const bat: Arguments = (file, line) => [
	"--paging=always",
	"--style=numbers",
	`--highlight-line=${line}`,
	`--pager=less -R -j.3 +${line}`,
	file,
];

const PAGERS: ReadonlyMap<string, Arguments> = table([
	["less", less],
	["more most moar moor pg", plusLine],
	["bat batcat", bat],
]);
const EDITORS: ReadonlyMap<string, Arguments> = table([
	["vi vim nvim view vimr gvim mvim", plusLine],
	[
		"nano pico emacs emacsclient jed joe jove mg micro ne kak mcedit gedit",
		plusLine,
	],
	["hx helix subl zed", fileColonLine],
	["code code-insiders codium cursor windsurf", goto],
	[
		"kate idea pycharm webstorm phpstorm clion goland rubymine mate",
		lineOption,
	],
]);

function table(rows: [string, Arguments][]): Map<string, Arguments> {
	return new Map(
		rows.flatMap(([names, given]) =>
			names.split(" ").map((name) => [name, given] as const),
		),
	);
}
