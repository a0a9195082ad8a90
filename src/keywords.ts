import { stemmer } from "stemmer";
import type { Span } from "./types.ts";

/** A word of a text as the keyword index knows it. */
export interface Term extends Span {
	/** Lower case, without diacritics, stemmed; letters, digits and `.` only. */
	term: string;
	/** Says little by itself: articles, pronouns, question words … */
	stopWord: boolean;
}

/** Raised whenever the same text would give other terms than before. */
export const KEYWORDS_VERSION = 4;

// U.S., the initials of J. D. Vance, a number such as 1,000 or 3.5, a word with its apostrophes.
const WORD =
	/(?:\p{Lu}\.)+\p{Lu}(?![\p{L}\p{N}])\.?(?:['’]s)?|(?:\p{Lu}\. ){1,3}\p{Lu}\.(?= \p{Lu}[\p{L}\p{M}])|\p{N}+(?:[.,]\p{N}+)+|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’]\p{L}[\p{L}\p{M}]*)*/gu;
// Scripts that put no spaces between words: each pair of neighbours counts as a word.
const UNSPACED =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
// No language puts so many on a letter, and bringing them into order takes time by the square of their number.
const TOO_MANY_MARKS = /(\p{M}{30})\p{M}+/gu;
const NAME_WORD = /[\p{L}\p{M}\p{N}]+/gu;
const COMBINING_ACCENTS = /[\u0300-\u036f]/gu;
// ⑴ becomes (1), and an Arabic vowel by itself begins with a blank.
const NO_PART_OF_A_WORD = /[^\p{L}\p{M}\p{N}.,'’⁄]/gu;
// Letters that Unicode does not take apart, as English newspapers write them.
const LETTERS = new Map([
	["ø", "o"],
	["ł", "l"],
	["đ", "d"],
	["ð", "d"],
	["þ", "th"],
	["ß", "ss"],
	["æ", "ae"],
	["œ", "oe"],
	["ı", "i"],
]);
const COUNTRY = new Map([
	["US", "usa"],
	["USA", "usa"],
]);

const STOP_WORDS: ReadonlySet<string> = new Set(
	(
		"a about above after again all also am an and any are as at be because been before being below between both but by " +
		"can could did do does doing done down during each else ever few for from further had has have having he her here hers " +
		"herself him himself his how i if in into is it its itself just like me might more most must my myself no nor not of off " +
		"on once only or other our ours out over own please same shall she should so some such tell than that the their theirs " +
		"them themselves then there these they this those through to too under until up upon us very was we were what whatever " +
		"when where whether which while who whom whose why will with would you your yours yourself"
	).split(" "),
);

/**
 * The words of a text, in order.
 *
 * The same analysis is used to index, to ask and to mark what matched. Porter's stemmer is the one
 * of SQLite's FTS5 (https://tartarus.org/martin/PorterStemmer/).
 */
export function termsOf(text: string): Term[] {
	const terms: Term[] = [];
	// WHO and IT are names, unless everything is in capitals.
	const capitalsTell = /\p{Ll}/u.test(text);
	for (const match of text.matchAll(WORD)) {
		const [word] = match;
		const start = match.index;
		if (UNSPACED.test(word)) {
			terms.push(...neighbours(word, start));
			continue;
		}
		const bare = word.replace(/['’]s$/iu, "");
		const isName = capitalsTell && /^\p{Lu}{2,}$/u.test(bare);
		const lower = folded(bare);
		const term = normal(bare, lower);
		// Of a few signs that stand alone nothing is left.
		if (term === "") continue;
		terms.push({
			term,
			start,
			end: start + word.length,
			stopWord: !isName && !COUNTRY.has(bare) && STOP_WORDS.has(lower),
		});
	}
	return terms;
}

/**
 * The words that a question is looked up by: without stop words, unless it has no others; each once.
 */
export function questionTerms(question: string): string[] {
	const terms = termsOf(question);
	const chosen = onlyStopWords(terms)
		? terms
		: terms.filter(({ stopWord }) => !stopWord);
	return [...new Set(chosen.map(({ term }) => term))];
}

/** The words of a name as they can be compared: in lower case without diacritics, not stemmed, without an 's. */
export function nameWords(name: string): string[] {
	const words = name.replace(/['’]s(?![\p{L}\p{N}])/giu, "").match(NAME_WORD);
	return (words ?? []).map(folded);
}

/** Whether no word says anything by itself: then they may rank passages, but no passage answers them. */
export function onlyStopWords(terms: readonly Term[]): boolean {
	return terms.every(({ stopWord }) => stopWord);
}

function normal(word: string, lower: string): string {
	const letters = word.replace(/[. ]/gu, "");
	const country = COUNTRY.get(letters);
	if (country) return country;
	// An acronym is the same with and without its dots; a number keeps its point.
	if (/^(?:\p{Lu}\. ?)+\p{Lu}?$/u.test(word)) return folded(letters);
	if (/^\p{N}/u.test(word)) return lower.replaceAll(",", "");
	const bare = lower.replace(/['’]/gu, "");
	return /^[a-z]+$/u.test(bare) ? stemmer(bare) : bare;
}

/** Lower case without diacritics: Élysée and Elysee are one word. */
function folded(word: string): string {
	// Most words: none of what follows changes them.
	if (/^[a-z0-9.,']+$/iu.test(word)) return word.toLowerCase();
	return word
		.replace(TOO_MANY_MARKS, "$1")
		.normalize("NFKD")
		.replace(COMBINING_ACCENTS, "")
		.replace(NO_PART_OF_A_WORD, "")
		.normalize("NFC")
		.toLowerCase()
		.replace(/[øłđðþßæœı]/gu, (letter) => LETTERS.get(letter) ?? letter);
}

function neighbours(word: string, offset: number): Term[] {
	const characters = [...word];
	const terms: Term[] = [];
	let start = offset;
	for (const [index, character] of characters.entries()) {
		const next = characters[index + 1];
		if (next !== undefined || characters.length === 1) {
			const pair = character + (next ?? "");
			terms.push({
				term: folded(pair),
				start,
				end: start + pair.length,
				stopWord: false,
			});
		}
		start += character.length;
	}
	return terms;
}
