import { CommanderError } from "commander";
import { reasonOf, SearchError } from "../errors.ts";
import { escapeUnsafe, safeJson } from "./escape.ts";
import type { Terminal } from "./terminal.ts";

/** Prints an error in the one form that all commands share. */
export function printFailure(
	error: SearchError,
	terminal: Terminal,
	{ json }: { json: boolean },
): void {
	const { code, message, hint } = error;
	if (json) {
		terminal.err(`${safeJson({ error: { code, message, hint } })}\n`);
		return;
	}
	const { style } = terminal.errLook;
	terminal.err(`${style(["red"], "ask:")} ${escapeUnsafe(message)}\n`);
	terminal.err(`${style(["dim"], "hint:")} ${escapeUnsafe(hint)}\n`);
}

/** Anything that was thrown, as an error with a code and a cure. */
export function asSearchError(error: unknown): SearchError {
	if (error instanceof SearchError) return error;
	if (error instanceof CommanderError && error.code === "commander.help") {
		return new SearchError(
			"USAGE",
			"there is more than one such command, and none is named",
			"see which there are: add --help",
			{ cause: error },
		);
	}
	if (error instanceof CommanderError) {
		const [message = "", suggestion] = error.message
			.replace(/^error: /u, "")
			.split("\n");
		const meant = suggestion?.match(/Did you mean (.*)\?/u)?.[1];
		return new SearchError(
			"USAGE",
			message,
			meant ? `did you mean ${meant}?` : "see ask --help",
			{ cause: error },
		);
	}
	const place =
		error instanceof Error ? error.stack?.split("\n")[1]?.trim() : null;
	return new SearchError(
		"INTERNAL",
		`unexpected: ${reasonOf(error)}${place ? ` (${place})` : ""}`,
		"please report this, with the command that you ran",
		{ cause: error },
	);
}

/**
 * The error of a question whose first word may be a mistyped command, which is then told before any other cure.
 *
 * @param command - That may have been meant; null for none.
 */
export function orMeant(
	error: SearchError,
	command: string | null,
): SearchError {
	const { code, message, hint, cause } = error;
	if (command === null) return error;
	const meant = `did you mean "ask ${command}"?`;
	if (code === "INDEX_NOT_FOUND") {
		return new SearchError(code, message, `${meant} Else ${hint}`, { cause });
	}
	// The options of the command are none of a question's.
	return cause instanceof CommanderError &&
		cause.code === "commander.unknownOption"
		? new SearchError(code, message, meant, { cause })
		: error;
}

/** Whether errors are wanted as JSON, on a command line that may make no sense. */
export function wantsJson(args: readonly string[]): boolean {
	const end = args.indexOf("--");
	const options = end === -1 ? args : args.slice(0, end);
	return options.some(
		(option, at) =>
			option === "--json" ||
			option === "--format=json" ||
			(option === "--format" && options[at + 1] === "json"),
	);
}

/** The results' own stream failed: a full disk behind a redirection, say. */
export function cannotWrite(cause: Error): SearchError {
	return new SearchError(
		"INTERNAL",
		`cannot write the results: ${reasonOf(cause)}`,
		"make room where they go, or send them elsewhere",
		{ cause },
	);
}
