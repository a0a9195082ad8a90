import type { Attributed } from "./attributions.ts";
import type { Entity } from "./people.ts";
import type { Mention } from "./phrases.ts";
import type { Quotation } from "./quotations.ts";
import type { Sentence } from "./sentence.ts";

/** A quotation, and who speaks in it as far as that is known. */
export interface Direct extends Quotation {
	speaker: Entity | null;
	/** Whether the article says who speaks; else it is only taken from what stands before. */
	attributed: boolean;
	/** Whether it is only some words inside a sentence of the article's own. */
	embedded: boolean;
}

/** Who speaks; null for whoever is not named. */
export interface Voice {
	speaker: Entity | null;
}

/** What a quotation's speaker is told from besides the attributions of its sentence. */
export interface Context {
	/** Whom the sentence is about. */
	main: Entity | null;
	/** Who spoke before. */
	carried: Voice | null;
	last: Direct | undefined;
	resolve: (mention: Mention) => Entity | null;
}

// More words do not lead to a quotation behind a colon.
const MAX_LEAD = 40;

/** The quotations of a sentence, in order, with their speakers. */
export function directIn(
	text: string,
	sentence: Sentence,
	attributions: readonly Attributed[],
	context: Context,
): Direct[] {
	const { tokens, quotations } = sentence;
	const found: Direct[] = [];
	const ownOf = attributionFinder(sentence, attributions);
	for (const [at, token] of tokens.entries()) {
		const quotation = quotations[found.length];
		if (token.kind !== "quotation" || !quotation) continue;
		const embedded = isEmbedded(text, sentence, at);
		const own = ownOf(at);
		const said =
			own ??
			saidByMain(sentence, at, context) ??
			saidBy(text, sentence, at, context);
		const last = found.at(-1) ?? context.last;
		if (said) {
			found.push({
				...quotation,
				speaker: said.speaker,
				attributed: true,
				embedded,
			});
		} else if (quotation.continued && last) {
			const { speaker, attributed } = last;
			found.push({ ...quotation, speaker, attributed, embedded });
		} else {
			// “The question is: ‘…’”
			const led = tokens[at - 1]?.text === ":";
			const carried = embedded || led ? null : context.carried;
			const speaker = carried?.speaker ?? null;
			found.push({ ...quotation, speaker, attributed: false, embedded });
		}
	}
	return found;
}

/**
 * Gives the quotation before `end`, and those that it goes on with, to a speaker, unless they have one:
 * “It is late. “We must go,” said Rutte.
 */
export function giveBack(
	direct: readonly Direct[],
	end: number,
	speaker: Entity | null,
): void {
	for (let at = end - 1; at >= 0; at -= 1) {
		const quote = direct[at];
		if (!quote || quote.attributed) return;
		quote.speaker = speaker;
		quote.attributed = true;
		if (!quote.continued) return;
	}
}

/** Finds the attribution that each quotation of a sentence belongs to, for quotations in order. */
function attributionFinder(
	{ tokens }: Sentence,
	attributions: readonly Attributed[],
): (at: number) => Attributed | null {
	const around = attributions.find(({ scope }) => scope === "around") ?? null;
	// The first attribution behind the quotation.
	let next = 0;
	return (at) => {
		while ((attributions[next]?.verb ?? at) < at) next += 1;
		const after = attributions[next];
		const parted = tokens[at + 1]?.kind === "mark" ? at + 2 : at + 1;
		const adjacent = after?.scope === "around" && after.from <= parted;
		if (adjacent) return after;

		return attributions[next - 1] ?? around;
	};
}

/** “Rutte was delighted: ‘…’” */
function saidByMain(
	{ tokens }: Sentence,
	at: number,
	{ main }: Context,
): Voice | null {
	if (tokens[at - 1]?.text !== ":" || !main) return null;
	// “Rutte was asked: ‘…’”, but “Rutte left the house saying: ‘…’”
	const end = tokens[at - 2]?.lower === "saying" ? at - 2 : at;
	const another = tokens
		.slice(Math.max(0, at - MAX_LEAD), end)
		.some(({ word }) => word.verb);
	return another ? null : { speaker: main };
}

/** “…,” Rutte grinned. “…,” implored Rutte. Whatever the verb is, the words are his. */
function saidBy(
	text: string,
	{ tokens, starting }: Sentence,
	at: number,
	{ resolve }: Context,
): Voice | null {
	const end = tokens[at]?.end ?? 0;
	const stopped = /[.,!?]["”’»“]$/u.test(text.slice(end - 2, end));
	const next = tokens[at + 1]?.text === "," ? at + 2 : at + 1;
	const phrase = starting.get(next);
	if (!phrase || !(stopped || next > at + 1)) return null;
	// “…,” the agency quoted a witness as saying.
	if (tokens[phrase.to]?.lower === "quoted") return null;
	const clause = tokens[phrase.to]?.kind === "word";
	return clause || phrase.mention.kind === "name"
		? { speaker: resolve(phrase.mention) }
		: null;
}

/** Whether a quotation is only some words of a sentence: “called it ‘a disgrace’”. */
function isEmbedded(text: string, { tokens }: Sentence, at: number): boolean {
	const token = tokens[at];
	if (!token) return true;
	const beginning = text.slice(token.start, token.start + 8);
	const [first = ""] = /[\p{L}\p{N}]/u.exec(beginning) ?? [];
	if (/\p{Ll}/u.test(first)) return true;
	const ending = text.slice(token.end - 2, token.end);
	return tokens[at - 1]?.kind === "word" && !/[.!?,…]/u.test(ending);
}
