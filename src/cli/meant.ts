import { Command } from "commander";
import { onlyStopWords, termsOf } from "../keywords.ts";
import { asSearchError } from "./failure.ts";

/**
 * The command whose mistyped name a question begins with: any word that is no command's name is a question's. Null
 * where the question is more likely one.
 *
 * @param program - After it has read the command line.
 */
export function commandMeant(program: Command): string | null {
	const [word = "", ...others] = program.args;
	if (!/^[a-z]+$/u.test(word) || onlyStopWords(termsOf(word))) return null;
	const operands = others.filter((other) => !other.startsWith("-")).length;
	const meant = similar(word, program.commands);
	return meant && takes(meant, operands) ? meant.name() : null;
}

/** Whether a command can do with so many operands: “states of emergency” is not `ask status`. */
function takes(
	{ commands, registeredArguments }: Command,
	operands: number,
): boolean {
	const anyNumber =
		commands.length > 0 || registeredArguments.some(({ variadic }) => variadic);
	return anyNumber || operands <= registeredArguments.length;
}

/** The one command with a name so like it that commander suggests it. */
function similar(word: string, commands: readonly Command[]): Command | null {
	// Commander tells it only of a line that it cannot make sense of: with a default command it can.
	const strict = new Command().exitOverride().helpCommand(false);
	strict.configureOutput({ writeErr: () => {} });
	for (const command of commands) strict.command(command.name());
	try {
		strict.parse([word], { from: "user" });
	} catch (error) {
		const [, name] =
			/^did you mean (\S+)\?$/u.exec(asSearchError(error).hint) ?? [];
		return commands.find((command) => command.name() === name) ?? null;
	}
	return null;
}
