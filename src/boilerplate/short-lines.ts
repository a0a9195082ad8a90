import { createHash } from "node:crypto";
import type { Span } from "../types.ts";
import type { Line } from "./boilerplate.ts";

/** A line that may recur, and what it is counted by. */
export interface ShortLine extends Span {
	/** Of its outlet and its words; a whole number below 2⁵³. */
	hash: number;
	/** Of the article's longest line, which reprints share and other articles do not. */
	context: number;
}

// What an outlet puts around all of its articles is hardly ever longer.
const MAX_CHARACTERS = 200;

/** The lines of an article that its outlet may put into many, each once. */
export function shortLines(
	lines: readonly Line[],
	outlet: string,
): ShortLine[] {
	const longest = lines.reduce(
		(most, { text }) => (text.length > most.length ? text : most),
		"",
	);
	const context = numberOf(longest);
	const found = new Map<number, ShortLine>();
	for (const { start, end, text } of lines) {
		if (text.length > MAX_CHARACTERS || text === longest) continue;
		const hash = numberOf(`${outlet}\0${text.replace(/\s+/gu, " ")}`);
		if (!found.has(hash)) found.set(hash, { start, end, hash, context });
	}
	return [...found.values()];
}

/** The first 53 bits of a SHA-256. */
function numberOf(text: string): number {
	const digest = createHash("sha256").update(text).digest();
	return Number(digest.readBigUInt64BE() >> 11n);
}
