import { Command, CommanderError } from "commander";
import type { Context } from "./context.ts";
import { safeJson } from "./escape.ts";
import type { ExitCode } from "./exit-codes.ts";
import { addCitationCommands } from "./program/citations.ts";
import { addEval } from "./program/eval.ts";
import { addIndexCommands } from "./program/index-folder.ts";
import { addModelCommands } from "./program/model.ts";
import { runner } from "./program/run.ts";
import { addSearch } from "./program/search.ts";
import { addServerCommands } from "./program/server.ts";
import { addShellCommands } from "./program/shell.ts";

/**
 * The command line: names, options and help. What a command does is loaded only when it runs, so that
 * help and mistakes answer at once. Completion and the manual page are made of what is said here.
 *
 * @param done - Receives the exit code of the command that ran.
 */
export function createProgram(
	context: Context,
	done: (code: ExitCode) => void,
): Command {
	const run = runner(context, done);
	const program = new Command("ask")
		.description(
			"Answers a question over a folder of news articles with their exact words, each with a citation that can be checked.",
		)
		.option("--version", "print the version, those of the models and engines")
		.hook("preSubcommand", async ({ args }) => {
			if (program.opts().version) {
				await printVersions(context, { json: args.includes("--json") });
			}
		})
		.helpCommand(false)
		.showSuggestionAfterError()
		.addHelpText(
			"after",
			`
A question is asked without naming a command: ask "what did Rutte pledge" is
ask search "what did Rutte pledge". Options of a lookup: ask search --help.

Exit codes: 0 found or done, 1 nothing found or a citation that no longer holds,
2 an error, 130 interrupted.

Examples:
  ask index articles                 build the index
  ask "what did Rutte pledge"        ask it
  ask search --help                  options of a lookup`,
		);
	addSearch(program, run);
	addIndexCommands(program, run);
	addCitationCommands(program, run);
	addServerCommands(program, run);
	addEval(program, run);
	addModelCommands(program, run);
	addShellCommands(program, run);
	for (const command of withSubcommands(program)) {
		command.exitOverride().configureOutput({
			writeOut: (text) => void context.terminal.out(text),
			// Errors are printed in one place, in the form of all others.
			writeErr: () => {},
		});
	}
	return program;
}

function withSubcommands(command: Command): Command[] {
	return [command, ...command.commands.flatMap(withSubcommands)];
}

/** Ends as commander's own --version does: by an error that is none. */
async function printVersions(
	{ terminal }: Context,
	{ json }: { json: boolean },
): Promise<never> {
	const { renderVersions, versions } = await import("./versions.ts");
	const found = await versions();
	await terminal.out(json ? `${safeJson(found)}\n` : renderVersions(found));
	throw new CommanderError(0, "commander.version", "");
}
