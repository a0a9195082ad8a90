import type { Gender } from "./lexicon.ts";
import type { Token } from "./tokens.ts";
import {
	KEPT_TITLES,
	NEVER_NAMES,
	PARTICLES,
	POST_NOMINALS,
	ROLES,
} from "./word-lists.ts";

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
	/** Whether it is an organisation's or a place's for certain. */
	organisation: boolean;
	/** What the person is called besides: “chancellor”, “striker”; in lower case. */
	roles: string[];
	/** Whether words of the run stand before the name itself: “NATO Secretary General Mark Rutte”. */
	introduced: boolean;
	/** What stands in brackets behind it: “International Monetary Fund (*IMF*)”; in lower case. */
	short: string | null;
	/** Whether it begins a sentence, where any word has a capital letter. */
	initial: boolean;
}

// A run of more capitalised words than this is no name.
const MAX_RUN = 12;
export const ACRONYM = /^\p{Lu}{2,}[sd]?$/u;

/** Whether a word can be part of a name: it has a capital letter, and not only because it begins the sentence. */
export function isNameWord(tokens: readonly Token[], at: number): boolean {
	const token = tokens[at];
	if (!token?.capital || token.word.weekdayOrMonth) return false;
	if (!token.word.common) return true;
	// “IT”, “US”
	if (ACRONYM.test(token.text)) return true;
	const before = tokens[at - 1];
	return (
		!NEVER_NAMES.has(token.lower) && before !== undefined && before.capital
	);
}

/** Where the run of words of names that begins at `start` ends, exclusive; a possessive ends it. */
export function runEnd(tokens: readonly Token[], start: number): number {
	let end = start + 1;
	for (let at = end; at - start < MAX_RUN; at += 1) {
		if (tokens[at - 1]?.possessive) break;
		if (isNameWord(tokens, at) || isNumberOfName(tokens, at)) end = at + 1;
		else if (!PARTICLES.has(tokens[at]?.lower ?? "")) break;
	}
	return end;
}

/** “Channel 4”, “Transport 2000”. */
function isNumberOfName(tokens: readonly Token[], at: number): boolean {
	return (
		/^\d{1,4}$/u.test(tokens[at]?.text ?? "") && isNameWord(tokens, at - 1)
	);
}

/**
 * The name in a run of capitalised words; null where there is none, but only what somebody is:
 * “Prime Minister”, “the European Commissioner”.
 *
 * @param place.role - The word in lower case before the run, if it says what somebody is.
 * @param place.modifier - The word before that one: “*housing* minister”.
 * @param place.definite - Whether it stands after “the”: then it is no person's.
 * @param place.initial - Whether it begins a sentence.
 */
export function readName(
	text: string,
	run: readonly Token[],
	{
		role = null,
		modifier = null,
		definite = false,
		initial = false,
	}: {
		role?: string | null;
		modifier?: string | null;
		definite?: boolean;
		initial?: boolean;
	} = {},
): Name | null {
	let rest = run;
	while (rest.length > 1 && POST_NOMINALS.has(rest.at(-1)?.lower ?? "")) {
		rest = rest.slice(0, -1);
	}
	const last = rest.at(-1);
	if (!last || (isTitle(last) && !rest.some(({ word }) => word.firstName)))
		return null;
	// “The Briton said”, “the Pope said”
	if (rest.length === 1 && (last.word.demonym || KEPT_TITLES.has(last.lower))) {
		return null;
	}
	const { name: untitled, roles, gender, titled } = withoutTitles(rest);
	const organisation =
		!titled && (last.word.organisation || ACRONYM.test(last.text));
	let name = untitled;

	// Somebody's first name, with a surname after it.
	const first = name.findIndex(
		({ word }, at) => word.firstName && at < name.length - 1,
	);
	if (first > 0 && !organisation && isDescriptor(name[first - 1])) {
		name = name.slice(first);
	}
	// “Australian Lleyton Hewitt”
	if (!organisation && name.length > 2 && name[0]?.word.demonym) {
		name = name.slice(1);
	}
	// “Model Caprice has left.”
	if (
		initial &&
		name === untitled &&
		name.length > 1 &&
		ROLES.has(name[0]?.lower ?? "")
	) {
		name = name.slice(1);
	}
	const head = name[0];
	if (!head) return null;
	const alone = name.length === 1;
	return {
		text: text.slice(head.start, last.end).replace(/\s+/gu, " "),
		words: name.map(({ lower }) => lower),
		gender: gender ?? (alone && role === null ? null : head.word.gender),
		person:
			titled ||
			(!organisation &&
				(alone
					? role !== null && head.word.firstName
					: first !== -1 || role !== null)),
		organisation:
			organisation ||
			(!titled && ((alone && head.word.place) || (definite && first === -1))),
		roles: role ? [...roles, ...rolesOf(role, modifier)] : roles,
		introduced:
			head !== run[0] && run[0]?.word.title === null && !run[0].word.introduces,
		short: null,
		initial: initial && head === run[0],
	};
}

/** Takes the titles from the beginning of a name, and what stands before them: “NATO Secretary General”. */
function withoutTitles(run: readonly Token[]) {
	const roles: string[] = [];
	let gender: Gender | null = null;
	let titled = false;
	let start = 0;
	for (const [at, { word, lower }] of run.entries()) {
		const left = run.length - at - 1;
		if (left === 0) break;
		if (word.title === null) {
			// “Star Wars” is nobody, and “Robert Star Smith” has no title.
			if (
				!word.introduces ||
				(left < 2 && !titled) ||
				run[at - 1]?.word.firstName
			)
				continue;
		}
		const kept = KEPT_TITLES.has(lower);
		const gendered = word.title === "male" || word.title === "female";
		if (gendered) gender = word.title === "male" ? "male" : "female";
		if (!gendered || kept) {
			roles.push(...rolesOf(lower, run[at - 1]?.lower ?? null));
		}
		titled = true;
		start = kept ? at : at + 1;
	}
	return { name: run.slice(start), roles, gender, titled };
}

/** What somebody is, by itself and with the word before it. */
export function rolesOf(role: string, modifier: string | null): string[] {
	return modifier === null ? [role] : [role, `${modifier} ${role}`];
}

/** What can stand before a full name: “Californian Thomas Slattery”, but “Ole Gunnar Solskjaer”. */
function isDescriptor(token: Token | undefined): boolean {
	if (!token) return false;
	const { role, demonym, organisation, place, introduces } = token.word;
	return (
		role ||
		demonym ||
		organisation ||
		place ||
		introduces ||
		ACRONYM.test(token.text) ||
		/-\p{Ll}/u.test(token.text) ||
		/(?:ian|ish|ese)$/u.test(token.lower)
	);
}

function isTitle({ word, lower }: Token): boolean {
	return (word.title !== null && !KEPT_TITLES.has(lower)) || word.introduces;
}
