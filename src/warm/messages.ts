import type { ErrorCode } from "../errors.ts";
import type { AskOptions } from "../searcher/options.ts";
import type { Answer } from "../types.ts";

// One JSON object a line each way, answered in order. First of all the server greets, and while it works it sends empty
// lines: whoever hears nothing asks elsewhere.

export const GREETING = '{"verbatim":1}';
export const BEAT_MS = 250;

export interface Question {
	/** The index folder as who asks calls it: by another name, paths would be others. */
	dir: string;
	question: string;
	options: Omit<AskOptions, "signal">;
}

export type Reply =
	| { answer: Answer }
	| { error: { code: ErrorCode; message: string; hint: string } };
