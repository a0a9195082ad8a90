import type { Span } from "../types.ts";
import type { Pronoun } from "./lexicon.ts";
import { isNameWord, type Name, readName, runEnd } from "./names.ts";
import type { Token } from "./tokens.ts";
import { BODIES, POST_NOMINALS } from "./word-lists.ts";

/** How a sentence mentions somebody. */
export type Mention =
	| { kind: "name"; name: Name }
	| { kind: "pronoun"; pronoun: Pronoun }
	/** “the striker”, “a spokesman”: what somebody is, and whether the reader is to know who. */
	| {
			kind: "description";
			head: string;
			/** The word before the head: “*housing* minister”. */
			modifier: string | null;
			/** Whether it begins with “the”; with any article or the like. */
			definite: boolean;
			determined: boolean;
	  }
	/** The author, or the reader. */
	| { kind: "self" };

/** A noun phrase without what follows its last noun; a range of tokens, `to` exclusive. */
export interface Phrase {
	from: number;
	to: number;
	mention: Mention;
	/** Whether it begins with an article or the like. */
	determined: boolean;
	/** Whether words in lower case stand between its beginning and its name. */
	described: boolean;
	/** Whose it is: “*JK Rowling*’s fifth book”. */
	owner: Name | null;
	/** The preposition that it is the object of. */
	preposition: string | null;
	/** The phrase that the preposition belongs to: “*a spokesman* for the IMF”. */
	governor: Phrase | null;
}

// More words than this are no noun phrase.
const MAX_WORDS = 16;
const MAX_MODIFIERS = 4;

/** The noun phrases of a sentence, in order, none inside another. */
export function phrasesIn(text: string, tokens: readonly Token[]): Phrase[] {
	const phrases: Phrase[] = [];
	let at = 0;
	while (at < tokens.length) {
		const phrase = phraseAt(text, tokens, at, phrases.at(-1));
		if (phrase) phrases.push(phrase);
		at = phrase?.to ?? at + 1;
	}
	return phrases;
}

function phraseAt(
	text: string,
	tokens: readonly Token[],
	from: number,
	before: Phrase | undefined,
): Phrase | null {
	const first = tokens[from];
	if (first?.kind !== "word") return null;
	// “Says Anna Lindqvist: …”
	const { verb } = first.word;
	const opens = from === 0 && verb?.form === "third" && !verb.nounToo;
	if ((opens || !first.capital) && (first.word.breaks || first.word.verbal)) {
		return null;
	}
	const preposition = tokens[from - 1]?.word.preposition
		? (tokens[from - 1]?.lower ?? null)
		: null;
	const phrase: Phrase = {
		from,
		to: from + 1,
		mention: { kind: "self" },
		determined: false,
		described: false,
		owner: null,
		preposition,
		governor: preposition !== null && before?.to === from - 1 ? before : null,
	};
	const { pronoun, determiner } = first.word;
	if (pronoun && !first.possessive) {
		if (pronoun !== "self") phrase.mention = { kind: "pronoun", pronoun };
		return phrase;
	}
	phrase.determined = determiner && !isNameWord(tokens, from);
	const begins = phrase.determined ? from + 1 : from;
	const { run, head, end, owner } = partsFrom(tokens, begins, phrase);
	if (owner) phrase.owner = readName(text, owner);
	phrase.to = end;
	if (!run && (!head || head.possessive)) return null;
	const definite = first.lower === "the";
	const lead = run && run.start > begins ? tokens[run.start - 1] : undefined;
	// “a Labour MP”
	const some =
		phrase.determined && POST_NOMINALS.has(tokens[end - 1]?.lower ?? "");
	const name =
		run &&
		!some &&
		readName(text, tokens.slice(run.start, run.end), {
			role: lead?.word.role ? lead.lower : null,
			modifier:
				run.start - 2 < begins ? null : (tokens[run.start - 2]?.lower ?? null),
			definite: definite && run.start === begins,
			initial: run.start === 0 || tokens[run.start - 1]?.kind === "quotation",
		});
	phrase.described = run !== null && run.start > begins;
	phrase.mention = name
		? { kind: "name", name }
		: {
				kind: "description",
				head: tokens[end - 1]?.lower ?? "",
				modifier: end - 2 < begins ? null : (tokens[end - 2]?.lower ?? null),
				definite,
				determined: phrase.determined,
			};
	return phrase;
}

/** What a noun phrase consists of behind its article. */
interface Parts {
	/** The name that it ends with; a range of tokens. */
	run: Span | null;
	/** The common noun that it ends with. */
	head: Token | null;
	/** The name in it that something else belongs to. */
	owner: Token[] | null;
	end: number;
}

function partsFrom(
	tokens: readonly Token[],
	from: number,
	{ determined, preposition }: Phrase,
): Parts {
	let run: Span | null = null;
	let head: Token | null = null;
	let owner: Token[] | null = null;
	let at = from;
	// After an article, or “Microsoft's”, any word is part of the phrase.
	let bound = determined;
	while (at < tokens.length && at - from < MAX_WORDS) {
		const token = tokens[at];
		if (token?.kind !== "word") break;
		if (isNameWord(tokens, at)) {
			// “on the witness stand | Mr Ortega said”
			const { title } = token.word;
			const titled = title === "male" || title === "female";
			if (titled && preposition && head && !head.word.role) break;
			const end = linkedEnd(tokens, at);
			bound = tokens[end - 1]?.possessive ?? false;
			if (bound) owner = tokens.slice(at, end);
			run = bound ? null : { start: at, end };
			head = null;
			at = end;
		} else {
			if (!isNoun(token, bound)) break;
			// “the winger beaten”, but “the beaten winger”
			const participle = !bound && (run || head) && token.lower.endsWith("ed");
			if (participle) break;
			const plain = determined && !/[sd]$/u.test(token.lower);
			if (run && !plain && !goesOn(tokens, at, run)) break;
			run = null;
			head = token;
			bound = token.possessive;
			at += 1;
		}
	}
	return { run, head, owner, end: at };
}

/** Whether a phrase goes on with a word in lower case after a name: “Microsoft *officials*”, “Russian *oil* official”. */
function goesOn(tokens: readonly Token[], from: number, run: Span): boolean {
	if (run.end - run.start === 1 && tokens[run.start]?.word.demonym) return true;
	for (let at = from; at < from + MAX_MODIFIERS; at += 1) {
		const token = tokens[at];
		// “Cobain biographer *Charles Cross*”
		if (at > from && isNameWord(tokens, at)) {
			return !/(?:s|ed)$/u.test(tokens[at - 1]?.lower ?? "");
		}
		if (token?.kind !== "word" || !isNoun(token, false)) return false;
		if (token.word.source) return true;
	}
	return false;
}

/** Where a run of names ends, with the rest of an organisation's name: “Bank of England”. */
function linkedEnd(tokens: readonly Token[], from: number): number {
	let to = runEnd(tokens, from);
	for (let links = 0; links < 4; links += 1) {
		const before = tokens[to - 1];
		const link = tokens[to]?.lower;
		const next = tokens[to + 1]?.lower === "the" ? to + 2 : to + 1;
		if (before?.possessive || !isNameWord(tokens, next)) break;
		const linked =
			link === "&" ||
			((link === "of" || link === "for") && BODIES.has(before?.lower ?? "")) ||
			(link === "and" && links > 0);
		if (!linked) break;
		to = runEnd(tokens, next);
	}
	return to;
}

function isNoun({ capital, word }: Token, bound: boolean): boolean {
	return (
		!capital &&
		!word.preposition &&
		!word.determiner &&
		!word.pronoun &&
		!word.breaks &&
		(bound || !word.verbal)
	);
}
