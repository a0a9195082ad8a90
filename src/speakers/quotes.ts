import { paragraphs } from "../chunker/paragraphs.ts";
import { sentences } from "../chunker/sentences.ts";
import type { Article, Quote, Span } from "../types.ts";
import { speakersOf } from "./discourse.ts";
import { noteIntroductions } from "./introductions.ts";
import type { Name } from "./names.ts";
import { peopleOf } from "./people.ts";
import { type Quotation, quotationsIn } from "./quotations.ts";
import { readSentence } from "./sentence.ts";

/** Who says what in an article, in order of start. */
export function quotesOf(
	article: Pick<Article, "text" | "body" | "format">,
): Quote[] {
	const { text } = article;
	const found = paragraphs(text, article.body, article.format);
	const quotations = quotationsIn(text, found);
	const masked = mask(text, quotations);
	const spans = found.flatMap((paragraph) => sentences(masked, paragraph));
	const read = whole(spans, quotations).map(({ span, inside }) =>
		readSentence(text, span, inside),
	);
	const names: Name[] = [];
	for (const sentence of read) {
		noteIntroductions(sentence);
		for (const { mention, owner } of sentence.phrases) {
			if (owner) names.push(owner);
			if (mention.kind === "name") names.push(mention.name);
		}
	}
	return speakersOf(text, read, peopleOf(names))
		.map(({ kind, start, end, speaker }) => ({
			kind,
			start,
			end,
			speaker: speaker?.name ?? null,
		}))
		.sort((one, other) => one.start - other.start || one.end - other.end);
}

/** The sentences, each with its quotations; those that a quotation runs across are one. */
function whole(
	spans: readonly Span[],
	quotations: readonly Quotation[],
): { span: Span; inside: Quotation[] }[] {
	const found: { span: Span; inside: Quotation[] }[] = [];
	let next = 0;
	let runsTo = 0;
	for (const { start, end } of spans) {
		let open = found.at(-1);
		if (open && runsTo > start) {
			open.span.end = Math.max(end, runsTo);
		} else {
			open = { span: { start, end }, inside: [] };
			found.push(open);
		}
		for (
			let quotation = quotations[next];
			quotation && quotation.start < end;
			quotation = quotations[next]
		) {
			open.inside.push(quotation);
			runsTo = quotation.end;
			open.span.end = Math.max(open.span.end, runsTo);
			next += 1;
		}
	}
	return found;
}

/** The text with letters for the words of quotations, so that no sentence ends inside one. */
function mask(text: string, quotations: readonly Quotation[]): string {
	const parts: string[] = [];
	let from = 0;
	for (const { start, end } of quotations) {
		// The marks, and the stop before the last, tell where a sentence ends.
		const stop = Math.max(start + 1, end - 2);
		parts.push(text.slice(from, start + 1), "Q".repeat(stop - start - 1));
		from = stop;
	}
	parts.push(text.slice(from));
	return parts.join("");
}
