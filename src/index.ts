export { type CitationId, formatCitation, parseCitation } from "./citation.ts";
export { type ErrorCode, SearchError } from "./errors.ts";
export { type EvalOptions, evaluate } from "./eval/evaluate.ts";
export { type BuildOptions, buildIndex } from "./indexer/indexer.ts";
export { createEmbedder, type EmbedderOptions } from "./models/embedder.ts";
export type { AskOptions } from "./searcher/options.ts";
export {
	type OpenOptions,
	openIndex,
	type SearchIndex,
} from "./searcher/searcher.ts";
export type {
	Answer,
	Citation,
	Embedder,
	EvalMeasures,
	EvalReport,
	Excerpt,
	Highlight,
	IndexReport,
	IndexStatus,
	Location,
	Mode,
	ModelInfo,
	Progress,
	Reranker,
	Result,
	SkippedFile,
	Span,
	Verdict,
	Verification,
} from "./types.ts";
