/** What must follow a verb for it to report what somebody said. */
export type Needs =
	/** Anything: “said it was late”, “denied the charge”. */
	| "anything"
	/** A clause, or a word of `with`: “claimed that it was late”, but not “claimed the title”. */
	| "clause"
	/** A quotation: “called it ‘outrageous’”. */
	| "quotation";

export interface AttributionVerb {
	lemma: string;
	form: "base" | "third" | "past" | "ing";
	needs: Needs;
	/** Words that do for a clause: “called *for*”, “described it *as*”. */
	with: ReadonlySet<string>;
	/** Whether its subject can follow it: “…,” said Rutte. */
	inverts: boolean;
	/** Whether its base form is a noun at least as often: “a report”, “claims”. */
	nounToo: boolean;
}

// Each verb, and after a colon the words that make it speech: `call:for|on`.
const ANYTHING = `say tell warn insist explain reply state deny promise pledge vow urge confirm
	declare stress reiterate emphasise emphasize assert admit acknowledge assure remind retort counter`;
const CLAUSE = `add claim argue note suggest predict agree reveal complain maintain concede contend estimate
	allege hint indicate point remark observe comment conclude report write ask:whether|if|why|for inform accuse:of
	call:for|on describe:as respond promise boast demand threaten:to announce:plans share affirm underline underscore highlight clarify recount apologise:for apologize:for caution disclose recall testify
	advise recommend`;
const QUOTATION = `continue begin joke quip react shout think believe feel hope fear mention cite speak
	praise dismiss brand label condemn criticise criticize attack hail denounce slam blast blame dub refer talk
	muse laugh smile cry exclaim welcome defend liken mock reject want see pronounce refute
	repeat wonder expect consider sum fume tell enthuse rap lament whisper scream yell thunder rage deem term tweet post
	request read`;

const INVERTS =
	words(`say add explain reply state warn insist claim argue note suggest predict reveal complain
	concede remark observe comment conclude report write ask continue joke quip declare confirm admit boast
	stress respond recall exclaim shout muse tweet announce enthuse lament counter retort agree`);

// Where the form is not made by adding -s, -ed, -ing: past, and -ing if that differs as well.
const IRREGULAR: Record<string, readonly [past: string, ing?: string]> = {
	say: ["said"],
	tell: ["told"],
	deny: ["denied"],
	vow: ["vowed"],
	admit: ["admitted", "admitting"],
	write: ["wrote", "writing"],
	begin: ["began", "beginning"],
	quip: ["quipped", "quipping"],
	think: ["thought"],
	feel: ["felt"],
	speak: ["spoke"],
	slam: ["slammed", "slamming"],
	dub: ["dubbed", "dubbing"],
	refer: ["referred", "referring"],
	cry: ["cried"],
	see: ["saw", "seeing"],
	sum: ["summed", "summing"],
	rap: ["rapped", "rapping"],
	agree: ["agreed", "agreeing"],
	read: ["read"],
};

const NOUN_TOO =
	words(`report state claim note estimate comment call point promise pledge demand remark boast tweet post
	joke quip hope fear talk laugh smile cry brand label attack blame praise stress request welcome read rage rap term
	whisper scream sum`);

const verbs = new Map<string, AttributionVerb>();
addAll(QUOTATION, "quotation");
addAll(CLAUSE, "clause");
addAll(ANYTHING, "anything");

/** The verb of attribution that a word in lower case is a form of. */
export function attributionVerb(word: string): AttributionVerb | undefined {
	return verbs.get(word);
}

function addAll(list: string, needs: Needs): void {
	for (const entry of words(list)) {
		const [lemma = "", extra = ""] = entry.split(":");
		const shared = {
			lemma,
			needs,
			with: new Set(extra.split("|").filter((word) => word !== "")),
			inverts: INVERTS.has(lemma),
			nounToo: NOUN_TOO.has(lemma),
		};
		verbs.set(lemma, { ...shared, form: "base" });
		verbs.set(thirdOf(lemma), { ...shared, form: "third" });
		verbs.set(ingOf(lemma), { ...shared, form: "ing" });
		verbs.set(pastOf(lemma), { ...shared, form: "past" });
	}
}

function thirdOf(lemma: string): string {
	if (/[^aeou]y$/u.test(lemma)) return `${lemma.slice(0, -1)}ies`;
	return /(?:s|sh|ch|x)$/u.test(lemma) ? `${lemma}es` : `${lemma}s`;
}

function pastOf(lemma: string): string {
	const past = IRREGULAR[lemma]?.[0];
	if (past) return past;
	if (/[^aeou]y$/u.test(lemma)) return `${lemma.slice(0, -1)}ied`;
	return lemma.endsWith("e") ? `${lemma}d` : `${lemma}ed`;
}

function ingOf(lemma: string): string {
	const ing = IRREGULAR[lemma]?.[1];
	if (ing) return ing;
	return lemma.endsWith("e") ? `${lemma.slice(0, -1)}ing` : `${lemma}ing`;
}

function words(list: string): Set<string> {
	return new Set(list.trim().split(/\s+/u));
}
