#!/usr/bin/env node
import { CommanderError } from "commander";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { asSearchError, printFailure } from "./failure.ts";
import { createProgram } from "./program.ts";
import { processTerminal } from "./terminal.ts";

const terminal = await processTerminal();
const args = process.argv.slice(2);

// Whatever goes wrong, and wherever: never Node's own exit code 1, which here means "nothing found".
process.on("uncaughtException", (error) => {
	process.exitCode = failWith(error);
});
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
	// The reader of the pipe has seen enough (ask … | head -1).
	process.exit(error.code === "EPIPE" ? EXIT.found : EXIT.error);
});
// Work goes on when nobody reads its progress any more.
process.stderr.on("error", () => {});

const interrupt = new AbortController();
// Only the first: a second Ctrl-C ends the process as it would end any other.
process.once("SIGINT", () => interrupt.abort());

process.exitCode = await run();

async function run(): Promise<ExitCode> {
	let exit: ExitCode = EXIT.found;
	const program = createProgram(
		{ terminal, environment: process.env, signal: interrupt.signal },
		(code) => {
			exit = code;
		},
	);
	try {
		await program.parseAsync(withCommand(args), { from: "user" });
		return interrupt.signal.aborted ? EXIT.interrupted : exit;
	} catch (error) {
		return failWith(error);
	}
}

function failWith(error: unknown): ExitCode {
	if (interrupt.signal.aborted) return EXIT.interrupted;
	// Help and version end commander by way of an error.
	if (error instanceof CommanderError && error.exitCode === 0) {
		return EXIT.found;
	}
	const end = args.indexOf("--");
	const options = end === -1 ? args : args.slice(0, end);
	const json = options.includes("--json");
	printFailure(asSearchError(error), terminal, { json });
	return EXIT.error;
}

/** After a leading `--` every word is a question's, but commander would still look for a command. */
function withCommand(words: readonly string[]): string[] {
	return words[0] === "--" ? ["search", ...words] : [...words];
}
