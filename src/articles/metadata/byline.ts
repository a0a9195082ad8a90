import { agencyBefore, type Credit, creditOf } from "./agencies.ts";
import { monthNamed, weekdayNamed } from "./calendar.ts";

/** “By Jane Doe in Kyiv”, a line of its own. */
export interface Byline extends Credit {
	/** As printed, without “By”, places and posts; a post where no name is given. */
	author: string | null;
	place: string | null;
}

const MAX_CHARACTERS = 160;
const BY =
	/^(?:(?:written|words|story|text|reported|report|posted|published) )?by:?\s+(.+)$/iu;
const REPORTING =
	/^\(?\s*reporting (?:and writing |and editing )?by:?\s+([^;()]+)(?:;[^()]*)?\)?$/iu;
const IN_PLACE =
	/ in (?<place>\p{Lu}[\p{L}.'’-]*(?: (?:\p{Lu}[\p{L}.'’-]*|de|of|the))*)(?=,| and | & |$)/gu;
const FOR_OUTLET = /,? for (?<outlet>(?:the )?\p{Lu}[\p{L}\d.'’& -]*)$/iu;
const POST =
	"(?:admin|agenc(?:y|ies)|bureau|columnist|contributors?|correspondents?|desk|editors?|journalists?|newsroom|producers?|reporters?|staff|team|writers?)";
const ENDS_WITH_POST = new RegExp(`\\b${POST}$`, "iu");
// “editor”, “a staff reporter”, “our own correspondent”.
const ONLY_POST = new RegExp(
	`^(?:(?:an?|our|the) )?(?:\\p{L}+ )?${POST}$`,
	"iu",
);
const POST_AT_AGENCY = new RegExp(
	`^(?:(?:staff|senior|special|sports?|business|political|science) )?${POST}$`,
	"iu",
);
const PARTICLE =
	/^(?:af|al|av|bin|binti|da|das|de|del|den|der|di|do|dos|du|el|ibn|la|le|op|ten|ter|van|von|y|zu|zur)$/u;
const CAPITALISED = /^(?:['’](?=\p{L}))?\p{Lu}[\p{L}\p{M}.'’-]*$/u;
const NO_NAME =
	/^(?:a|an|the|all|any|every|no|our|my|his|her|their|this|that|day|night|order|then|now|popular|public|royal|special)$/iu;
const MAX_WORDS = 5;

/** Reads a line that only says who wrote the article; null for any other. */
export function bylineOf(line: string): Byline | null {
	if (line.length > MAX_CHARACTERS) return null;
	const by = BY.exec(line)?.[1];
	if (by !== undefined) return whoOf(by);
	const reporting = REPORTING.exec(line)?.[1];
	if (reporting !== undefined) return whoOf(reporting.replace(/\.$/u, ""));
	// “Associated Press Writer”, on the line after the name.
	const agency = agencyBefore(line, POST_AT_AGENCY);
	return agency === null
		? null
		: { author: null, place: null, agency, source: null };
}

/** “Jane Doe in Kyiv” without “By”: “Power Cuts in Kyiv” is written the same. */
export function reportedFrom(line: string): Byline | null {
	const who = line.length > MAX_CHARACTERS ? null : whoOf(line);
	return who?.place && !ENDS_WITH_POST.test(who.author ?? "") ? who : null;
}

function whoOf(text: string): Byline | null {
	const credit = creditOf(text);
	if (credit) return { author: null, place: null, ...credit };
	const outlet = FOR_OUTLET.exec(text)?.groups?.outlet ?? null;
	const placed = text.replace(FOR_OUTLET, "");
	const places = [...placed.matchAll(IN_PLACE)].map(
		(match) => match.groups?.place ?? "",
	);
	const people: string[] = [];
	let agency: string | null = null;
	let source = outlet;
	const [first = "", ...others] = placed
		.replaceAll(IN_PLACE, "")
		.split(/,\s+/u);
	if (!first.split(/ and | & /iu).every(isPerson)) return null;
	people.push(first);
	for (const part of others) {
		const affiliation = creditOf(part);
		agency ??= affiliation?.agency ?? agencyBefore(part, POST_AT_AGENCY);
		source ??= affiliation?.source ?? null;
		const post = affiliation !== null || ENDS_WITH_POST.test(part);
		if (post) continue;
		if (!part.split(/ and | & /iu).every(isPerson)) return null;
		people.push(part);
	}
	const place = places.length === 1 ? (places[0] ?? null) : null;
	return { author: people.join(", "), place, agency, source };
}

function isPerson(text: string): boolean {
	if (ONLY_POST.test(text.trim())) return true;
	const words = text.trim().split(/\s+/u);
	return (
		words.length >= 2 &&
		words.length <= MAX_WORDS &&
		words.every(isNameWord) &&
		words.filter((word) => CAPITALISED.test(word)).length >= 2
	);
}

function isNameWord(word: string): boolean {
	if (NO_NAME.test(word) || weekdayNamed(word) !== null) return false;
	// May and April are names, but of people with others.
	if (monthNamed(word) !== null && !/^(?:may|april|june|jan)$/iu.test(word)) {
		return false;
	}
	return PARTICLE.test(word) || CAPITALISED.test(word);
}
