import type { Span } from "../types.ts";
import { paragraphs } from "./paragraphs.ts";
import { sentences } from "./sentences.ts";

/** The sentences of a passage that tell something, by their places in it: a subhead names what follows it. */
export function toldSentences(passage: string): Span[] {
	const all = { start: 0, end: passage.length };
	const found = paragraphs(passage, all, "text");
	const told = found.filter(({ heading }) => !heading);
	return (told.length > 0 ? told : found).flatMap((paragraph) =>
		sentences(passage, paragraph),
	);
}
