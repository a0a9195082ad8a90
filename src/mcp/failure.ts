import { reasonOf, SearchError } from "../errors.ts";
import { inWords } from "../service/progress.ts";
import type { Progress } from "../types.ts";

/**
 * Anything that was thrown, with a hint for who calls a tool: those of the command line name its options.
 *
 * @param building - How far an index has got that is being built.
 */
export function toSearchError(
	error: unknown,
	building: Progress | null,
): SearchError {
	if (!(error instanceof SearchError)) {
		return new SearchError(
			"INTERNAL",
			`unexpected: ${reasonOf(error)}`,
			"please report this, with the call that you made",
			{ cause: error },
		);
	}
	const { code, message } = error;
	if (code === "USAGE") {
		const hint = "see the description of the tool's arguments";
		return new SearchError(code, message, hint, { cause: error });
	}
	if (code === "INDEX_NOT_FOUND" && building) {
		const hint = `it is being built (${inWords(building)}): call again when it is done`;
		return new SearchError(code, message, hint, { cause: error });
	}
	return error;
}

/** An error as a client shows it. */
export function explain({ message, hint }: SearchError): string {
	return `${message}\nhint: ${hint}`;
}
