/** A stretch of text: UTF-16 offsets, `end` exclusive. */
export interface Span {
	start: number;
	end: number;
}

/** Where an article says something about itself. */
export type Origin =
	| "front matter"
	| "record"
	| "JSON-LD"
	| "meta tag"
	| "markup"
	| "text"
	| "byline"
	| "dateline"
	| "file name";

/** A value that an article states, and where it states it. */
export interface Stated {
	value: string;
	from: Origin;
}

/** What an article says about itself; null where it says nothing. */
export interface Metadata {
	headline: Stated | null;
	/** Who wrote it, as it is printed, without “By”. */
	author: Stated | null;
	/** The outlet. */
	source: Stated | null;
	/** The news agency that it came from: `AP`, `Reuters` … */
	agency: Stated | null;
	/** Where it was reported from, as the dateline has it. */
	place: Stated | null;
	/** ISO 8601: `YYYY-MM-DD` where only a day is stated, else with the time, and with the offset where one is stated. */
	published: Stated | null;
	/** BCP 47, e.g. `en` or `pt-BR`. */
	language: Stated | null;
	url: Stated | null;
}

/** An article as a reader hands it over. */
export interface Article {
	/** The text that spans are of: the whole file, byte order mark and front matter included; or what was extracted. */
	text: string;
	/** The part of `text` that is the article: without byte order mark and front matter. */
	body: Span;
	/** Whether `text` was extracted: then offsets into the file's bytes mean nothing. */
	extracted: boolean;
	metadata: Metadata;
	/** How a line break inside a block is read: in Markdown it never ends a paragraph. */
	format: "text" | "markdown";
	/** What was odd about the article but did not stop it from being read. */
	warnings: string[];
}

/** Where a passage stands in its article. */
export interface Location extends Span {
	/** Offsets into the file's bytes, `byteEnd` exclusive; null for a text that was extracted, or stands in an archive. */
	byteStart: number | null;
	byteEnd: number | null;
	/** First and last line of the article's text, counted from 1; a line ends at a line feed. */
	lineStart: number;
	lineEnd: number;
}

/** Which vectors an index holds. */
export interface ModelInfo {
	/** The last two parts of the model's folder, e.g. `Xenova/all-MiniLM-L6-v2`. */
	name: string;
	/** SHA-256 over all files that decide a vector, in hex. */
	fingerprint: string;
	dimensions: number;
	/** Longest text the model reads, in its own tokens, special ones included. */
	maxTokens: number;
}

/**
 * Turns text into unit-length vectors. The only seam where another model,
 * or a fake one in a test, goes in.
 */
export interface Embedder {
	readonly model: ModelInfo;
	/** Tokens of `text` in the model's own vocabulary, special tokens left out. */
	countTokens(text: string): number;
	/** Embeds a question; one longer than `model.maxTokens` is cut at its end. */
	embedQuestion(question: string): Promise<Float32Array>;
	/**
	 * Embeds passages: one vector of `model.dimensions` numbers a text, in the order of the texts.
	 * Texts are taken only as fast as they are embedded.
	 *
	 * @throws {SearchError} `INTERNAL` if a text is longer than `model.maxTokens`.
	 */
	embedPassages(
		texts: Iterable<string> | AsyncIterable<string>,
		signal?: AbortSignal,
	): AsyncIterable<Float32Array>;
	close(): Promise<void>;
}

/** Reads a question and a passage together, and says how well the one answers the other. */
export interface Reranker {
	readonly model: Pick<ModelInfo, "name" | "fingerprint">;
	/**
	 * Scores passages against a question.
	 *
	 * @returns A logit a passage, in their order: higher is better, not a probability. It depends on
	 *   question and passage alone.
	 */
	score(
		question: string,
		passages: readonly string[],
		signal?: AbortSignal,
	): Promise<number[]>;
	close(): Promise<void>;
}

/** How passages are found: both ways, by meaning only, by words only. */
export type Mode = "hybrid" | "semantic" | "keyword";

/** Says where a passage stands, so that anyone can check it. */
export interface Citation extends Location, ArticlePlace {
	/** `path#cSTART-END@` and the first 8 hex digits of `sha256`; before `#` also `!member!record` where there is one of them. */
	id: string;
	/** Of the file, the member or the record when it was indexed, in hex. */
	sha256: string;
	title: string | null;
	/** The outlet; of wire copy that states none, the agency; null when not known. */
	source: string | null;
	author: string | null;
	/** ISO 8601: `YYYY-MM-DD` when only a day is stated; null when not known. */
	published: string | null;
	url: string | null;
	/** Who speaks in the sentence that answers best, else in the first quotation of the passage; null when not known. */
	speaker: string | null;
}

/** Which article of which file. */
export interface ArticlePlace {
	/** From the folder that holds the index folder, `/` on every system; absolute outside that folder. */
	path: string;
	/** The path inside an archive; null for a file that is none. */
	member: string | null;
	/** The line of a JSONL file or the place in a JSON array, from 1; null where the file is the article. */
	record: number | null;
}

/** What somebody said, and who; offsets as in the citation. */
export interface Quote extends Span {
	/** Between quotation marks, these included; or a sentence that reports what was said. */
	kind: "direct" | "reported";
	/** As the article names them most fully; null where it does not. */
	speaker: string | null;
}

/** The sentence of a passage that answers best; offsets as in the citation. */
export interface Highlight extends Span {
	text: string;
}

export interface Result {
	/** From 1; results are in this order. */
	rank: number;
	/** How good the passage is by itself, in [0, 1]; comparable between questions and indexes. */
	score: number;
	/** Cosine of question and passage in [−1, 1]; null when only keywords found it. */
	similarity: number | null;
	/** BM25, above 0; null when only meaning found it. */
	keyword: number | null;
	/** The cross-encoder's logit: higher is better, not a probability; null when it did not read the passage. */
	reranker: number | null;
	text: string;
	highlight: Highlight | null;
	/** What is said in the passage, in order. */
	quotes: Quote[];
	/** All who speak in it and are named, in order, each once. */
	speakers: string[];
	citation: Citation;
	/** The source changed or vanished after it was indexed. */
	stale: boolean;
	/** What became of the source since; null while it is what was indexed. */
	became: "changed" | "vanished" | null;
	/** Citations of near-identical passages that were folded into this one. */
	alsoIn: Citation[];
}

/** What a lookup returns. */
export interface Answer {
	question: string;
	/** Whether a passage reached the threshold. */
	answered: boolean;
	/** Empty when not answered, unless all were asked for. */
	results: Result[];
	/** First and last day, `YYYY-MM-DD`, of what was looked at; null where no bound was asked for. */
	period: { since: string | null; until: string | null };
	/** The score a passage had to reach. */
	threshold: number;
	/** The score of the best passage, shown or not; null when nothing matched at all. */
	bestScore: number | null;
	/** The passage with the best score, where that was not enough; null when answered, or nothing matched. */
	nearestMiss: Citation | null;
	index: {
		generation: number;
		articles: number;
		passages: number;
		model: string;
	};
	/**
	 * Milliseconds: opening index and embedding model (once an index), embedding the question, searching,
	 * reading the best passages again (the first time, loading what reads them).
	 */
	timings: {
		loadMs: number;
		embedMs: number;
		searchMs: number;
		rerankMs: number;
		/**
		 * What compared the question with vectors: the HNSW graph, or a scan of all (of all that a filter leaves); null
		 * where nothing did. A process loads the graph only once it has asked so much that scanning costs more.
		 */
		vectors: "graph" | "scan" | null;
	};
	/** What the reader of the answer should know, e.g. that an exact scan stood in for a damaged file. */
	warnings: string[];
}

/** What an index holds and whether it can be trusted to be whole and current. */
export interface IndexStatus {
	articles: number;
	passages: number;
	model: string;
	dimensions: number;
	/** Counts the updates that changed something. */
	generation: number;
	/** Size of the index folder. */
	bytes: number;
	/** False while an interrupted update, a skipped file or a damaged file waits for `ask index`. */
	complete: boolean;
	/** Articles whose source differs from what was indexed, or is gone. */
	stale: { changed: number; vanished: number };
	/** The files and folders that `ask index` refreshes. */
	sources: string[];
	/** Files that the last update could not read. */
	skipped: SkippedFile[];
	/** How far the process has got that updates the index; null where none does. */
	building: Progress | null;
}

/** Articles that tell the same story. */
export interface DuplicateGroup {
	articles: (ArticlePlace & Pick<Citation, "title" | "source" | "published">)[];
}

export interface SkippedFile {
	path: string;
	reason: string;
}

/** A cited passage inside its article. */
export interface Excerpt {
	citation: Citation;
	/** What the article says about itself, and where. */
	article: Metadata;
	text: string;
	stale: boolean;
	/** The lines around the passage, itself included; empty when the source is gone. */
	lines: { number: number; text: string; cited: Span | null }[];
	warnings: string[];
}

/** An article of the index, as it was indexed. */
export interface WholeArticle extends ArticlePlace {
	/** Its path; of an article inside a file `path!member!record`, as in a citation's id. */
	id: string;
	/** Of the file, the member or the record when it was indexed, in hex. */
	sha256: string;
	/** What it says about itself, and where. */
	article: Metadata;
	/** Null where the source is no longer what was indexed, and the index keeps no text of it. */
	text: string | null;
	/** Its passages in order; `id` is that of the citation. */
	passages: ({ id: string; text: string } & Location)[];
	/** The source changed or vanished after it was indexed. */
	stale: boolean;
	became: "changed" | "vanished" | null;
}

/** An article by its place, with what tells it from others. */
export interface ArticleEntry
	extends ArticlePlace,
		Pick<Citation, "title" | "source" | "published"> {
	/** Its path; of an article inside a file `path!member!record`, as in a citation's id. */
	id: string;
}

/** What became of a citation. Only `verified` means that it holds. */
export type Verdict =
	/** The file is the one that was indexed, and the words stand where the citation says. */
	| "verified"
	/** The file changed and still holds the words: where, says `now`. */
	| "moved"
	/** The file changed, and the words cannot be shown to stand in it. */
	| "changed"
	/** The file is gone or cannot be read. */
	| "vanished"
	/** The citation names an article that the index does not hold, or a span outside it. */
	| "unknown";

export interface Verification {
	id: string;
	verdict: Verdict;
	/** Whether the citation holds as it stands. */
	holds: boolean;
	/** One sentence for a person. */
	reason: string;
	/** For `moved`: the citation of the same words in the file as it is now. */
	now: string | null;
}

/** How an index build is getting on. What is read is embedded at once: the two phases alternate. */
export interface Progress {
	phase: "wait" | "read" | "embed" | "save" | "ask" | "fetch";
	/** Files read, passages embedded, questions of an evaluation asked, or bytes fetched. */
	done: number;
	/** Null while not yet known. */
	total: number | null;
}

/** What an update of an index did. */
export interface IndexReport {
	/** Of the index after the update. */
	generation: number;
	articles: number;
	passages: number;
	added: number;
	changed: number;
	removed: number;
	unchanged: number;
	/** Passages that had to be embedded. */
	embedded: number;
	/** Files that could not be read, each with its reason. */
	skipped: SkippedFile[];
	/** Files, links and folders in walked folders that are no articles to this program. */
	ignored: number;
	warnings: string[];
	/** Wall time. */
	ms: number;
}

/** What retrieval over a judged collection is worth in one mode; shares are in [0, 1]. */
export interface EvalMeasures {
	/** With linear gain and a discount of log2(rank + 1), over the first ten documents. */
	ndcg10: number;
	recall10: number;
	mrr10: number;
	/** Questions whose first document is relevant. */
	p1: number;
	/**
	 * Questions of which one of the first passages holds an answer; null where the collection gives no answers.
	 */
	answer1: number | null;
	answer3: number | null;
	answer10: number | null;
	/** Milliseconds of a lookup, models and index loaded. */
	latencyMsP50: number;
	latencyMsP95: number;
}

/** What an evaluation found. */
export interface EvalReport {
	documents: number;
	passages: number;
	/** Judged questions that were asked. */
	questions: number;
	modes: {
		keyword: EvalMeasures;
		semantic: EvalMeasures;
		/** Fused only, as `--fast` gives. */
		hybrid: EvalMeasures;
		/** The default; null where there is no reranker. */
		reranked: EvalMeasures | null;
	};
	/** Questions that the collection cannot answer, by default. */
	nulls: { asked: number; refused: number };
	/** Judged questions, by default. */
	own: { asked: number; refused: number };
	/** Size of the index folder. */
	indexBytes: number;
}
