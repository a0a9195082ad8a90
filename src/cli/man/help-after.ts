import type { Command } from "commander";

/** What help says below the options. */
export interface After {
	/** Paragraphs as they are broken into lines; indented ones are meant as they are typed. */
	notes: string[][];
	/** A command a line. */
	examples: string[];
}

const EXAMPLES = "Examples:";

/** Reads what was added to a command's help: commander prints it, and does not tell it. */
export function helpAfter(command: Command): After {
	const before = { ...command.configureOutput() };
	let help = "";
	command.configureOutput({
		writeOut: (text) => {
			help += text;
		},
	});
	try {
		command.outputHelp();
	} finally {
		command.configureOutput(before);
	}
	const paragraphs = help
		.slice(command.helpInformation().length)
		.split(/\n{2,}/u)
		.map((text) => text.split("\n").filter((line) => line !== ""))
		.filter((lines) => lines.length > 0);
	const at = paragraphs.findIndex(([first]) => first === EXAMPLES);
	return {
		notes: at === -1 ? paragraphs : paragraphs.slice(0, at),
		examples: (paragraphs[at] ?? []).slice(1).map((line) => line.trim()),
	};
}
