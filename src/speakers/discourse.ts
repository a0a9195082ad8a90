import { type Attributed, attributionsIn, isBare } from "./attributions.ts";
import { type Direct, directIn, giveBack, type Voice } from "./direct.ts";
import { type Focus, focusOf } from "./focus.ts";
import { type Entity, isPersonLike, type People } from "./people.ts";
import { reportedIn, type Spoken } from "./reported.ts";
import { isSaid } from "./said.ts";
import type { Sentence } from "./sentence.ts";
import { mainSubject, type Subject } from "./subjects.ts";

/** Says of each quotation and each reporting sentence of an article who speaks. */
export function speakersOf(
	text: string,
	sentences: readonly Sentence[],
	people: People,
): Spoken[] {
	const focus = focusOf(people);
	const direct: Direct[] = [];
	const reported: Spoken[] = [];
	// Everybody who has spoken, null for whoever is not named.
	const voices = new Set<Entity | null>();
	let carried: Voice | null = null;
	let before: Sentence | undefined;

	for (const sentence of sentences) {
		const subject = mainSubject(sentence);
		const mention = subject?.mention;
		const initial = mention?.kind !== "name" || mention.name.initial;
		const main = mention ? known(focus.resolve(mention), initial) : null;
		if (main) focus.speakOf(main);
		const attributions = attribute(sentence, focus, subject, main);
		const [first] = attributions;
		if (first && isAfterthought(sentence, attributions, before)) {
			giveBack(direct, direct.length, first.speaker);
		}

		const found = directIn(text, sentence, attributions, {
			main,
			carried: carried ?? onlyVoice(voices),
			last: direct.at(-1),
			resolve: focus.resolve,
		});
		const [opening] = found;
		const goesOn = carried === null && isQuotation(before);
		if (opening?.attributed && (opening.continued || goesOn)) {
			giveBack(direct, direct.length, opening.speaker);
		}
		for (const quote of found) direct.push(quote);
		for (const quote of reportedIn(sentence, attributions)) {
			reported.push(quote);
		}

		for (const { speaker } of attributions) voices.add(speaker);
		const said = attributions.findLast(({ nested }) => !nested);
		carried = nextCarried(found, said, main, carried);
		focus.end(sentence, topicOf(subject, main, said), said?.who);
		before = sentence;
	}
	const said = direct.filter((quote) => isSaid(text, quote));
	return [
		...said.map((quote): Spoken => ({ ...quote, kind: "direct" })),
		...reported,
	];
}

function attribute(
	sentence: Sentence,
	focus: Focus,
	subject: Subject | null,
	main: Entity | null,
): Attributed[] {
	return attributionsIn(sentence).map((attribution) => {
		const { who, from, scope } = attribution;
		// “Mr Brandt was wrong, he said.”
		const told =
			scope === "around" &&
			subject !== null &&
			subject.to <= from &&
			sentence.tokens.slice(0, from).every(({ kind }) => kind !== "quotation");
		const speaker = focus.resolve(who, told ? main : null);
		if (speaker && !attribution.nested) focus.speakOf(speaker, true);
		return { ...attribution, speaker };
	});
}

/** “We won!” *Rutte said.* */
function isAfterthought(
	sentence: Sentence,
	attributions: readonly Attributed[],
	before: Sentence | undefined,
): boolean {
	return (
		before?.tokens.at(-1)?.kind === "quotation" &&
		attributions[0]?.reports === false &&
		isBare(sentence, attributions)
	);
}

function isQuotation(sentence: Sentence | undefined): boolean {
	return sentence?.tokens.every(({ kind }) => kind === "quotation") ?? false;
}

/** Who speaks in a quotation without attribution if one alone has spoken up to there: it is an interview. */
function onlyVoice(voices: ReadonlySet<Entity | null>): Voice | null {
	const [speaker] = voices;
	return voices.size === 1 && speaker && isPersonLike(speaker)
		? { speaker }
		: null;
}

/** Who goes on speaking in a quotation that the next sentence is. */
function nextCarried(
	found: readonly Direct[],
	said: Attributed | undefined,
	main: Entity | null,
	carried: Voice | null,
): Voice | null {
	const whole = found.findLast(({ embedded }) => !embedded);
	if (whole?.attributed) return { speaker: whole.speaker };
	if (said) return { speaker: said.speaker };
	if (whole) return carried;
	return main?.person ? { speaker: main } : null;
}

/** Whom a sentence is about, for “it” in the next one; undefined where that is unknown. */
function topicOf(
	subject: Subject | null,
	main: Entity | null,
	said: Attributed | undefined,
): Entity | null | undefined {
	if (said) return said.speaker;
	if (main) return main;
	return subject?.mention.kind === "description" ? null : undefined;
}

/** Leaves out what only looks like a name, because it begins a sentence: “*Net* profits rose.” */
function known(entity: Entity | null, initial: boolean): Entity | null {
	const plain = entity && (entity.count > 1 || entity.words.length > 1);
	return plain || entity?.person || !initial ? entity : null;
}
