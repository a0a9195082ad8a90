import {
	type Gender,
	genderOf,
	isFirstName,
	isPlace,
	isRole,
	isWeekdayOrMonth,
} from "./lexicon.ts";
import type { Token } from "./tokens.ts";

/** How a name is printed in one place. */
export interface Name {
	/** Without title: “Mark Rutte”, “Rutte”, “IMF”. */
	text: string;
	/** In lower case. */
	words: string[];
	/** As a title or the first name says. */
	gender: Gender | null;
	/** Whether a title, a first name or a role says that it is a person's. */
	person: boolean;
	/** Whether it is an organisation's for certain. */
	organisation: boolean;
	/** What the person is called besides: “chancellor”, “striker”; in lower case. */
	roles: string[];
	/** Whether words of the run stand before the name itself: “NATO Secretary General Mark Rutte”. */
	introduced: boolean;
	/** Whether it stands after “the”. */
	definite: boolean;
	/** Whether it begins a sentence, where any word has a capital letter. */
	initial: boolean;
}

// “State-owned Rosneft”
const OWNED =
	/-(?:owned|based|born|backed|listed|led|trained|run|controlled)$/u;

/** A run of more capitalised words than this is no name. */
export const MAX_RUN = 12;

const MALE_TITLES = words(
	"mr mr. mister sir lord prince king monsieur father herr brother fr pope don sheikh",
);
const FEMALE_TITLES = words(
	"mrs mrs. ms ms. miss lady dame baroness princess queen madame mme mme. sister countess duchess",
);
const OTHER_TITLES =
	words(`dr dr. prof prof. professor doctor rev rev. reverend rt hon hon. sen sen. rep rep. gov gov. gen gen.
	lt lt. col col. sgt sgt. capt capt. cpl maj maj. adm pte pc dc dci supt insp ds justice senator president chancellor premier
	governor mayor judge captain colonel general sergeant major admiral commander lieutenant inspector superintendent
	bishop archbishop cardinal rabbi imam canon ayatollah congressman congresswoman councillor cllr representative
	emperor messrs`);
// Without these it would be nobody's name: “Prince Charles”.
const KEPT_TITLES = words("prince princess king queen pope sheikh emperor");
// Capitalised in front of a full name or at the beginning of a sentence, but no part of it.
const INTRODUCING =
	words(`former ex-chancellor prime minister secretary state foreign home shadow deputy vice first chief executive
	commissioner general chairman chairwoman director editor spokesman spokeswoman mp mep msp am tory labour
	conservative liberal democrat republican lib dem lead senior president-elect acting
	striker winger defender midfielder goalkeeper skipper coach manager boss star singer actor actress rapper
	comedian author novelist artist analyst economist lawyer attorney champion rival team-mate injured veteran
	ambassador speaker leader officer head father-in-law counsel`);
const POST_NOMINAL = words("mp mep msp am qc kc obe cbe mbe ceo phd ph.d md");
const PARTICLES = words(
	"de van der den von bin al la le du da dos di del della el ten ter bint y ibn zu af av",
);
// The last word of an organisation's or a place's name.
const ORGANISATION =
	words(`inc inc. ltd ltd. plc corp corp. co co. llc ag sa group bank company corporation holdings university
	college school institute institution council committee commission agency authority association federation
	union party club society foundation trust fund ministry department office bureau board court parliament
	congress senate assembly executive service services police force army navy guard news times post herald tribune guardian
	journal telegraph independent mirror sun magazine gazette review press radio television tv channel network studios
	pictures records music entertainment media films software systems technologies technology electronics
	communications telecom mobile motors airlines airways air energy oil gas petroleum steel insurance financial
	capital securities investments partners associates brothers bros bros. sachs stanley lynch hotels stores
	supermarkets united city rovers wanderers athletic town albion hotspur villa county rangers celtic forest
	orient palace wednesday athletics fc rfc afc league organisation organization alliance coalition
	campaign centre center hospital museum gallery theatre library church cathedral house street road park
	stadium square airport arena hall bridge lane cup open trophy championship festival awards award prize
	nations states kingdom republic islands island airlines ventures labs research international tories tory
	democrats conservatives republicans lib dems administration cabinet treasury government opposition
	aid watch online europe america africa asia pacific sport sports one week today tonight show`);
// With a capital letter only because they begin a sentence.
const FUNCTION_WORDS =
	words(`the a an this that these those there it its he she they we you i his her their our my your and but or nor so yet if when while
	as at by for from in into of off on onto over to under up with without after before since until during despite although though because
	however meanwhile also then thus instead still even just only not no some any many most few several all both each every either neither
	another other others one two three four five six seven eight nine ten what which who whom whose why how where whether is are was were
	be been being do does did has have had will would can could may might must should shall such more less much earlier later last next
	now today yesterday tomorrow tonight nobody everybody everyone someone anyone nothing something everything people critics here again
	asked speaking writing responding replying commenting talking adding according about across against among between amid
	back perhaps maybe indeed nevertheless nonetheless moreover furthermore besides otherwise first second third once twice
	together like unlike through throughout within given following ahead left out too very well yes`);

/** Whether a word can be part of a name, by itself: capitalised, and not only because it begins the sentence. */
export function isNameWord(tokens: readonly Token[], at: number): boolean {
	const token = tokens[at];
	if (token?.kind !== "word" || !token.capital) return false;
	if (isWeekdayOrMonth(token.lower)) {
		// “April Jones”, “Theresa May”.
		return false;
	}
	if (!FUNCTION_WORDS.has(token.lower)) return true;
	if (token.text.length > 1 && token.text === token.text.toUpperCase()) {
		return true; // “IT”, “US”
	}
	const before = tokens[at - 1];
	return !OPENS.has(token.lower) && before?.kind === "word" && before.capital;
}
// Never part of a name, wherever they stand.
const OPENS = words(
	"i he she it they we you and but or of in on at to by as if the a an this that for from with so who which",
);

/** Where the run of words of names that begins at `start` ends, exclusive; a possessive ends it. */
export function runEnd(tokens: readonly Token[], start: number): number {
	let end = start + 1;
	for (let at = end; at - start < MAX_RUN; at += 1) {
		if (tokens[at - 1]?.possessive) break;
		if (isNameWord(tokens, at) || isNumberOfName(tokens, at)) end = at + 1;
		else if (!PARTICLES.has(lowerAt(tokens, at))) break;
	}
	return end;
}

/** “Channel 4”, “Transport 2000”. */
function isNumberOfName(tokens: readonly Token[], at: number): boolean {
	return (
		/^\d{1,4}$/u.test(tokens[at]?.text ?? "") && isNameWord(tokens, at - 1)
	);
}

/** Whether a run of capitalised words is only what somebody is: “Prime Minister”, “Bishop”. */
export function isTitleOnly(
	tokens: readonly Token[],
	from: number,
	to: number,
): boolean {
	for (let at = from; at < to; at += 1) {
		const { lower = "" } = tokens[at] ?? {};
		if (!isTitle(lower) && !isRole(lower)) return false;
	}
	return true;
}

/**
 * The name in a run of capitalised words; null where there is none, but titles alone.
 *
 * @param role - The word in lower case before the run, if it says what somebody is.
 */
export function readName(
	text: string,
	tokens: readonly Token[],
	from: number,
	to: number,
	role: string | null = null,
): Name | null {
	const roles = role ? [role] : [];
	let start = from;
	let end = to;
	while (end - 1 > start && POST_NOMINAL.has(lowerAt(tokens, end - 1))) {
		end -= 1;
	}
	let gender: Gender | null = null;
	let titled = false;
	for (let at = start; at < end; at += 1) {
		const word = lowerAt(tokens, at);
		if (!isTitle(word)) continue;
		const honorific =
			MALE_TITLES.has(word) ||
			FEMALE_TITLES.has(word) ||
			OTHER_TITLES.has(word);
		const left = end - at - 1;
		// “Sir” alone is nobody, and “Star Wars” no star.
		if (left === 0) {
			if (at === start) return null;
			break;
		}
		if (!honorific && left < 2 && !titled) continue;
		if (at > start && isFirstName(lowerAt(tokens, at - 1)) && !honorific) break;
		if (MALE_TITLES.has(word)) gender = "male";
		if (FEMALE_TITLES.has(word)) gender = "female";
		if (INTRODUCING.has(word) || OTHER_TITLES.has(word)) roles.push(word);
		titled = true;
		if (!KEPT_TITLES.has(word)) start = at + 1;
	}
	while (start < end - 1 && OWNED.test(lowerAt(tokens, start))) start += 1;
	if (start >= end) return null;
	const first = firstNameAt(tokens, start, end);
	const last = lowerAt(tokens, end - 1);
	const organisation =
		!titled && (ORGANISATION.has(last) || isAcronym(tokens[end - 1]));
	if (first !== null && !organisation) start = first;
	const head = tokens[start];
	const tail = tokens[end - 1];
	if (!head || !tail) return null;
	const lone = start === end - 1;
	if (isTitleOnly(tokens, start, end) && !titled && role === null) {
		if (first === null) return null;
	}
	return {
		text: text.slice(head.start, tail.end).replace(/\s+/gu, " "),
		words: tokens.slice(start, end).map(({ lower }) => lower),
		gender: gender ?? (lone && first === null ? null : genderOf(head.lower)),
		person:
			titled ||
			(!organisation &&
				((first !== null && !lone) || (role !== null && !lone))),
		organisation: organisation || (lone && isPlace(head.lower)),
		roles,
		introduced: start > from,
		definite: lowerAt(tokens, from - 1) === "the",
		initial: start === 0 || tokens[start - 1]?.kind === "quotation",
	};
}

/** Where somebody's first name stands, with a surname after it. */
function firstNameAt(
	tokens: readonly Token[],
	from: number,
	to: number,
): number | null {
	for (let at = from; at < to - 1; at += 1) {
		if (isFirstName(lowerAt(tokens, at))) return at;
	}
	return null;
}

function isTitle(word: string): boolean {
	return (
		MALE_TITLES.has(word) ||
		FEMALE_TITLES.has(word) ||
		OTHER_TITLES.has(word) ||
		INTRODUCING.has(word)
	);
}

function isAcronym(token: Token | undefined): boolean {
	return /^\p{Lu}{2,}[sd]?$/u.test(token?.text ?? "");
}

function lowerAt(tokens: readonly Token[], at: number): string {
	return tokens[at]?.lower ?? "";
}

function words(list: string): ReadonlySet<string> {
	return new Set(list.trim().split(/\s+/u));
}
