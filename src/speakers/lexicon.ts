import nlp from "compromise/two";

export type Gender = "male" | "female";

// The library's tagger takes half a millisecond a word; its table of words, none.
const tags = tagsOf(nlp.model());

/** What the library knows of a word by itself. */
interface WordClass {
	firstName: boolean;
	gender: Gender | null;
	place: boolean;
	weekdayOrMonth: boolean;
	role: boolean;
	finiteVerb: boolean;
}

// News uses the same words again and again; hostile text does not.
const MAX_KNOWN = 50_000;
const known = new Map<string, WordClass>();

/** Whether the library knows the word as somebody's first name; in lower case, as for all of these. */
export function isFirstName(word: string): boolean {
	return classOf(word).firstName;
}

/** As the first name says; null where it is unknown or names both. */
export function genderOf(firstName: string): Gender | null {
	return classOf(firstName).gender;
}

export function isPlace(word: string): boolean {
	return classOf(word).place;
}

export function isWeekdayOrMonth(word: string): boolean {
	return classOf(word).weekdayOrMonth;
}

/** Somebody by what he or she does, in the singular: “striker”, “chairman”, “analyst”. */
export function isRole(word: string): boolean {
	return classOf(word).role;
}

/** Whether a word is a verb in a finite form, so that no noun phrase goes on with it. */
export function isFiniteVerb(word: string): boolean {
	return classOf(word).finiteVerb;
}

function classOf(word: string): WordClass {
	const before = known.get(word);
	if (before) return before;
	if (known.size >= MAX_KNOWN) known.clear();
	const found = classify(word);
	known.set(word, found);
	return found;
}

function classify(word: string): WordClass {
	const tagged = tags.get(word) ?? [];
	const is = (...wanted: string[]) =>
		wanted.some((tag) => tagged.includes(tag));
	const role =
		ROLES.has(word) ||
		(is("Actor") && !is("Plural")) ||
		/(?:(?:wo)?man|person|master|ologist|keeper|holder|maker)$/u.test(
			word.slice(-10),
		);
	const male = is("MaleName");
	const oneGender = !EITHER_GENDER.has(word) && (male || is("FemaleName"));
	return {
		firstName:
			!NOT_FIRST_NAMES.has(word) &&
			(male || is("FemaleName", "FirstName", "Person")),
		gender: oneGender ? (male ? "male" : "female") : null,
		place: is("City", "Country", "Region", "Place"),
		weekdayOrMonth: is("WeekDay", "Month") && word !== "may",
		role,
		finiteVerb: is("PastTense", "PresentTense", "Copula", "Modal") && !role,
	};
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

// First names that stand for a place, a club, a brand or a common word as often.
const NOT_FIRST_NAMES = words(`
	chelsea sydney jordan israel paris florence georgia carolina virginia kenya india china asia america
	charlton preston everton lancaster austin houston dallas denver madison jackson lincoln washington
	christian royal prince major duke earl king mercedes lexus april may june august summer
	will grant sun star genesis trinity faith hope grace art rose angel page sky
`);

const EITHER_GENDER = words(`
	alex chris sam pat kim lee leslie lesley jamie terry robin jean kelly nicky jo ali andrea casey charlie
	dana gabriel jackie jan kerry kit lindsay marion morgan ashley mel nikita sasha shannon stacy tracy val
	vivian jesse joey jody dominique claude michel simone nicola toni tony ronnie billie bobbie frances francis
	dale drew evelyn hilary joyce kay laurie lyn maria noel rene sandy shirley sydney taylor tyler
	cameron dylan harper logan marlon
`);

const ROLES = words(`
	striker midfielder defender winger keeper goalkeeper skipper captain coach manager boss player star ace
	fly-half scrum-half full-back prop lock hooker flanker centre forward batsman bowler all-rounder
	sprinter runner jumper swimmer athlete cyclist boxer golfer champion number-one
	actor actress singer rapper guitarist drummer bassist frontman songwriter musician composer conductor
	director producer presenter host comedian comic author novelist writer poet playwright screenwriter
	artist painter sculptor photographer designer architect dancer broadcaster celebrity model diva
	journalist reporter correspondent editor columnist critic blogger publisher
	president vice-president premier chancellor minister secretary undersecretary commissioner ambassador
	mayor governor senator congressman congresswoman lawmaker legislator mp mep msp am peer councillor
	leader co-leader whip speaker candidate politician diplomat envoy monarch
	chairman chairwoman chair chairperson executive ceo cfo cto coo head chief founder co-founder owner
	partner director-general secretary-general treasurer trustee adviser advisor consultant strategist economist
	analyst trader investor banker broker dealer entrepreneur businessman businesswoman tycoon magnate mogul
	billionaire millionaire lawyer solicitor barrister attorney prosecutor judge coroner magistrate
	detective officer constable inspector superintendent sergeant general colonel commander admiral soldier
	scientist researcher professor lecturer academic historian psychologist biologist physicist engineer
	developer programmer teacher headteacher doctor surgeon nurse gp psychiatrist expert specialist
	bishop archbishop cardinal pope priest vicar rabbi imam cleric clergyman
	spokesman spokeswoman spokesperson official aide campaigner activist organiser organizer
	co-ordinator coordinator resident farmer driver pilot fisherman shopkeeper worker
	student pupil teenager pensioner father mother brother sister son daughter wife husband widow uncle aunt
	father-in-law mother-in-law boyfriend girlfriend fiancee fiance friend colleague team-mate teammate
	veteran legend hero youngster rival compatriot promoter agent curator librarian chef principal dean
	vice-chairman vice-chancellor governor-general attorney-general
	tory democrat republican liberal conservative frontbencher backbencher referee umpire
`);

function words(list: string): ReadonlySet<string> {
	return new Set(list.trim().split(/\s+/u));
}
