export type { FieldMap } from "./articles/field-names.ts";
export { type CitationId, formatCitation, parseCitation } from "./citation.ts";
export { type ErrorCode, SearchError } from "./errors.ts";
export { type EvalOptions, evaluate } from "./eval/evaluate.ts";
export { type BuildOptions, buildIndex } from "./indexer/indexer.ts";
export { createEmbedder, type EmbedderOptions } from "./models/embedder.ts";
export type { AskOptions, Sort } from "./searcher/options.ts";
export {
	type OpenOptions,
	openIndex,
	type SearchIndex,
} from "./searcher/searcher.ts";
export type {
	Answer,
	ArticleEntry,
	ArticlePlace,
	Citation,
	DuplicateGroup,
	Embedder,
	EvalMeasures,
	EvalReport,
	Excerpt,
	Highlight,
	IndexReport,
	IndexStatus,
	Location,
	Metadata,
	Mode,
	ModelInfo,
	Origin,
	Progress,
	Quote,
	Reranker,
	Result,
	SkippedFile,
	Span,
	Stated,
	Verdict,
	Verification,
	WholeArticle,
} from "./types.ts";
