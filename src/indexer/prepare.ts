import { createHash } from "node:crypto";
import { chunk } from "../chunker/chunker.ts";
import { toldSentences } from "../chunker/told.ts";
import { termsOf } from "../keywords.ts";
import { locate } from "../offsets.ts";
import { MAX_TITLE_TOKENS } from "../settings.ts";
import type { Settings } from "../store/settings.ts";
import type { StagedArticle } from "../store/writer.ts";
import { titled } from "../titled.ts";
import type { Article, Embedder } from "../types.ts";

// A title leads a passage into the model only where the passage is so many times as long: before a single
// sentence it drowns what the sentence says (docs/quality.md).
const PASSAGE_PER_TITLE = 3;

/** Everything the index stores of an article but the embeddings. */
export function prepareArticle(
	article: Article,
	file: { path: string; sha256: string },
	embedder: Pick<Embedder, "countTokens" | "model">,
	options: Settings["chunker"],
): StagedArticle {
	const { text, title } = article;
	const shortTitle = title && clip(title, embedder.countTokens);
	const titleTokens = embedder.countTokens(shortTitle ?? "");
	const titleTerms = analysed(title ?? "");
	const spans = chunk(article, embedder.countTokens, options);
	return {
		...file,
		title,
		passages: locate(text, spans).map((location) => {
			const passage = text.slice(location.start, location.end);
			const leads =
				titleTokens * PASSAGE_PER_TITLE <= embedder.countTokens(passage);
			const embeddedText = titled(passage, leads ? shortTitle : null);
			return {
				...location,
				text: passage,
				sentences: JSON.stringify(
					toldSentences(passage).flatMap(({ start, end }) => [start, end]),
				),
				embeddedText,
				key: embeddingKey(embedder.model.fingerprint, embeddedText),
				titleTerms,
				textTerms: analysed(passage),
			};
		}),
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
