import { termsOf } from "../keywords.ts";
import { quotesOf } from "../store/quoted.ts";
import type { PassageRow } from "../store/rows.ts";
import type { Span } from "../types.ts";
import type { Meaning, Ranking } from "./rank.ts";

// Sentences that hold almost as much of the question as the best are as likely to answer it.
const CLOSE = 0.1;
// What a sentence gains in which somebody speaks whom the question asks about. Whom a filter names, counts before all.
const SPOKEN = { asked: 0.25, filtered: 1 };
// Results whose close sentences a model compares: each costs as long as a short passage.
const READ = 2;

/** A sentence of a passage, by its place in the passage. */
interface Sentence extends Span {
	text: string;
	/** Share of what the question's words say that it holds, in [0, 1]; more where the one asked about speaks. */
	share: number;
}

/**
 * The sentence of each passage that answers the question best, by its place in the passage: the one that
 * holds most of the question's words, each by what it says.
 *
 * Where several come close, the cross-encoder decides in the first passages; where none holds any of the
 * words, their meaning does there.
 */
export async function highlightsOf(
	passages: readonly Pick<PassageRow, "text" | "sentences" | "quotes">[],
	ranking: Pick<
		Ranking,
		"question" | "weights" | "isAsked" | "filtered" | "reranker" | "meaning"
	>,
): Promise<(Span | null)[]> {
	return Promise.all(
		passages.map(async (passage, at) => {
			const weighed = weigh(passage, ranking);
			const most = Math.max(...weighed.map(({ share }) => share));
			const close = weighed.filter(({ share }) => share >= most - CLOSE);
			if (ranking.reranker && at < READ && close.length > 1) {
				const texts = close.map(({ text }) => text);
				const logits = await ranking.reranker.score(ranking.question, texts);
				return bestOf(close, logits);
			}
			if (ranking.meaning && most === 0 && at < READ && weighed.length > 1) {
				return bestOf(weighed, await similarities(weighed, ranking.meaning));
			}
			return bestOf(
				weighed,
				weighed.map(({ share }) => share),
			);
		}),
	);
}

/** The first sentence with the highest value; null where there is none. */
function bestOf(
	weighed: readonly Sentence[],
	values: readonly number[],
): Sentence | null {
	return weighed[values.indexOf(Math.max(...values))] ?? null;
}

async function similarities(
	weighed: readonly Sentence[],
	{ vector, embedder }: Meaning,
): Promise<number[]> {
	const found: number[] = [];
	const texts = weighed.map(({ text }) => text);
	for await (const other of embedder.embedPassages(texts)) {
		found.push(vector.reduce((sum, x, at) => sum + x * (other[at] ?? 0), 0));
	}
	return found;
}

function weigh(
	passage: Pick<PassageRow, "text" | "sentences" | "quotes">,
	{
		weights,
		isAsked,
		filtered,
	}: Pick<Ranking, "weights" | "isAsked" | "filtered">,
): Sentence[] {
	const gain = filtered ? SPOKEN.filtered : SPOKEN.asked;
	const spoken = quotesOf(passage.quotes).filter(
		({ speaker }) => speaker !== null && isAsked?.(speaker),
	);
	const whole = [...weights.values()].reduce((sum, idf) => sum + idf, 0);
	return sentencesOf(passage).map((span) => {
		const text = passage.text.slice(span.start, span.end);
		const terms = new Set(termsOf(text).map(({ term }) => term));
		let held = 0;
		for (const [term, idf] of weights) if (terms.has(term)) held += idf;
		const share = whole === 0 ? 0 : held / whole;
		const speaks = spoken.some(
			({ start, end }) => start < span.end && end > span.start,
		);
		return { ...span, text, share: share + (speaks ? gain : 0) };
	});
}

/** The sentences of a passage, by their places in it. */
function sentencesOf({ sentences }: Pick<PassageRow, "sentences">): Span[] {
	const places: number[] = JSON.parse(sentences);
	return places.flatMap((start, at) => {
		const end = places[at + 1];
		return at % 2 === 0 && end !== undefined ? [{ start, end }] : [];
	});
}
