import { CommanderError } from "commander";
import type { SearchError } from "../errors.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import {
	asSearchError,
	cannotWrite,
	orMeant,
	printFailure,
	wantsJson,
} from "./failure.ts";
import { commandMeant } from "./meant.ts";
import { createProgram } from "./program.ts";
import { processTerminal, type Terminal } from "./terminal.ts";

/** Given by what starts the built command (ask.ts). */
declare const __build: string | undefined;

const args = process.argv.slice(2);
const stop = new AbortController();

// Whatever goes wrong, and wherever: never Node's own exit code 1, which here means "nothing found".
process.on("uncaughtException", (error) => {
	process.exitCode = failWith(error);
});
// Never process.exit: onnxruntime-node 1.14 crashes the process when it ends in the middle of a run.
let outputError: NodeJS.ErrnoException | undefined;
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
	if (outputError) return;
	outputError = error;
	// Where the reader of the pipe has seen enough (ask … | head -1), nothing is wrong.
	if (error.code !== "EPIPE") report(cannotWrite(error));
	stop.abort();
	process.exitCode = exitOfStopped();
});
// Work goes on when nobody reads its progress any more.
process.stderr.on("error", () => {});

// Only the first is heard; a second Ctrl-C ends the process as it would end any other. Never by `once`: ora's
// cursor would take a process without a listener for one that wants to be killed.
process.on("SIGINT", function interrupt() {
	if (stop.signal.aborted) {
		process.off("SIGINT", interrupt);
		process.kill(process.pid, "SIGINT");
	}
	stop.abort();
});

let terminal: Terminal;
run().then((code) => {
	process.exitCode = code;
});

async function run(): Promise<ExitCode> {
	terminal = await processTerminal();
	let exit: ExitCode = EXIT.found;
	const program = createProgram(
		{
			terminal,
			environment: process.env,
			signal: stop.signal,
			build: typeof __build === "undefined" ? null : __build,
		},
		(code) => {
			exit = code;
		},
	);
	try {
		await program.parseAsync(withCommand(args), { from: "user" });
		return stop.signal.aborted ? exitOfStopped() : exit;
	} catch (error) {
		return failWith(error, () => commandMeant(program));
	}
}

function failWith(
	error: unknown,
	meant: () => string | null = () => null,
): ExitCode {
	if (stop.signal.aborted) return exitOfStopped();
	// Help and version end commander by way of an error.
	if (error instanceof CommanderError && error.exitCode === 0) {
		return EXIT.found;
	}
	report(orMeant(asSearchError(error), meant()));
	return EXIT.error;
}

function exitOfStopped(): ExitCode {
	if (!outputError) return EXIT.interrupted;
	return outputError.code === "EPIPE" ? EXIT.found : EXIT.error;
}

function report(error: SearchError): void {
	printFailure(error, terminal, { json: wantsJson(args) });
}

/** After a leading `--` every word is a question's, but commander would still look for a command. */
function withCommand(words: readonly string[]): string[] {
	return words[0] === "--" ? ["search", ...words] : [...words];
}
