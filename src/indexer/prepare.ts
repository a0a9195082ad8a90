import { createHash } from "node:crypto";
import { chunk } from "../chunker/chunker.ts";
import { toldSentences } from "../chunker/told.ts";
import { bandsOf } from "../duplicates/signature.ts";
import { termsOf } from "../keywords.ts";
import { locate } from "../offsets.ts";
import { MAX_TITLE_TOKENS } from "../settings.ts";
import { storedQuotes } from "../store/quoted.ts";
import type { Settings } from "../store/settings.ts";
import type { StagedArticle, StagedPassage } from "../store/stage.ts";
import { titled } from "../titled.ts";
import type { Article, Embedder, Quote, Span } from "../types.ts";

// A title leads a passage into the model only where the passage is so many times as long: before a single
// sentence it drowns what the sentence says (docs/quality.md).
const PASSAGE_PER_TITLE = 3;

/** What was found out about an article beside its passages. */
export interface Known extends Pick<StagedArticle, "bands" | "lines"> {
	/** Stretches that belong to no passage, in order. */
	boilerplate: readonly Span[];
	/** In order. */
	quotes: readonly Quote[];
}

/** Where an article comes from, as its row has it. */
export type Origin = Pick<
	StagedArticle,
	"path" | "member" | "record" | "sha256" | "atStart" | "atLength"
>;

/** Everything the index stores of an article but the embeddings. */
export function prepareArticle(
	article: Article,
	origin: Origin,
	{ boilerplate, quotes, bands, lines }: Known,
	embedder: Pick<Embedder, "countTokens" | "model">,
	options: Settings["chunker"],
): StagedArticle {
	const { text, body, metadata, extracted } = article;
	const spans = between(body, boilerplate).flatMap((part) =>
		chunk({ ...article, body: part }, embedder.countTokens, options),
	);
	const title = metadata.headline?.value ?? null;
	const lead = titleLead(title, embedder);
	const titleTerms = analysed(title ?? "");
	return {
		...origin,
		metadata: JSON.stringify(metadata),
		boilerplate: JSON.stringify(boilerplate),
		text: extracted ? text : null,
		bands,
		lines,
		passages: locate(text, spans).map((location): StagedPassage => {
			const passage = text.slice(location.start, location.end);
			const embeddedText = lead(passage);
			return {
				...location,
				...(extracted ? { byteStart: null, byteEnd: null } : {}),
				text: passage,
				sentences: JSON.stringify(
					toldSentences(passage).flatMap(({ start, end }) => [start, end]),
				),
				quotes: storedQuotes(quotesIn(quotes, location)),
				embeddedText,
				bands: bandsOf(passage, "passage"),
				key: embeddingKey(embedder.model.fingerprint, embeddedText),
				titleTerms,
				textTerms: analysed(passage),
			};
		}),
	};
}

/** What is left of a stretch without others inside it. */
function between(whole: Span, without: readonly Span[]): Span[] {
	const left: Span[] = [];
	let { start } = whole;
	for (const each of without) {
		if (each.start > start) left.push({ start, end: each.start });
		start = Math.max(start, each.end);
	}
	if (start < whole.end) left.push({ start, end: whole.end });
	return left;
}

/** What is said in a passage, by its places there; what runs over its ends is cut. */
function quotesIn(quotes: readonly Quote[], passage: Span): Quote[] {
	return quotes
		.filter(({ start, end }) => start < passage.end && end > passage.start)
		.map((quote) => ({
			...quote,
			start: Math.max(quote.start, passage.start) - passage.start,
			end: Math.min(quote.end, passage.end) - passage.start,
		}));
}

/** What the model reads of a passage: behind the title, where it is long enough for one. */
function titleLead(
	title: string | null,
	{ countTokens }: Pick<Embedder, "countTokens">,
): (passage: string) => string {
	const short = title && clip(title, countTokens);
	const titleTokens = countTokens(short ?? "");
	return (passage) => {
		const leads = titleTokens * PASSAGE_PER_TITLE <= countTokens(passage);
		return titled(passage, leads ? short : null);
	};
}

function embeddingKey(fingerprint: string, text: string): Buffer {
	return createHash("sha256").update(`${fingerprint}\0${text}`).digest();
}

function analysed(text: string): string {
	return termsOf(text)
		.map(({ term }) => term)
		.join(" ");
}

function clip(title: string, countTokens: (text: string) => number): string {
	if (countTokens(title) <= MAX_TITLE_TOKENS) return title;
	let clipped = "";
	for (const word of title.split(/\s+/u)) {
		const longer = clipped ? `${clipped} ${word}` : word;
		if (countTokens(longer) > MAX_TITLE_TOKENS) break;
		clipped = longer;
	}
	return clipped;
}
