import { wordOf } from "./lexicon.ts";
import type { Mention } from "./phrases.ts";
import { type Scope, scopeOf } from "./scope.ts";
import type { Sentence } from "./sentence.ts";
import {
	endsNamedAside,
	type Subject,
	subjectAfter,
	subjectBefore,
	subjectBeforeAside,
} from "./subjects.ts";
import type { Token } from "./tokens.ts";
import type { AttributionVerb } from "./verbs.ts";

/** A verb of attribution, and who says what it says. */
export interface Predicate {
	who: Mention;
	/** The tokens of both; `to` exclusive. */
	from: number;
	to: number;
	verb: number;
	scope: Scope;
}

// Between a subject and its verb.
const BETWEEN =
	words(`has have had also later then further again earlier still now once always often already
	previously even just only simply first today yesterday however too himself herself itself themselves is are was
	were been be being will would 'd went goes go on continued continues meanwhile nevertheless instead apparently afterwards`);
const BE = words("is are was were been be being get got");
// Then nothing was said, or not yet.
const NOT_SAID =
	words(`not never n't could can may might must should shall did does do didn't doesn't don't
	wouldn't won't cannot couldn't if unless nobody none to`);
// “Mr Howard will say …” is news of a speech to come.
const FORETOLD = words("say tell warn argue insist urge call add");
const CONJUNCTIONS = words("and but then or yet");
const BEFORE_PARTICIPLE = words("and but while after before in when");
const RELATIVE = /^(?:who|which)$/u;
const FUTURE = /^(?:will|would|['’]d)$/u;
const PLURAL =
	/(?:s|people|police|men|women|media|staff|somebody|majority|number|children)$/u;
// “answered by saying”, but “surprised them by announcing it”
const BY_SAYING = words("say insist argue claim warn point");
const BEFORE_DAY = /^(?:in|on|last|early|late|\d{1,2})$/u;
const MAX_BETWEEN = 8;
const MAX_PREPOSITIONS = 4;

/**
 * Who says what the verb at a token says; null where nobody does: “was told”, “did not say”, “his claims”.
 *
 * @param same - Whom the verb before speaks of: “He rose *and said* …”, “…, *saying* …”.
 */
export function predicateAt(
	sentence: Sentence,
	at: number,
	verb: AttributionVerb,
	same: () => Mention | null,
): Predicate | null {
	const { tokens } = sentence;
	const end = subjectEnd(tokens, at, verb);
	if (end === null) return null;
	const found = (subject: Subject, scope?: Scope): Predicate => ({
		who: subject.mention,
		from: Math.min(subject.from, at),
		to: Math.max(subject.to, at + 1),
		verb: at,
		scope: scope ?? scopeOf(tokens, subject.from, at),
	});
	const fitting = (subject: Subject | null) =>
		subject && agrees(subject.mention, verb, end < at) ? found(subject) : null;

	const before = tokens[end - 1];
	const adjacent = subjectBefore(sentence, end);
	if (adjacent) return fitting(adjacent);
	if (end === at && before?.kind !== "word") {
		const inverted = invertedSubject(sentence, at, verb);
		if (inverted) return found(inverted, "around");
	}
	if (!before) return null;
	if (verb.form === "ing") {
		const links =
			before.kind === "word"
				? BEFORE_PARTICIPLE.has(before.lower) ||
					(before.lower === "by" && BY_SAYING.has(verb.lemma))
				: before.kind === "quotation" || isPause(before);
		return links ? inherited(same(), at) : null;
	}
	if (before.kind === "word") {
		if (RELATIVE.test(before.lower)) {
			const comma = tokens[end - 2]?.text === "," ? 1 : 0;
			const close = end - 1 - comma;
			const phrase = sentence.ending.get(close);
			// “denied by Rutte, who said …”
			const agent = phrase?.preposition === "by" ? phrase : null;
			const subject = agent ?? subjectBefore(sentence, close);
			return subject && found(subject);
		}
		const links = CONJUNCTIONS.has(before.lower) && verb.form !== "base";
		return links ? inherited(same(), at) : null;
	}
	// “…, claims denied by Labour”
	const noun = verb.nounToo && verb.form !== "past";
	if (!isPause(before) || noun) return null;
	return fitting(subjectBeforeAside(sentence, end - 1));
}

function inherited(who: Mention | null, at: number): Predicate | null {
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
		const { lower } = token;
		if (NOT_SAID.has(lower) || /n['’]t$/u.test(lower)) return null;
		const day = token.word.weekdayOrMonth;
		const between = BETWEEN.has(lower) || lower.endsWith("ly");
		if (!day && (!between || token.capital)) break;
		if (BE.has(lower)) passive = true;
		if (FUTURE.test(lower)) {
			if (!FORETOLD.has(verb.lemma)) return null;
			finite = true;
		}
		end -= 1;
		// “in July”, “on 5 May”
		while (day && BEFORE_DAY.test(tokens[end - 1]?.lower ?? "")) end -= 1;
	}
	if (passive && verb.form !== "ing") return null;
	if (!finite && end < at && tokens[end - 1]?.kind !== "word") return null;
	return end;
}

/** Whether a verb can have this subject: “analysts say”, but no “analyst say”. */
function agrees(who: Mention, verb: AttributionVerb, helped: boolean): boolean {
	if (verb.form === "ing") return helped;
	if (verb.form === "third" && verb.nounToo) {
		// “official estimates”
		return who.kind !== "description" || who.determined;
	}
	if (verb.form !== "base" || helped) return true;
	switch (who.kind) {
		case "pronoun":
			return who.pronoun === "they";
		case "name":
			return !who.name.person && who.name.text.endsWith("s");
		case "description":
			return PLURAL.test(who.head);
		case "self":
			return true;
	}
}

/** The subject after its verb: “…,” *said Rutte*; null if it is none: “Smith, the chairman, *said Rutte* would go”. */
function invertedSubject(
	sentence: Sentence,
	at: number,
	verb: AttributionVerb,
): Subject | null {
	const { tokens } = sentence;
	if (!verb.inverts || verb.form === "ing") return null;
	const before = tokens[at - 1];
	if (before && endsNamedAside(sentence, at - 1)) return null;
	const subject = subjectAfter(sentence, at + 1);
	if (!subject || subject.mention.kind === "self") return null;
	const { mention } = subject;
	const next = tokens[afterPrepositions(sentence, subject.to)];
	const acts =
		next?.kind === "word" && (next.word.finite || next.lower.endsWith("ed"));
	if (acts) return null;
	if (before === undefined || before.kind === "quotation") return subject;
	if (!isPause(before)) return null;
	if (mention.kind === "pronoun") {
		return next?.kind === "word" ? null : subject;
	}
	// “Mr Mandelson, …, warned the BBC to …”
	if (next?.lower === "to") return null;
	// “The firm, …, said the UK market had grown.”
	if (next && !canFollow(next)) return null;
	const speaks = mention.kind === "name" || wordOf(mention.head).source;
	return speaks ? subject : null;
}

/** Whether a token can follow a subject that stands after its verb: “said Rutte *on* Tuesday”. */
function canFollow({ kind, word, lower }: Token): boolean {
	if (kind !== "word" || /(?:ing|ly)$/u.test(lower)) return true;
	const { preposition, breaks, determiner, weekdayOrMonth } = word;
	return (
		preposition || breaks || determiner || weekdayOrMonth || lower === "last"
	);
}

function isPause({ text }: Token): boolean {
	return text === "," || text === "-";
}

/** Where the prepositions and their objects after a phrase end: “the head *of research at the bank*”. */
function afterPrepositions({ starting }: Sentence, from: number): number {
	let end = from;
	for (let count = 0; count < MAX_PREPOSITIONS; count += 1) {
		const object = starting.get(end + 1);
		if (!object?.governor || object.governor.to !== end) break;
		end = object.to;
	}
	return end;
}

function words(list: string): ReadonlySet<string> {
	return new Set(list.split(/\s+/u));
}
