import nlp from "compromise/two";
import { type AttributionVerb, attributionVerb } from "./verbs.ts";
import * as lists from "./word-lists.ts";

export type Gender = "male" | "female";
export type Pronoun = "he" | "she" | "it" | "they";

/** What is known of a word by itself. */
export interface Word {
	/** Whether it is somebody's first name as a rule. */
	firstName: boolean;
	/** Of the people who have it as their first name; null where that is unknown or either. */
	gender: Gender | null;
	/** Whether it is a title before a name, and of whom. */
	title: Gender | "either" | null;
	/** Whether it stands capitalised in front of a name without being part of it: “Minister”. */
	introduces: boolean;
	/** Whether it is what somebody is or does, in the singular: “striker”. */
	role: boolean;
	/** Whether what it names can say something: also “officials”, “report”. */
	source: boolean;
	/** “Briton”, “Belgian” */
	demonym: boolean;
	place: boolean;
	weekdayOrMonth: boolean;
	/** Whether the name of an organisation, a place or an event ends with it. */
	organisation: boolean;
	/** Whether a capital letter says nothing where it begins a sentence. */
	common: boolean;
	pronoun: Pronoun | "self" | null;
	determiner: boolean;
	preposition: boolean;
	/** Whether no noun phrase goes on with it. */
	breaks: boolean;
	/** Whether a noun phrase goes on with it only after an article or the like: “left”, “the *left*”. */
	verbal: boolean;
	/** Whether it is a finite form of a verb, auxiliaries included. */
	finite: boolean;
	/** The verb of attribution that it is a form of. */
	verb: AttributionVerb | undefined;
}

// The library's tagger takes half a millisecond a word; its table of words, none.
const tags = tagsOf(nlp.model());

// News uses the same words again and again; hostile text does not.
const MAX_KNOWN = 50_000;
const known = new Map<string, Word>();

const AUXILIARY = /^(?:has|have|had|is|are|was|were|will|would|did|does)$/u;
const DAY_OR_MONTH =
	/^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|november|december|(?:mon|tue|tues|wed|thu|thurs|fri|sat|sun|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?)$/u;
const ENDS_ROLE = /(?:(?:wo)?man|person|master|ologist|keeper|holder|maker)$/u;

/** @param lower - A word in lower case, or a punctuation mark. */
export function wordOf(lower: string): Word {
	const before = known.get(lower);
	if (before) return before;
	if (known.size >= MAX_KNOWN) known.clear();
	const word = classify(lower);
	known.set(lower, word);
	return word;
}

function classify(lower: string): Word {
	const found = tags.get(lower) ?? [];
	const tagged = (...wanted: string[]) =>
		wanted.some((tag) => found.includes(tag));
	const male = tagged("MaleName");
	const female = tagged("FemaleName");
	const role = isRole(lower);
	const finite =
		lists.PAST_FORMS.has(lower) ||
		tagged("PastTense", "PresentTense", "Copula", "Modal");
	const verb = attributionVerb(lower);
	const source =
		role ||
		lists.SOURCES.has(lower) ||
		(lower.endsWith("s") && isRole(lower.slice(0, -1)));
	return {
		firstName:
			!lists.NOT_FIRST_NAMES.has(lower) &&
			(male || female || tagged("FirstName", "Person")),
		gender:
			male === female || lists.EITHER_GENDER.has(lower)
				? null
				: male
					? "male"
					: "female",
		title: titleOf(lower),
		// “Vice-President”
		introduces: lists.INTRODUCING.has(lower) || (role && lower.includes("-")),
		role,
		source,
		demonym: tagged("Demonym"),
		place: tagged("City", "Country", "Region", "Place"),
		weekdayOrMonth: DAY_OR_MONTH.test(lower),
		organisation: lists.ORGANISATIONS.has(lower),
		common: lists.FUNCTION_WORDS.has(lower),
		pronoun: pronounOf(lower),
		determiner: lists.DETERMINERS.has(lower),
		preposition: lists.PREPOSITIONS.has(lower),
		breaks: lists.BREAKS.has(lower),
		verbal: !source && (finite || isVerbOnly(verb) || lower.endsWith("ly")),
		finite:
			(finite && !role) ||
			AUXILIARY.test(lower) ||
			(verb !== undefined &&
				verb.form !== "ing" &&
				isVerbOnly(verb) &&
				!(verb.form === "third" && verb.nounToo)),
		verb,
	};
}

function isRole(word: string): boolean {
	const found = tags.get(word) ?? [];
	return (
		lists.ROLES.has(word) ||
		(found.includes("Actor") && !found.includes("Plural")) ||
		ENDS_ROLE.test(word.slice(-10))
	);
}

function titleOf(word: string): Word["title"] {
	if (lists.MALE_TITLES.has(word)) return "male";
	if (lists.FEMALE_TITLES.has(word)) return "female";
	return lists.OTHER_TITLES.has(word) ? "either" : null;
}

function pronounOf(word: string): Word["pronoun"] {
	switch (word) {
		case "he":
		case "she":
		case "it":
		case "they":
			return word;
		case "i":
		case "we":
		case "you":
			return "self";
		default:
			return null;
	}
}

/** “insists” is no noun, but “claims” and “a report” are. */
function isVerbOnly(verb: AttributionVerb | undefined): boolean {
	if (!verb || verb.form === "ing") return false;
	return verb.form !== "base" || !verb.nounToo;
}

/** The table of words that the library reads its tags from. */
function tagsOf(model: object): Map<string, string[]> {
	const found = new Map<string, string[]>();
	const one = "one" in model ? model.one : null;
	const lexicon =
		one && typeof one === "object" && "lexicon" in one ? one.lexicon : null;
	for (const [word, tag] of Object.entries(lexicon ?? {})) {
		if (typeof tag === "string") found.set(word, [tag]);
		else if (Array.isArray(tag)) found.set(word, tag.map(String));
	}
	return found;
}
