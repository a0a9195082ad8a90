import { safeJson } from "../escape.ts";
import type { Formatter } from "./format.ts";

/** The answer as one object. */
export const json: Formatter = (answer) => `${safeJson(answer)}\n`;

/** An object a line for each result. */
export const jsonl: Formatter = ({ results }) =>
	results.map((result) => `${safeJson(result)}\n`).join("");
