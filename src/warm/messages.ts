import type { ErrorCode } from "../errors.ts";
import type { AskOptions } from "../searcher/options.ts";
import type { Answer } from "../types.ts";

// One JSON object a line each way, answered in order. First of all the server greets: whoever hears nothing asks
// elsewhere.

export const GREETING = '{"verbatim":1}';

export interface Question {
	question: string;
	options: Omit<AskOptions, "signal">;
}

export type Reply =
	| { answer: Answer }
	| { error: { code: ErrorCode; message: string; hint: string } };
