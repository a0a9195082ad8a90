import { isFiniteVerb, isWeekdayOrMonth } from "./lexicon.ts";
import { canSpeak, type Mention } from "./phrases.ts";
import type { Sentence } from "./sentence.ts";
import {
	mainSubject,
	type Subject,
	subjectAfter,
	subjectBefore,
	subjectBeforeAside,
} from "./subjects.ts";
import type { Token } from "./tokens.ts";
import { type AttributionVerb, attributionVerb, isNounToo } from "./verbs.ts";

/** Where a sentence says that somebody says something. */
export interface Attribution {
	who: Mention;
	/** The tokens that say so, subject and verb; `to` exclusive. */
	from: number;
	to: number;
	verb: number;
	/** Where what is said stands: after the verb, or on both sides: “It will rain, he said, and snow.” */
	scope: "after" | "around";
	/** Whether words without quotation marks are what is said as well. */
	reports: boolean;
	/** Whether the verb means speech whoever its subject is: a figure suggests something, but says nothing. */
	speech: boolean;
	/** Whether it is part of what another one reports: “He said *the man shouted* …”. */
	nested: boolean;
}

interface Candidate extends Omit<Attribution, "reports" | "speech" | "nested"> {
	rule: Pick<AttributionVerb, "needs" | "with">;
}

const ACCORDING: Candidate["rule"] = { needs: "anything", with: new Set() };

// Between a subject and its verb.
const BETWEEN = new Set(
	`has have had also later then further again earlier still now once always often already previously
	even just only simply first today yesterday however too himself herself itself themselves is are was were
	been be being will would 'd went goes go on continued continues`.split(
		/\s+/u,
	),
);
const BE = new Set([
	"is",
	"are",
	"was",
	"were",
	"been",
	"be",
	"being",
	"get",
	"got",
]);
// Then nothing was said, or not yet.
const NOT_SAID = new Set(
	`not never n't could can may might must should shall did does do didn't doesn't don't wouldn't won't cannot couldn't
	if unless nobody none`.split(/\s+/u),
);
// “Mr Howard will say …” is news of a speech to come.
const FORETOLD = new Set("say tell warn argue insist urge call add".split(" "));
const CONJUNCTIONS = new Set(["and", "but", "then", "or", "yet"]);
const PARTING = new Set(
	"and but while although though however whereas yet as".split(" "),
);
const BEFORE_PARTICIPLE = new Set(
	"and but while after before by in when".split(" "),
);
const MAX_BETWEEN = 8;
const MAX_TAIL = 25;
const ADVERBIAL = new Set(
	`in on at during after before by of to from last earlier about later when while as and but today
	yesterday afterwards again with via through ahead`.split(/\s+/u),
);
const MIN_REPORTED_WORDS = 3;

/** Every attribution of a sentence, in order. */
export function attributionsIn(sentence: Sentence): Attribution[] {
	const { tokens } = sentence;
	const candidates: Candidate[] = [];
	let main: Subject | null | undefined;
	const same = (): Mention | null => {
		const before = candidates.at(-1);
		if (before) return before.who;
		if (main === undefined) main = mainSubject(sentence);
		return main?.mention ?? null;
	};
	for (const [at, token] of tokens.entries()) {
		if (token.kind !== "word" || token.possessive) continue;
		if (token.lower === "according" && tokens[at + 1]?.lower === "to") {
			const subject = subjectAfter(sentence, at + 2);
			if (!subject) continue;
			candidates.push({
				who: subject.mention,
				from: at,
				to: subject.to,
				verb: at,
				scope: "around",
				rule: ACCORDING,
			});
			continue;
		}
		if (token.capital && at > 0) continue;
		const verb = attributionVerb(token.lower);
		if (!verb) continue;
		if (verb.needs === "quotation" && sentence.quotations.length === 0)
			continue;
		const found = attributionAt(sentence, at, verb, same);
		if (found && found.who.kind !== "self") {
			candidates.push({ ...found, rule: verb });
		}
	}
	const nested = candidates.map(
		({ from }, index) =>
			candidates[index - 1]?.scope === "after" && !isParted(tokens[from - 1]),
	);
	const outer = candidates.filter((_, index) => !nested[index]);
	let next = 0;
	return candidates.map((candidate, index) => {
		const { rule, ...found } = candidate;
		const inner = nested[index] ?? false;
		if (!inner) next += 1;
		return {
			...found,
			speech: rule.needs === "anything",
			nested: inner,
			reports:
				!inner &&
				reports(
					sentence,
					candidate,
					outer[next]?.from ?? tokens.length,
					outer[next - 2]?.to ?? 0,
				),
		};
	});
}

/** Whether a clause of its own begins after a token. */
function isParted(before: Token | undefined): boolean {
	return before?.kind !== "word" || PARTING.has(before.lower);
}

function attributionAt(
	sentence: Sentence,
	at: number,
	verb: AttributionVerb,
	same: () => Mention | null,
): Omit<Candidate, "rule"> | null {
	const { tokens } = sentence;
	const end = subjectEnd(tokens, at, verb);
	if (end === null) return null;
	const found = (subject: Subject, scope?: "around") => ({
		who: subject.mention,
		from: Math.min(subject.from, at),
		to: Math.max(subject.to, at + 1),
		verb: at,
		scope: scope ?? scopeOf(tokens, subject.from, at),
	});
	const before = tokens[end - 1];
	if (before?.kind === "word" || before?.text === ")") {
		const subject = subjectBefore(sentence, end);
		if (subject) {
			return agrees(subject.mention, verb, end < at) ? found(subject) : null;
		}
	}
	const inverted = verb.inverts && end === at && verb.form !== "ing";
	if (inverted && before?.kind !== "word") {
		const subject = subjectAfter(sentence, at + 1);
		if (subject && isInverted(sentence, subject, before)) {
			return found(subject, "around");
		}
	}
	if (!before) return null;
	if (before.kind === "word") {
		if (/^(?:who|which|that)$/u.test(before.lower) && verb.form !== "ing") {
			const comma = tokens[end - 2]?.text === "," ? 1 : 0;
			const subject = subjectBefore(sentence, end - 1 - comma);
			return subject ? found(subject) : null;
		}
		const links =
			verb.form === "ing"
				? BEFORE_PARTICIPLE.has(before.lower)
				: CONJUNCTIONS.has(before.lower) && verb.form !== "base";
		return links ? inherited(same(), at) : null;
	}
	if (before.text !== "," && before.text !== "-") {
		return verb.form === "ing" && before.kind === "quotation"
			? inherited(same(), at)
			: null;
	}
	if (verb.form === "ing") return inherited(same(), at);
	// “…, claims denied by Labour”
	if (verb.form !== "past" && isNounToo(verb.lemma)) return null;
	const subject = subjectBeforeAside(sentence, end - 1);
	return subject && agrees(subject.mention, verb, end < at)
		? found(subject)
		: null;
}

function inherited(
	who: Mention | null,
	at: number,
): Omit<Candidate, "rule"> | null {
	return who && { who, from: at, to: at + 1, verb: at, scope: "after" };
}

/** Where the words before the verb end that its subject can be in; null if nobody said anything. */
function subjectEnd(
	tokens: readonly Token[],
	at: number,
	verb: AttributionVerb,
): number | null {
	let end = at;
	let passive = false;
	let finite = verb.form !== "base";
	const before = tokens[at - 1]?.lower ?? "";
	if (before === "to") {
		// “went on to say”
		const leads = /^(?:on|continued|continues)$/u.test(
			tokens[at - 2]?.lower ?? "",
		);
		if (!leads || verb.form !== "base") return null;
		end = at - 1;
		finite = true;
	}
	while (end > 0 && at - end < MAX_BETWEEN) {
		const token = tokens[end - 1];
		if (token?.kind !== "word") break;
		if (NOT_SAID.has(token.lower) || /n['’]t$/u.test(token.lower)) return null;
		if (token.lower === "to") return null;
		const day = isWeekdayOrMonth(token.lower);
		if (!BETWEEN.has(token.lower) && !/.ly$/u.test(token.lower) && !day) break;
		if (token.capital && !day) break;
		if (BE.has(token.lower)) passive = true;
		if (/^(?:will|would|['’]d)$/u.test(token.lower)) {
			if (!FORETOLD.has(verb.lemma)) return null;
			finite = true;
		}
		end -= 1;
	}
	if (passive && verb.form !== "ing") return null;
	if (!finite && end < at && tokens[end - 1]?.kind !== "word") return null;
	return end;
}

/** Whether a verb can have this subject: “analysts say”, but no “analyst say”. */
function agrees(who: Mention, verb: AttributionVerb, helped: boolean): boolean {
	if (verb.form === "ing") return helped;
	if (verb.form !== "base" || helped) return true;
	if (who.kind === "pronoun") return who.pronoun === "they";
	if (who.kind === "name") {
		return !who.name.person && /s$/u.test(who.name.text);
	}
	return (
		who.kind === "description" &&
		/(?:s|people|police|men|women|media|staff|somebody|majority|number|children)$/u.test(
			who.head,
		)
	);
}

/** Whether a subject after its verb is that: nothing else is done by it, and something was said before. */
function isInverted(
	sentence: Sentence,
	subject: Subject,
	before: Token | undefined,
): boolean {
	const { tokens } = sentence;
	const next = tokens[afterPrepositions(sentence, subject.to)];
	const { mention } = subject;
	if (mention.kind === "self") return false;
	const acts = next?.kind === "word" && isFiniteForm(next.lower);
	if (before === undefined || before.kind === "quotation") return !acts;
	if (before.text !== "," && before.text !== "-") return false;
	if (mention.kind === "pronoun") return next?.kind !== "word";
	return !acts && (mention.kind === "name" || canSpeak(mention.head));
}

/** Where the prepositions and their objects after a phrase end: “the head *of research at the bank*”. */
function afterPrepositions({ starting }: Sentence, from: number): number {
	let end = from;
	for (let count = 0; count < 4; count += 1) {
		const object = starting.get(end + 1);
		if (!object?.governor || object.governor.to !== end) break;
		end = object.to;
	}
	return end;
}

function isFiniteForm(word: string): boolean {
	return (
		isFiniteVerb(word) ||
		/^(?:has|have|had|is|are|was|were|will|would|did|does|'s|to)$/u.test(word)
	);
}

/** Where what is said stands, for a subject before its verb. */
function scopeOf(
	tokens: readonly Token[],
	from: number,
	verb: number,
): "after" | "around" {
	const before = tokens[from - 1];
	const parted =
		before !== undefined &&
		(before.kind === "quotation" || /^[,;-]$/u.test(before.text));
	if (!parted) return "after";
	const next = tokens[verb + 1];
	if (next === undefined || next.kind !== "word") {
		return next?.text === ":" ? "after" : "around";
	}
	// “he told MPs.”, “she said on Tuesday.”, but “she said on Tuesday that …”
	const told = /^(?:tell|told|tells|assured|reminded|informed)/u.test(
		tokens[verb]?.lower ?? "",
	);
	if (!told && !isAdverbial(next)) return "after";
	for (let at = verb + 1; at < tokens.length; at += 1) {
		const token = tokens[at];
		if (token?.text === ":" || at - verb > MAX_TAIL) return "after";
		if (token?.kind !== "word") break;
		if (/^(?:as|when|after|before|while|and|but)$/u.test(token.lower)) break;
		if (token.lower === "that" || isFiniteForm(token.lower)) return "after";
	}
	return "around";
}

function isAdverbial({ lower }: Token): boolean {
	return ADVERBIAL.has(lower) || isWeekdayOrMonth(lower) || /.ly$/u.test(lower);
}

/** Whether the words around an attribution, between its neighbours, are what was said. */
function reports(
	{ tokens }: Sentence,
	{ rule, scope, from, to, verb }: Candidate,
	limit: number,
	start: number,
): boolean {
	if (rule.needs === "quotation") return false;
	const after = tokens.slice(Math.max(to, verb + 1), limit);
	if (scope === "around") {
		const words = tokens
			.slice(start, from)
			.filter(({ kind }) => kind === "word");
		const clause = after.some(({ lower }) => isFiniteForm(lower));
		return words.length > MIN_REPORTED_WORDS || (rule === ACCORDING && clause);
	}
	const colon = after.findIndex(
		({ text }, at) => text === ":" && after[at + 1]?.kind === "quotation",
	);
	const told = colon === -1 ? after : after.slice(0, colon);
	const words = told.filter(({ kind }) => kind === "word");
	if (words.length < MIN_REPORTED_WORDS) return false;
	const first = after[0]?.lower ?? "";
	const clause =
		words.some(({ lower }) => lower === "that" || isFiniteForm(lower)) ||
		words.some(({ lower }) => rule.with.has(lower));
	if (colon !== -1 || after[0]?.kind === "quotation") {
		return (
			clause && words.length > 8 && words.some(({ lower }) => lower === "that")
		);
	}
	if (rule.with.has(first)) return true;
	if (rule.needs === "clause") return clause;
	return clause || !(after[0] && isAdverbial(after[0]));
}
