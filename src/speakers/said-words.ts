import type { Span } from "../types.ts";
import type { Predicate } from "./predicates.ts";
import { isAdverbial } from "./scope.ts";
import type { Sentence } from "./sentence.ts";
import type { Token } from "./tokens.ts";
import type { AttributionVerb } from "./verbs.ts";

/** What a verb takes for it to report what was said. */
export type Rule = Pick<AttributionVerb, "needs" | "with" | "nounToo" | "form">;

const MAX_PHRASES = 4;
const MIN_REPORTED_WORDS = 3;
// With a quotation at the end of what is said, the words before it are told as well only if they are more.
const MAX_LEAD = 8;

/**
 * Whether the words around an attribution are what was said.
 *
 * @param room - The tokens that belong to no other attribution.
 */
export function reports(
	sentence: Sentence,
	predicate: Predicate,
	rule: Rule,
	room: Span,
): boolean {
	if (rule.needs === "quotation") return false;
	const { tokens } = sentence;
	const { scope, from, to, verb } = predicate;
	const begins = Math.max(to, verb + 1);
	const after = tokens.slice(begins, room.end);
	if (scope === "around") {
		const before = wordsOf(tokens.slice(room.start, from));
		if (before.length > MIN_REPORTED_WORDS) return true;
		// “Often, he said, it rains.”, “According to him, it rains.”
		const inserted = before.length > 0 && after[0]?.text === ",";
		const according = rule.form === "ing";
		return (inserted || according) && after.some(({ word }) => word.finite);
	}
	const colon = after.findIndex(
		({ text }, at) => text === ":" && after[at + 1]?.kind === "quotation",
	);
	const told = wordsOf(colon === -1 ? after : after.slice(0, colon));
	const finite = told.some(({ word }) => word.finite);
	// “said sales rose”, but “said so again”
	if (told.length < MIN_REPORTED_WORDS && !(finite && told.length > 1)) {
		return false;
	}
	const that = told.some(({ lower }) => lower === "that");
	const [first] = after;
	if (colon !== -1 || first?.kind === "quotation") {
		return that && told.length > MAX_LEAD;
	}
	if (hasParticle(rule, told)) return true;
	// “the southern states …”
	const doubtful = rule.nounToo && rule.form !== "past" && rule.form !== "ing";
	if (rule.needs === "clause" || doubtful) return isClause(sentence, begins);
	return that || finite || (first !== undefined && !isAdverbial(first));
}

/** “called *for* it”, “described the plan *as* mad”, “accused him *of* lying” */
function hasParticle(rule: Rule, [first, ...more]: readonly Token[]): boolean {
	if (rule.with.has(first?.lower ?? "")) return true;
	return more.some(
		({ lower }) => (lower === "as" || lower === "of") && rule.with.has(lower),
	);
}

/** Whether a clause begins with the token `from`: “(on Monday) *that it was late*”, “*it was late*”. */
function isClause({ tokens, starting }: Sentence, from: number): boolean {
	// “adding to the sums it has paid”
	const preposition =
		tokens[from]?.word.preposition && tokens[from]?.lower !== "to";
	const at = preposition ? (starting.get(from + 1)?.to ?? from + 1) : from;
	const first = tokens[at];
	if (first?.lower === "that") return true;
	if (first?.word.determiner || first?.word.pronoun) {
		const near = tokens.slice(at, at + MAX_PHRASES);
		if (near.some(({ word }) => word.finite)) return true;
	}
	let phrase = starting.get(at);
	for (let count = 0; phrase && count < MAX_PHRASES; count += 1) {
		const next = tokens[phrase.to];
		if (next?.word.finite) return true;
		const more = starting.get(phrase.to + 1);
		const linked = more?.governor === phrase || next?.lower === "and";
		phrase = linked ? more : undefined;
	}
	return false;
}

function wordsOf(tokens: readonly Token[]): Token[] {
	return tokens.filter(({ kind }) => kind === "word");
}
