import { wordOf } from "./lexicon.ts";
import type { Mention, Phrase } from "./phrases.ts";
import type { Sentence } from "./sentence.ts";
import type { Token } from "./tokens.ts";

/** Who does what a verb says, and where the sentence names them. */
export interface Subject {
	mention: Mention;
	/** Tokens; `to` exclusive. */
	from: number;
	to: number;
}

/** Somebody whom the sentence does not tell, or several. */
export const NOBODY: Mention = {
	kind: "description",
	head: "somebody",
	modifier: null,
	definite: false,
	determined: true,
};
const AND = new Set(["and", "or", "&"]);
const CONJUNCTIONS = new Set(["and", "but", "or", "yet", "so", "then"]);
const CLAUSE_MARKS = new Set([",", "-", ";", ":", "(", ")"]);
const MAX_SEGMENTS = 5;
const MAX_SEGMENT_WORDS = 40;
const MAX_DEPTH = 8;
// A segment between commas that begins so says more of somebody, and names nobody itself.
const ASIDE =
	/^(?:who|which|whose|whom|where|when|as|in|on|at|by|with|aged|now|formerly|then|also|for|from|after|before|during|like|unlike|among|one|\d.*|.*ing|.*ed)$/u;

/** The subject that ends right before the token `end`: “*Rutte* said”, “*a spokesman for Rutte* said”. */
export function subjectBefore(sentence: Sentence, end: number): Subject | null {
	const { tokens, ending } = sentence;
	// “Michael Howard (Folkestone) said”
	const open =
		tokens[end - 1]?.text === ")" ? openingBracket(tokens, end - 1) : null;
	const phrase = ending.get(open ?? end);
	return phrase ? ownerOf(sentence, phrase, end) : null;
}

/** Whom a phrase speaks of, with the phrases that it depends on. */
function ownerOf(
	sentence: Sentence,
	phrase: Phrase,
	to: number,
	depth = 0,
): Subject | null {
	const { tokens, ending } = sentence;
	if (depth > MAX_DEPTH) return null;
	const own = { mention: phrase.mention, from: phrase.from, to };
	if (phrase.preposition !== null) {
		const governor = phrase.governor;
		if (governor) {
			// “Secretary of State Colin Powell”, “Lord of the Rings director Peter Jackson”
			const prefixed =
				isPerson(phrase) &&
				isIntroduced(phrase) &&
				(isBareTitle(governor) ||
					(governor.mention.kind === "name" && !isPerson(governor)));
			return prefixed
				? { ...own, from: governor.from }
				: ownerOf(sentence, governor, to, depth + 1);
		}
		// “After the match Rutte said”; but “a report seen by Rutte said”.
		const opens = beginsClause(tokens, phrase.from - 1);
		if (opens && isIntroduced(phrase)) return own;
		return { ...own, mention: NOBODY };
	}
	if (AND.has(tokens[phrase.from - 1]?.lower ?? "")) {
		const close = phrase.from - 2;
		const open =
			tokens[close]?.text === ")" ? openingBracket(tokens, close) : null;
		const other = ending.get(open ?? phrase.from - 1);
		if (
			other?.mention.kind === "name" &&
			other.preposition !== "in" &&
			other.preposition !== "at" &&
			phrase.mention.kind === "name" &&
			(!phrase.described || (isPerson(other) && isPerson(phrase)))
		) {
			return { mention: NOBODY, from: other.from, to };
		}
		// “chairman and chief executive Paul Smith”
		if (other && isBareTitle(other) && isIntroduced(phrase))
			return { ...own, from: other.from };
	}
	const before = tokens[phrase.from - 1];
	if (
		before?.kind === "word" &&
		phrase.mention.kind === "name" &&
		/ed$/u.test(before.lower) &&
		before.word.finite
	) {
		return { ...own, mention: NOBODY };
	}
	// “Paul Smith, a strategist at ICI told Reuters”
	const named = ending.get(phrase.from - 1);
	if (
		phrase.mention.kind === "description" &&
		before?.text === "," &&
		named?.mention.kind === "name" &&
		named.mention.name.words.length > 1 &&
		!named.mention.name.organisation &&
		!phrase.mention.definite
	) {
		return { mention: named.mention, from: named.from, to };
	}
	return own;
}

/** “Secretary of State *Colin Powell*”, “After the match *Rutte*”: the name does not begin its phrase. */
function isIntroduced(phrase: Phrase): boolean {
	return (
		phrase.mention.kind === "name" &&
		(phrase.described || phrase.mention.name.introduced)
	);
}

function isPerson({ mention }: Phrase): boolean {
	return mention.kind === "name" && mention.name.person;
}

function isBareTitle({ mention, determined }: Phrase): boolean {
	return (
		!determined && mention.kind === "description" && wordOf(mention.head).role
	);
}

/** Whether the token at `at` is the first of a clause. */
function beginsClause(tokens: readonly Token[], at: number): boolean {
	const before = tokens[at - 1];
	return (
		before === undefined ||
		before.kind !== "word" ||
		CONJUNCTIONS.has(before.lower) ||
		/^(?:that|because|although|while|if)$/u.test(before.lower)
	);
}

/**
 * The subject before an aside that ends with the comma or dash at `mark`: “*Ms Jones*, who runs it,”,
 * “*Paul Smith*, 42, head of research at ICI,”, “The head of research, *Paul Smith*,”.
 */
export function subjectBeforeAside(
	sentence: Sentence,
	mark: number,
): Subject | null {
	const { tokens, ending } = sentence;
	let fallback: Subject | null = null;
	let end = relativeStart(tokens, mark) ?? mark;
	for (let segment = 0; segment < MAX_SEGMENTS; segment += 1) {
		const start = segmentStart(tokens, end);
		if (start === null || start === end) break;
		const first = tokens[start];
		const phrase = ending.get(end);
		const aside = first !== undefined && ASIDE.test(first.lower);
		if (phrase && (!aside || segment > 0)) {
			const subject = ownerOf(sentence, phrase, mark);
			const kind = subject?.mention.kind;
			if (subject && kind === "name" && !(aside && phrase.preposition)) {
				if (!isLonePlace(phrase) || end < mark) return subject;
			}
			if (subject && kind === "pronoun") return subject;
			if (subject && kind === "description" && phrase.determined) {
				fallback = subject;
			}
		}
		const before = tokens[start - 1];
		if (before?.text !== "," && before?.text !== "-") break;
		end = start - 1;
	}
	return fallback;
}

/** Whether the comma at `mark` ends “…, *Anne Weyman*,”. */
export function endsNamedAside(sentence: Sentence, mark: number): boolean {
	const { tokens, ending } = sentence;
	const phrase = ending.get(mark);
	return (
		tokens[mark]?.text === "," &&
		phrase?.mention.kind === "name" &&
		(!phrase.described || phrase.mention.name.person) &&
		!isLonePlace(phrase) &&
		tokens[phrase.from - 1]?.text === ","
	);
}

/** The comma before a “who” or “which” whose clause, with all its commas, ends with the mark at `mark`. */
function relativeStart(tokens: readonly Token[], mark: number): number | null {
	let end = mark;
	for (let segment = 0; segment < MAX_SEGMENTS; segment += 1) {
		const start = segmentStart(tokens, end);
		if (start === null || tokens[start - 1]?.text !== ",") return null;
		if (/^(?:who|which|whose)$/u.test(tokens[start]?.lower ?? "")) {
			return start - 1;
		}
		end = start - 1;
	}
	return null;
}

/** Where the words before the mark at `end` begin: after the mark before; null if that is too far. */
function segmentStart(tokens: readonly Token[], end: number): number | null {
	for (let at = end - 1; at >= end - MAX_SEGMENT_WORDS; at -= 1) {
		const token = tokens[at];
		if (!token) return 0;
		if (token.kind === "quotation" || CLAUSE_MARKS.has(token.text)) {
			return at + 1;
		}
	}
	return null;
}

function isLonePlace({ mention }: Phrase): boolean {
	return (
		mention.kind === "name" &&
		mention.name.words.length === 1 &&
		mention.name.organisation &&
		wordOf(mention.name.words[0] ?? "").place
	);
}

/** The subject that begins with the token `from`: “said *Rutte*”, “said *the chairman, Paul Smith*”. */
export function subjectAfter(sentence: Sentence, from: number): Subject | null {
	const { tokens, starting } = sentence;
	const phrase = starting.get(from);
	if (!phrase) return null;
	const own = { mention: phrase.mention, from, to: phrase.to };
	const next = tokens[phrase.to];
	const named = starting.get(phrase.to + 1);
	if (phrase.mention.kind === "name") {
		const several =
			AND.has(next?.lower ?? "") && named?.mention.kind === "name";
		// “said Richard and Judy producer Amanda Ross”
		if (several && named.described && !phrase.described)
			return { mention: named.mention, from, to: named.to };
		return several ? { mention: NOBODY, from, to: named.to } : own;
	}
	if (phrase.mention.kind !== "description") return own;
	// “Head *of the division*, Anna Lindqvist, …”
	const end = named?.governor === phrase ? named.to : phrase.to;
	const beside = starting.get(end + 1);
	if (
		end > phrase.to &&
		tokens[end]?.text === "," &&
		beside?.mention.kind === "name" &&
		wordOf(phrase.mention.head).role &&
		tokens[beside.to]?.text === ","
	) {
		return { mention: beside.mention, from, to: beside.to };
	}
	if (named?.mention.kind !== "name") return own;
	// “said the chairman, Paul Smith.”, but “a new book, Brown's Britain”
	const apart = next?.text === "," && named.owner === null;
	if (apart && endsPart(tokens[named.to])) {
		return { mention: named.mention, from, to: named.to };
	}
	// “said Secretary of State Colin Powell”
	if (
		named.governor === phrase &&
		isPerson(named) &&
		isIntroduced(named) &&
		isBareTitle(phrase)
	) {
		return { mention: named.mention, from, to: named.to };
	}
	return own;
}

function endsPart(token: Token | undefined): boolean {
	return token === undefined || token.kind !== "word";
}

function openingBracket(
	tokens: readonly Token[],
	close: number,
): number | null {
	for (let at = close - 1; at >= 0 && at >= close - 20; at -= 1) {
		if (tokens[at]?.text === "(") return at;
	}
	return null;
}

/**
 * The subject of a sentence's main clause, if it stands where the clause begins: at the sentence's
 * beginning, or after “In a speech in London,”.
 */
export function mainSubject(sentence: Sentence): Subject | null {
	const { tokens, starting } = sentence;
	let at = 0;
	for (let clause = 0; clause < 3; clause += 1) {
		while (OPENERS.has(tokens[at]?.lower ?? "")) at += 1;
		const phrase = starting.get(at);
		if (phrase && !phrase.preposition) {
			return subjectAfter(sentence, at);
		}
		const comma = tokens.findIndex(
			({ text }, index) => index >= at && text === ",",
		);
		if (comma === -1 || comma > at + MAX_SEGMENT_WORDS) return null;
		at = comma + 1;
	}
	return null;
}

const OPENERS = new Set(
	`but and however meanwhile also yet so then still now later earlier yesterday today , - nevertheless instead
	indeed moreover furthermore although though while when after before as because if since once only even perhaps that`.split(
		/\s+/u,
	),
);
