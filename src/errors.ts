/**
 * What can go wrong, as a script sees it. Codes are part of the contract:
 * the list may grow, a code is never renamed or removed.
 */
export type ErrorCode =
	/** The command line or a call's options make no sense. */
	| "USAGE"
	/** Nothing to index: no path given, or no article under the paths. */
	| "NO_ARTICLES"
	/** An article named by the user cannot be read. */
	| "ARTICLE_UNREADABLE"
	| "MODEL_NOT_FOUND"
	/** A model file differs from what was published, or cannot be loaded. */
	| "MODEL_CORRUPT"
	/** A model could not be fetched whole. */
	| "DOWNLOAD_FAILED"
	| "INDEX_NOT_FOUND"
	/** The index was built with other settings than those asked for. */
	| "INDEX_INCOMPATIBLE"
	| "INDEX_CORRUPT"
	/** Another process is writing the index. */
	| "INDEX_BUSY"
	| "CITATION_INVALID"
	/** A source of what was found is not what was indexed, and that was not to be accepted. */
	| "SOURCE_STALE"
	/** A defect of this program. */
	| "INTERNAL";

/** The one error that this package throws on purpose. */
export class SearchError extends Error {
	override readonly name = "SearchError";
	readonly code: ErrorCode;
	/** What cures it: a command to run or a thing to change. */
	readonly hint: string;

	constructor(
		code: ErrorCode,
		message: string,
		hint: string,
		options?: { cause?: unknown },
	) {
		super(message, options);
		this.code = code;
		this.hint = hint;
	}
}

/** The message of anything that was thrown. */
export function reasonOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
