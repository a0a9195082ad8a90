import { type Attribution, attributionsIn, isBare } from "./attributions.ts";
import { type Direct, directIn, giveBack } from "./direct.ts";
import { focusOf } from "./focus.ts";
import type { Entity, People } from "./people.ts";
import type { Quote } from "./quotes.ts";
import { reportedIn } from "./reported.ts";
import { isSaid } from "./said.ts";
import type { Sentence } from "./sentence.ts";
import { mainSubject } from "./subjects.ts";

export interface Attributed extends Attribution {
	speaker: Entity | null;
}

/** Says of each quotation and each reporting sentence of an article who speaks, in order of start. */
export function speakersOf(
	text: string,
	sentences: readonly Sentence[],
	people: People,
): Quote[] {
	const focus = focusOf(people);
	const direct: Direct[] = [];
	const reported: Quote[] = [];
	// Who goes on speaking in a quotation without an attribution.
	let carried: { speaker: Entity | null } | null = null;
	let before: Sentence | undefined;

	for (const sentence of sentences) {
		const subject = mainSubject(sentence);
		const main = subject && known(focus.resolve(subject.mention));
		if (main) focus.speakOf(main);
		const attributions: Attributed[] = [];
		for (const attribution of attributionsIn(sentence)) {
			const speaker = focus.resolve(attribution.who);
			attributions.push({ ...attribution, speaker });
			if (speaker) focus.speakOf(speaker, true);
		}
		const [first] = attributions;
		if (
			first &&
			!first.reports &&
			isBare(sentence, attributions) &&
			endsQuoted(before)
		) {
			giveBack(direct, direct.length, first.speaker);
		}

		const found = directIn(text, sentence, attributions, {
			main,
			carried,
			resolve: focus.resolve,
			last: direct.at(-1),
		});
		for (const quote of found) {
			const at = direct.push(quote) - 1;
			const goesOn =
				quote.continued || (carried === null && isQuotation(before));
			if (quote.attributed && goesOn && quote === found[0]) {
				giveBack(direct, at, quote.speaker);
			}
		}
		reported.push(...reportedIn(sentence, attributions));

		const said = attributions.findLast(({ nested }) => !nested);
		const whole = found.findLast(({ embedded }) => !embedded);
		if (whole?.attributed) carried = { speaker: whole.speaker };
		else if (said) carried = { speaker: said.speaker };
		else if (!whole) carried = main?.person ? { speaker: main } : null;

		const described = subject?.mention.kind === "description";
		focus.end(
			sentence,
			said?.speaker ?? (said ? null : (main ?? (described ? null : undefined))),
		);
		before = sentence;
	}
	const quoted = direct
		.filter((quote) => isSaid(text, quote))
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

/** Leaves out what only looks like a name, because it begins a sentence: “*Net* profits rose.” */
function known(entity: Entity | null): Entity | null {
	if (!entity) return null;
	const { person, count, words } = entity;
	return person || count > 1 || words.length > 1 ? entity : null;
}

function isQuotation(sentence: Sentence | undefined): boolean {
	return sentence?.tokens.every(({ kind }) => kind === "quotation") ?? false;
}

function endsQuoted(sentence: Sentence | undefined): boolean {
	return sentence?.tokens.at(-1)?.kind === "quotation";
}
