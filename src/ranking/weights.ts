/**
 * The weights of the ranking. The evidence for each, and on which questions it was chosen, is in
 * docs/quality.md.
 */

/** What the fused order is made of; each signal is spread over [0, 1] within one lookup. */
export const FUSION = {
	/** Cosine of question and passage. */
	semantic: 0.5,
	/** BM25 of the passage. */
	keyword: 0.5,
	/** BM25 of the whole article. */
	article: 0.3,
} as const;

/**
 * Passages an article has on average, below which its own BM25 adds nothing to theirs, and from which it
 * counts in full.
 */
export const ARTICLE: readonly [number, number] = [1.5, 3.5];

/** What a passage gains beside the fused order, which spans about one, where who is asked about speaks in it. */
export const SPEAKER = 0.15;

/** How much less an old passage counts than one of today, with `--recent`: see `recency.ts`. */
export const RECENCY = {
	/** However old it is. */
	least: 0.7,
	halfLifeDays: 30,
} as const;

export const RERANK = {
	/** What one logit of the cross-encoder is worth beside the fused order, which spans about one. */
	logit: 0.07,
	/** Passages of one article that are read again at most: the rest of the depth goes to other articles. */
	perArticle: 2,
	/**
	 * Words of a question up to which the logit counts in full, and from which it does not count at all: the
	 * model was trained on web searches of a handful of words, and misjudges long comparisons.
	 */
	words: [26, 34],
} as const;

/** Passages that the cross-encoder reads again by default. */
export const RERANK_DEPTH = 5;

/** The absolute score: see `score.ts`. */
export const SCORE = {
	/** Of the logit, beside the cosine and the share of BM25, which count once each. */
	logit: 0.04,
	/** The logit that speaks neither for nor against an answer. */
	neutralLogit: -2,
	/** Evidence that gives a score of one half, and how fast the score rises there. */
	middle: 0.5,
	slope: 6,
} as const;

/** "Nothing found": see `indexer/calibrate.ts`. */
export const THRESHOLD = {
	/**
	 * How far above the median evidence of unanswerable questions an answer begins, by mode: with fewer signals
	 * the evidence spreads less.
	 */
	margin: { hybrid: 0.11, semantic: 0.09, keyword: 0.05 },
} as const;
