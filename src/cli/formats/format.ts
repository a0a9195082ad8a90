import type { Answer } from "../../types.ts";
import { escapeUnsafe } from "../escape.ts";
import type { Look } from "../terminal.ts";

/** How an answer can be printed. */
export const FORMATS = [
	"text",
	"json",
	"jsonl",
	"csv",
	"md",
	"bibtex",
] as const;
export type Format = (typeof FORMATS)[number];

/** What there is to know beside the answer. */
export interface Surroundings {
	/** Of stdout. */
	look: Look;
	/** Whether words of the question may be what found a passage. */
	byKeywords: boolean;
	/** How text is laid out; the others print the same whatever it is. */
	layout: "passages" | "timeline" | "comparison";
	/** Where a citation's path lies. */
	toAbsolute(path: string): string;
}

/** Writes an answer down, ending with a line break; "" where there is nothing to print. */
export type Formatter = (answer: Answer, surroundings: Surroundings) => string;

/** What an article says, as it is; on a terminal, as {@link escapeUnsafe} makes it safe. */
export function verbatim(text: string, look: Look): string {
	return look.columns === null ? text : escapeUnsafe(text);
}
