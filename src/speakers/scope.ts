import type { Token } from "./tokens.ts";

/** Where what is said stands: after the verb, or on both sides: “It will rain, he said, and snow.” */
export type Scope = "after" | "around";

const MAX_TAIL = 25;
const ADVERBIAL = new Set(
	`in on at during after before by of to from last earlier about later when while as and but today
	yesterday afterwards again with via through ahead out`.split(/\s+/u),
);
const OTHER_CLAUSE = /^(?:as|when|after|before|while|and|but)$/u;
const TELLS = /^(?:tell|told|tells|assured|reminded|informed)$/u;

/**
 * Where what is said stands.
 *
 * @param from - The first token of the subject, which stands before its verb.
 */
export function scopeOf(
	tokens: readonly Token[],
	from: number,
	verb: number,
): Scope {
	const before = tokens[from - 1];
	const quoted = before?.kind === "quotation";
	if (!quoted && !/^[,;-]$/u.test(before?.text ?? "")) return "after";
	const next = tokens[verb + 1];
	if (next?.kind !== "word") return next?.text === ":" ? "after" : "around";
	// “he told MPs.”, “she said on Tuesday.”, but “she said on Tuesday that …”
	const tells = TELLS.test(tokens[verb]?.lower ?? "");
	if (!tells && !quoted && !isAdverbial(next)) return "after";
	for (let at = verb + 1; at < tokens.length; at += 1) {
		const token = tokens[at];
		if (token?.text === ":" || at - verb > MAX_TAIL) return "after";
		if (token?.kind !== "word" || OTHER_CLAUSE.test(token.lower)) break;
		if (token.lower === "that" || token.word.finite) return "after";
	}
	return "around";
}

/** Whether a word begins what is no clause: “said *on* Tuesday”. */
export function isAdverbial({ lower, word }: Token): boolean {
	return ADVERBIAL.has(lower) || word.weekdayOrMonth || lower.endsWith("ly");
}
