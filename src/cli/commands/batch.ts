import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { reasonOf, SearchError } from "../../errors.ts";
import type { Answer } from "../../types.ts";
import type { Context } from "../context.ts";
import { safeJson } from "../escape.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { asSearchError, printFailure } from "../failure.ts";

/**
 * Asks each line of a file, and prints a JSON object a line, in order.
 *
 * @param file - `-` is standard input.
 * @param errors - How what is wrong with a line is printed on stderr.
 */
export async function askEach(
	file: string,
	ask: (question: string) => Promise<Answer>,
	errors: { json: boolean },
	{ terminal, signal }: Context,
): Promise<ExitCode> {
	let answered = false;
	let failed = false;
	for await (const line of linesOf(file, signal)) {
		signal.throwIfAborted();
		const question = line.replace(/^\ufeff/u, "");
		try {
			const answer = await ask(question);
			answered ||= answer.answered;
			await terminal.out(`${safeJson(answer)}\n`);
		} catch (error) {
			const failure = asSearchError(error);
			// A line that is no question stops nobody else's: its own line says what is wrong with it.
			if (!["USAGE", "SOURCE_STALE"].includes(failure.code)) throw error;
			failed = true;
			const { code, message, hint } = failure;
			await terminal.out(
				`${safeJson({ question, error: { code, message, hint } })}\n`,
			);
			printFailure(failure, terminal, errors);
		}
	}
	signal.throwIfAborted();
	if (failed) return EXIT.error;
	return answered ? EXIT.found : EXIT.nothing;
}

async function* linesOf(
	file: string,
	signal: AbortSignal,
): AsyncGenerator<string> {
	const input = file === "-" ? process.stdin : createReadStream(file);
	try {
		yield* createInterface({
			input,
			signal,
			crlfDelay: Number.POSITIVE_INFINITY,
		});
	} catch (error) {
		throw new SearchError(
			"USAGE",
			`cannot read the questions in ${file}: ${reasonOf(error)}`,
			"name a file with one question a line, or - for standard input",
			{ cause: error },
		);
	}
}
