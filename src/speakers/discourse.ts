import { type Attribution, attributionsIn } from "./attributions.ts";
import type { Gender } from "./lexicon.ts";
import type { Entity, People } from "./people.ts";
import type { Mention } from "./phrases.ts";
import type { Quote } from "./quotes.ts";
import { reportedIn } from "./reported.ts";
import { isPlainlyQuoted } from "./scare.ts";
import type { Sentence } from "./sentence.ts";
import { mainSubject } from "./subjects.ts";

interface Direct {
	start: number;
	end: number;
	speaker: Entity | null;
	/** Whether its own sentence says who speaks. */
	attributed: boolean;
	/** Whether nobody else speaks than in the quotation before it. */
	continued: boolean;
	/** Whether it is only words inside a sentence of the article's own. */
	embedded: boolean;
}

export interface Attributed extends Attribution {
	speaker: Entity | null;
}

// Somebody not spoken of for as many people is not meant by “he”.
const MAX_RECENT = 6;

/** Says of each quotation and each reporting sentence of an article who speaks. */
export function speakersOf(
	text: string,
	sentences: readonly Sentence[],
	people: People,
): Quote[] {
	const direct: Direct[] = [];
	const reported: Quote[] = [];
	let recent: Entity[] = [];
	let organisation: Entity | null = null;
	// Who speaks in a quotation that nobody is said to speak.
	let carried: { speaker: Entity | null } | null = null;
	let before: Sentence | undefined;

	for (const sentence of sentences) {
		const local: Entity[] = [];
		const resolve = (mention: Mention): Entity | null => {
			if (mention.kind === "name") return people.named(mention.name);
			if (mention.kind === "description") {
				return mention.definite ? people.called(mention.head) : null;
			}
			if (mention.kind === "self") return null;
			if (mention.pronoun === "it") return organisation;
			if (mention.pronoun === "they") return null;
			const gender = mention.pronoun === "he" ? "male" : "female";
			return referent([...local, ...recent], gender);
		};
		const subject = mainSubject(sentence);
		const main = subject && resolve(subject.mention);
		if (main && !main.organisation) local.push(main);
		const attributions: Attributed[] = [];
		for (const attribution of attributionsIn(sentence)) {
			const speaker = resolve(attribution.who);
			attributions.push({ ...attribution, speaker });
			if (speaker && !speaker.organisation && !local.includes(speaker)) {
				local.unshift(speaker);
			}
		}

		// “We won!” Rutte said.
		const [only] = attributions;
		if (only && isBare(sentence, attributions) && endsQuoted(before)) {
			attributeBack(direct, only.speaker, true);
		}
		const start = direct.length;
		quotationsOf(sentence).forEach(({ at, quotation }) => {
			const own = attributionOf(sentence, attributions, at);
			const embedded = isEmbedded(text, sentence, at);
			const last = direct.at(-1);
			const base = { ...quotation, embedded };
			if (own) {
				direct.push({ ...base, speaker: own.speaker, attributed: true });
				if (quotation.continued)
					attributeBack(direct.slice(0, -1), own.speaker);
				else if (at === 0 && endsQuoted(before) && carried === null) {
					attributeBack(direct.slice(0, -1), own.speaker);
				}
			} else if (quotation.continued && last) {
				direct.push({
					...base,
					speaker: last.speaker,
					attributed: last.attributed,
				});
			} else if (colonBefore(sentence, at) && main) {
				direct.push({ ...base, speaker: main, attributed: true });
			} else if (carried && !embedded) {
				direct.push({ ...base, speaker: carried.speaker, attributed: false });
			} else {
				direct.push({ ...base, speaker: null, attributed: false });
			}
		});

		reported.push(...reportedIn(sentence, attributions));

		const spoke = direct.slice(start).filter(({ embedded }) => !embedded);
		const lastAttribution = attributions.findLast(({ nested }) => !nested);
		const lastDirect = spoke.at(-1);
		if (lastDirect?.attributed) carried = { speaker: lastDirect.speaker };
		else if (lastAttribution) carried = { speaker: lastAttribution.speaker };
		else if (!lastDirect) carried = main?.person ? { speaker: main } : null;

		const others = entitiesOf(sentence, people).filter(
			({ organisation }) => !organisation,
		);
		recent = [
			...new Set([
				...local,
				...(local.length > 0 ? [] : agents(sentence, people)),
				...recent,
				...others,
			]),
		].slice(0, MAX_RECENT);
		const speaker =
			lastAttribution?.speaker ?? (attributions.length === 0 ? main : null);
		if (speaker && !speaker.person) organisation = speaker;
		else if (subject?.mention.kind === "description" || speaker)
			organisation = null;
		before = sentence;
	}
	const quoted = direct
		.filter((quote) => isPlainlyQuoted(text, quote))
		.map(
			({ start, end, speaker }): Quote => ({
				kind: "direct",
				start,
				end,
				speaker: speaker?.name ?? null,
			}),
		);
	return [...quoted, ...reported].sort(
		(one, other) => one.start - other.start || one.end - other.end,
	);
}

/** Whom “he” or “she” means: the last one of that gender; that settles the gender of one whose was unknown. */
function referent(
	candidates: readonly Entity[],
	gender: Gender,
): Entity | null {
	const found = candidates.find(
		(entity) =>
			!entity.organisation &&
			(entity.person || entity.count > 1) &&
			(entity.gender ?? gender) === gender,
	);
	if (found) found.gender = gender;
	return found ?? null;
}

function entitiesOf({ phrases }: Sentence, people: People): Entity[] {
	return phrases.flatMap(({ mention }) => {
		const entity = mention.kind === "name" ? people.named(mention.name) : null;
		return entity ? [entity] : [];
	});
}

/** “The plan was attacked by *Mr Brown*.” */
function agents({ phrases }: Sentence, people: People): Entity[] {
	return phrases.flatMap(({ mention, preposition }) => {
		const entity =
			mention.kind === "name" && preposition === "by"
				? people.named(mention.name)
				: null;
		return entity?.person ? [entity] : [];
	});
}

function quotationsOf({ tokens, quotations }: Sentence) {
	let next = 0;
	return tokens.flatMap(({ kind }, at) => {
		if (kind !== "quotation") return [];
		const quotation = quotations[next++];
		return quotation ? [{ at, quotation }] : [];
	});
}

/** Gives the quotations before, as far as they are one speech and nobody else's, to a speaker. */
function attributeBack(
	direct: readonly Direct[],
	speaker: Entity | null,
	evenClosed = false,
): void {
	for (let at = direct.length - 1; at >= 0; at -= 1) {
		const quote = direct[at];
		if (!quote || quote.attributed) return;
		quote.speaker = speaker;
		quote.attributed = true;
		if (!quote.continued && !evenClosed) return;
		if (!quote.continued) return;
	}
}

/** The attribution that a quotation belongs to, by the sentence that it stands in. */
function attributionOf(
	{ tokens }: Sentence,
	attributions: readonly Attributed[],
	at: number,
): Attributed | null {
	let left: Attributed | null = null;
	let around: Attributed | null = null;
	for (const attribution of attributions) {
		if (attribution.from > at) {
			if (attribution.scope !== "around") continue;
			around ??= attribution;
			const next = tokens[at + 1];
			const adjacent =
				attribution.from === at + 1 ||
				(attribution.from === at + 2 && next?.kind === "mark");
			if (adjacent) return attribution;
		} else if (attribution.verb < at) left = attribution;
	}
	return left ?? around;
}

function colonBefore({ tokens }: Sentence, at: number): boolean {
	return tokens[at - 1]?.text === ":";
}

/** Whether a quotation is only some words of a sentence: “called it ‘a disgrace’”. */
function isEmbedded(text: string, { tokens }: Sentence, at: number): boolean {
	const token = tokens[at];
	if (!token) return true;
	const first =
		/[\p{L}\p{N}]/u.exec(text.slice(token.start, token.start + 8))?.[0] ?? "";
	if (/\p{Ll}/u.test(first)) return true;
	const before = tokens[at - 1];
	return (
		before?.kind === "word" &&
		!/[.!?,…]["'”’»]?$/u.test(text.slice(token.end - 2, token.end))
	);
}

function endsQuoted(sentence: Sentence | undefined): boolean {
	return sentence?.tokens.at(-1)?.kind === "quotation";
}

/** “Rutte said on Tuesday.” says only who spoke. */
function isBare(
	{ tokens }: Sentence,
	attributions: readonly Attribution[],
): boolean {
	const [only] = attributions;
	return (
		only !== undefined &&
		attributions.length === 1 &&
		tokens[0]?.kind === "word" &&
		only.from === 0 &&
		tokens.every(({ kind }) => kind !== "quotation") &&
		tokens.length - only.to < 6 &&
		!only.reports
	);
}
