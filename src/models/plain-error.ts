import { reasonOf, SearchError } from "../errors.ts";

/** An error as it travels between processes, where it would lose its class. */
export interface PlainError {
	message: string;
	/** Of a {@link SearchError}. */
	known?: Pick<SearchError, "code" | "hint">;
}

export function plain(error: unknown): PlainError {
	if (!(error instanceof SearchError)) return { message: reasonOf(error) };
	const { message, code, hint } = error;
	return { message, known: { code, hint } };
}

export function reclassed({ message, known }: PlainError): Error {
	return known
		? new SearchError(known.code, message, known.hint)
		: new Error(message);
}
