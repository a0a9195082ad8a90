import type { Entity } from "./people.ts";
import type { Mention } from "./phrases.ts";
import { type Predicate, predicateAt } from "./predicates.ts";
import { type Rule, reports } from "./said-words.ts";
import type { Sentence } from "./sentence.ts";
import { mainSubject, type Subject, subjectAfter } from "./subjects.ts";
import type { Token } from "./tokens.ts";

/** Where a sentence says that somebody says something. */
export interface Attribution extends Predicate {
	/** Whether words without quotation marks are what is said as well. */
	reports: boolean;
	/** Whether the verb means speech whoever its subject is: a figure suggests something, but says nothing. */
	speech: boolean;
	/** Whether it is part of what another one reports: “He said *the man shouted* …”. */
	nested: boolean;
}

/** An attribution, and whom it means. */
export interface Attributed extends Attribution {
	speaker: Entity | null;
}

interface Candidate extends Predicate {
	rule: Rule;
}

const ACCORDING_TO: Rule = {
	needs: "anything",
	with: new Set(),
	nounToo: false,
	form: "ing",
};
// A clause of its own begins after these.
const PARTING = new Set(
	"and but while although though however whereas yet as".split(" "),
);
// A verb that is speech only with a quotation stands no farther from it.
const MAX_DISTANCE = 3;
const MAX_BARE = 6;
// “He said that *when Ortega announced it* he was surprised.”
const TEMPORAL = /^(?:when|after|before|since|once|until|because|whenever)$/u;

/** Every attribution of a sentence, in order. */
export function attributionsIn(sentence: Sentence): Attribution[] {
	const { tokens, quotations } = sentence;
	const candidates = withoutIdle(tokens, candidatesIn(sentence));
	const nested = candidates.map((_, index) =>
		isNested(tokens, candidates, index),
	);
	const outer = candidates.filter((_, index) => !nested[index]);
	const leadsOn =
		quotations.length > 0 ||
		tokens.at(-1)?.text === ":" ||
		isBare(sentence, candidates);
	const found: Attribution[] = [];
	let next = 0;
	for (const [index, { rule, ...predicate }] of candidates.entries()) {
		const inner = nested[index] ?? false;
		if (!inner) next += 1;
		const room = {
			start: outer[next - 2]?.to ?? 0,
			end: outer[next]?.from ?? tokens.length,
		};
		const speech = rule.needs === "anything";
		const reporting = !inner && reports(sentence, predicate, rule, room);
		if (!reporting && !speech && !leadsOn) continue;
		found.push({ ...predicate, reports: reporting, speech, nested: inner });
	}
	return found;
}

/** Whether a sentence says only who spoke, for the quotation before it: “Rutte asked in Kyiv.” */
export function isBare(
	{ tokens, quotations }: Sentence,
	[only, ...more]: readonly Predicate[],
): boolean {
	return (
		only?.from === 0 &&
		more.length === 0 &&
		quotations.length === 0 &&
		tokens.length - only.to < MAX_BARE
	);
}

function candidatesIn(sentence: Sentence): Candidate[] {
	const { tokens, quotations } = sentence;
	const found: Candidate[] = [];
	let main: Subject | null | undefined;
	const same = (): Mention | null => {
		const before = found.at(-1);
		if (before) return before.who;
		if (main === undefined) main = mainSubject(sentence);
		return main?.mention ?? null;
	};
	for (const [at, token] of tokens.entries()) {
		if (token.kind !== "word" || token.possessive) continue;
		const { verb } = token.word;
		if (token.lower === "according" && tokens[at + 1]?.lower === "to") {
			const subject = subjectAfter(sentence, at + 2);
			if (!subject) continue;
			const who = subject.mention;
			const { to } = subject;
			const rule = ACCORDING_TO;
			found.push({ who, from: at, to, verb: at, scope: "around", rule });
		} else if (verb && (!token.capital || at === 0)) {
			if (verb.needs === "quotation" && quotations.length === 0) continue;
			const predicate = predicateAt(sentence, at, verb, same);
			if (predicate && predicate.who.kind !== "self") {
				found.push({ ...predicate, rule: verb });
			}
		}
	}
	return found;
}

/** Leaves out what is no speech inside a report: “he said it was *beginning* to look ‘mad’”. */
function withoutIdle(
	tokens: readonly Token[],
	candidates: readonly Candidate[],
): Candidate[] {
	return candidates.filter(({ rule, verb, from }, index) => {
		if (!isNested(tokens, candidates, index)) return true;
		const aside = TEMPORAL.test(tokens[from - 1]?.lower ?? "");
		if (rule.needs === "anything" && !aside) return true;
		const near = tokens.slice(verb + 1, verb + 1 + MAX_DISTANCE);
		return near.some(({ kind }) => kind === "quotation");
	});
}

function isNested(
	tokens: readonly Token[],
	candidates: readonly Candidate[],
	index: number,
): boolean {
	const candidate = candidates[index];
	if (candidate?.scope !== "after") return false;
	const before = tokens[candidate.from - 1];
	const parted =
		before === undefined || before.kind === "mark" || PARTING.has(before.lower);
	return !parted && candidates[index - 1]?.scope === "after";
}
