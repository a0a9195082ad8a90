import type { Codes } from "./codes.ts";
import { exactSearch } from "./exact.ts";
import type { Graph, Neighbour } from "./hnsw.ts";
import { onlyStopWords, termsOf } from "./keywords.ts";
import { articleShare, type Candidate } from "./ranking/fusion.ts";
import { inverseFrequencies, keywordCeiling } from "./ranking/score.ts";
import { spellingsOf } from "./spellings.ts";
import type { Allowed } from "./store/filter.ts";
import type { Store } from "./store/store.ts";
import type { Mode } from "./types.ts";

/** What a question looks for. */
export interface Wanted {
	mode: Mode;
	/** Null where meaning is not looked for. */
	vector: Float32Array | null;
	/** What finds the nearest vectors; with neither, or under a filter without codes, all stored ones are read. */
	graph: Pick<Graph, "search"> | null;
	codes: Codes | null;
	/** Only these; null for all. */
	allowed: Allowed | null;
}

export interface Candidates {
	candidates: Candidate[];
	/** How much each word of the question says. */
	weights: ReadonlyMap<string, number>;
	/** The BM25 that no passage can exceed; infinite where no word says anything. */
	ceiling: number;
}

// How many passages each way of finding them hands to the ranking. Always as many, so that the best
// five of a hundred are the best five.
const CANDIDATES = 300;
// How many more of the rounded vectors are compared exactly, so that none of the nearest is missed.
const SPARE = 50;
// Of a long question, words that stand in so many passages, and in such a share of them, tell none from
// another: finding and scoring all of those takes longer than everything else.
const COMMON = { beyond: 12, passages: 1000, share: 0.1 };

/** The passages that a question finds by meaning, by words or by both, each with its signals; unordered. */
export function candidatesOf(
	store: Store,
	question: string,
	{ mode, vector, graph, codes, allowed }: Wanted,
): Candidates {
	const spellings = spellingsOf(question, (prefix) => store.termsFrom(prefix));
	const all = [...spellings.values()].flat();
	const frequencies = store.passageFrequencies(all);
	const { passages, articles: articleCount } = store.counts();
	const terms = telling(all, frequencies, passages);
	const byWords = mode !== "semantic";
	const found = new Map<number, Omit<Candidate, "article">>();
	if (vector) {
		const neighbours = nearest(store, vector, { graph, codes, allowed });
		for (const passage of passagesOf(store, neighbours, allowed)) {
			found.set(passage.id, passage);
		}
	}
	const holding = byWords
		? store.keywordSearch(terms, CANDIDATES, allowed)
		: [];
	for (const passage of holding) {
		const similarity = found.get(passage.id)?.similarity ?? null;
		found.set(passage.id, { ...passage, similarity });
	}
	const articles =
		mode === "hybrid" && articleShare(passages / articleCount) > 0
			? store.articleKeywords(terms, articleIdsOf(found.values()))
			: new Map<number, number>();
	const weights = inverseFrequencies(all, frequencies, passages);
	return {
		weights,
		candidates: [...found.values()].map((passage) => ({
			...passage,
			article: articles.get(passage.articleId) ?? 0,
		})),
		ceiling: onlyStopWords(termsOf(question))
			? Number.POSITIVE_INFINITY
			: keywordCeiling(likeliest(spellings, weights)),
	};
}

/** The embeddings nearest to a question. */
function nearest(
	store: Store,
	vector: Float32Array,
	{ graph, codes, allowed }: Pick<Wanted, "graph" | "codes" | "allowed">,
): Neighbour[] {
	if (graph && allowed === null) return graph.search(vector, CANDIDATES);
	const embeddings = allowed === null ? null : store.embeddingsOf(allowed);
	const ids = codes
		? codes.search(vector, CANDIDATES + SPARE, embeddings)
		: embeddings;
	return exactSearch(vector, store.vectors(ids), CANDIDATES);
}

/** Of the terms that stand anywhere the rarest, and of the others those that are not common. */
function telling(
	terms: readonly string[],
	frequencies: ReadonlyMap<string, number>,
	passages: number,
): readonly string[] {
	const limit = Math.max(COMMON.passages, COMMON.share * passages);
	const frequency = (term: string) => frequencies.get(term) ?? 0;
	return terms
		.filter((term) => frequency(term) > 0)
		.sort((a, b) => frequency(a) - frequency(b))
		.filter((term, at) => at < COMMON.beyond || frequency(term) <= limit);
}

/** Of each word of a question the weight of its most telling spelling: no passage needs more than one. */
function likeliest(
	spellings: ReadonlyMap<string, readonly string[]>,
	weights: ReadonlyMap<string, number>,
): Map<string, number> {
	return new Map(
		[...spellings].map(([term, same]) => [
			term,
			Math.max(...same.map((spelling) => weights.get(spelling) ?? 0)),
		]),
	);
}

/** The passages of the embeddings that were found. */
function passagesOf(
	store: Store,
	neighbours: readonly Neighbour[],
	allowed: Allowed | null,
): Omit<Candidate, "article">[] {
	const similarities = new Map(
		neighbours.map(({ id, similarity }) => [id, similarity]),
	);
	return store
		.passagesByEmbedding([...similarities.keys()], allowed)
		.map(({ id, articleId, embeddingId }) => ({
			id,
			articleId,
			similarity: similarities.get(embeddingId) ?? null,
			keyword: null,
		}));
}

function articleIdsOf(passages: Iterable<{ articleId: number }>): number[] {
	return [...new Set([...passages].map(({ articleId }) => articleId))];
}
