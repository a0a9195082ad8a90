import { isFiniteVerb, isRole } from "./lexicon.ts";
import { isNameWord, type Name, readName, runEnd } from "./names.ts";
import type { Token } from "./tokens.ts";
import { attributionVerb, isNounToo } from "./verbs.ts";

/** How a sentence mentions somebody. */
export type Mention =
	| { kind: "name"; name: Name }
	| { kind: "pronoun"; pronoun: "he" | "she" | "it" | "they" }
	/** “the striker”, “a spokesman”: what somebody is, and whether the reader is to know who. */
	| { kind: "description"; head: string; definite: boolean }
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

const MAX_WORDS = 16;

const PRONOUNS = new Map<string, Mention>([
	...(["he", "she", "it", "they"] as const).map(
		(pronoun): [string, Mention] => [pronoun, { kind: "pronoun", pronoun }],
	),
	...["i", "we", "you"].map((word): [string, Mention] => [
		word,
		{ kind: "self" },
	]),
]);
const DETERMINERS =
	words(`the a an this that these those his her its their our my your one some any no every each
	another both two three four five six seven several many most few all more other`);
const PREPOSITIONS =
	words(`of for from at in on to by with about against among around between behind beside
	beyond despite during inside into like near off onto outside over per through towards toward under
	unlike upon within without via amid following including across`);
const BREAKS =
	words(`and or but nor yet so who which whom whose if whether when while where why how because although
	though as since after before until than then not also however today yesterday tomorrow tonight earlier later
	now just only even is are was were be been being am has have had will would can could may might must should
	did does do there here too again once still already never ever says`);
// What a phrase goes on with after a name: “Microsoft *officials*”, “an IMF *report*”.
const THINGS =
	words(`report statement study survey research document poll figures lawsuit letter memo website filing
	sources source firm group company giant team side club government ministers authorities police newspaper magazine
	paper agency army military leaders mps bosses chiefs fans staff supporters shares lawyers party court chief vice deputy
	general assistant senior junior former prime foreign finance defence defense health press media marketing product
	technology technical managing creative executive communications security political financial economic legal sales
	research finance human rights trade union police youth women's men's world olympic european`);
// A name after “of”, “for”, “and” goes on with these: “Institute for Fiscal Studies”.
const LINKED =
	/^(?:institut(?:e|ion)|cent(?:re|er)|bank|universit(?:y|ies)|college|school|department|ministry|office|bureau|council|commission|committee|association|federation|society|union|confederation|organi[sz]ation|campaign|agency|authority|court|house|board|chamber|academy|church|friends|league|guild|coalition|alliance|foundation|fund|faculty|museum|republic|kingdom|parliament|movement|party|front|network|forum|citizens|reporters|doctors|journal)$/u;

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
	const preposition = prepositionBefore(tokens, from);
	const adjacent = before?.to === from - 1 ? before : null;
	const frame = {
		from,
		preposition,
		governor: preposition ? adjacent : null,
	};
	const pronoun = first.possessive ? undefined : PRONOUNS.get(first.lower);
	if (pronoun) {
		return {
			...frame,
			to: from + 1,
			mention: pronoun,
			determined: false,
			described: false,
			owner: null,
		};
	}
	let at = from;
	const determined = DETERMINERS.has(first.lower) && !isNameWord(tokens, from);
	// After an article, or “Microsoft's”, any word is part of the phrase.
	let bound = determined;
	if (determined) at += 1;
	let owner: Name | null = null;
	let run: { from: number; to: number } | null = null;
	let head: Token | null = null;
	while (at < tokens.length && at - from < MAX_WORDS) {
		const token = tokens[at];
		if (token?.kind !== "word") break;
		if (isNameWord(tokens, at)) {
			const to = linkedEnd(tokens, at);
			run = { from: at, to };
			head = null;
			at = to;
			bound = tokens[to - 1]?.possessive ?? false;
			if (bound) {
				owner = readName(text, tokens, at - (to - run.from), to);
				run = null;
			}
			continue;
		}
		if (!isNoun(tokens, at, bound)) break;
		if (
			run &&
			!canSpeak(token.lower) &&
			!(determined && /[^sd]$/u.test(token.lower))
		)
			break;
		run = null;
		head = token;
		bound = token.possessive;
		at += 1;
	}
	if (run) {
		const lead = tokens[run.from - 1];
		const role =
			run.from > from && lead && isRole(lead.lower) ? lead.lower : null;
		const name = readName(text, tokens, run.from, run.to, role);
		const mention: Mention = name
			? { kind: "name", name }
			: {
					kind: "description",
					head: tokens[run.to - 1]?.lower ?? "",
					definite: first.lower === "the",
				};
		return {
			...frame,
			to: run.to,
			mention,
			determined,
			owner,
			described: run.from > from + (determined ? 1 : 0),
		};
	}
	if (!head || head.possessive) return null;
	return {
		...frame,
		to: at,
		mention: {
			kind: "description",
			head: head.lower,
			definite: first.lower === "the",
		},
		determined,
		described: false,
		owner,
	};
}

/** Where a run of names ends, with the rest of an organisation's name: “Bank of England”. */
function linkedEnd(tokens: readonly Token[], from: number): number {
	let to = runEnd(tokens, from);
	for (let links = 0; links < 4 && !tokens[to - 1]?.possessive; links += 1) {
		const link = tokens[to]?.lower ?? "";
		const the = tokens[to + 1]?.lower === "the" ? 1 : 0;
		const next = to + 1 + the;
		if (!isNameWord(tokens, next)) break;
		const linked =
			link === "&" ||
			(/^(?:of|for)$/u.test(link) &&
				LINKED.test(tokens[to - 1]?.lower ?? "")) ||
			(link === "and" && links > 0);
		if (!linked) break;
		to = runEnd(tokens, next);
	}
	return to;
}

function isNoun(tokens: readonly Token[], at: number, bound: boolean): boolean {
	const token = tokens[at];
	if (!token || token.capital || BREAKS.has(token.lower)) return false;
	if (PREPOSITIONS.has(token.lower) || DETERMINERS.has(token.lower)) {
		return false;
	}
	if (PRONOUNS.has(token.lower) || token.lower === "that") return false;
	if (bound) return true;
	const form = attributionVerb(token.lower)?.form;
	if (form === "past" || form === "third") return false;
	if (form === "base" && !isNounToo(token.lower)) return false;
	return !isFiniteVerb(token.lower) && !/ly$/u.test(token.lower);
}

/** Whether what a word names can say something, or is something that was written: also “Microsoft *officials*”. */
export function canSpeak(word: string): boolean {
	return (
		THINGS.has(word) ||
		isRole(word) ||
		(word.endsWith("s") && isRole(word.slice(0, -1)))
	);
}

function prepositionBefore(
	tokens: readonly Token[],
	from: number,
): string | null {
	const word = tokens[from - 1]?.lower ?? "";
	return PREPOSITIONS.has(word) ? word : null;
}

function words(list: string): ReadonlySet<string> {
	return new Set(list.trim().split(/\s+/u));
}
