import { z } from "zod";
import { type ErrorCode, SearchError } from "../errors.ts";

/** What went wrong, as RFC 9457 has it (https://www.rfc-editor.org/rfc/rfc9457). */
export const PROBLEM = z
	.object({
		type: z.string().describe("urn:verbatim-search:error: and the code"),
		title: z.string(),
		status: z.int(),
		detail: z.string(),
		code: z.string().describe("as the command line has it"),
		hint: z.string().describe("what cures it"),
		errors: z
			.array(z.object({ parameter: z.string(), message: z.string() }))
			.optional(),
	})
	.meta({ id: "Problem", description: "What went wrong (RFC 9457)." });
export type Problem = z.infer<typeof PROBLEM>;

/** Codes of this server alone, beside those of the command line. */
export type HttpCode =
	| "NOT_FOUND"
	| "METHOD_NOT_ALLOWED"
	| "UNAUTHORIZED"
	| "FORBIDDEN"
	| "TOO_LARGE"
	| "UNSUPPORTED_MEDIA_TYPE"
	| "TOO_MANY_REQUESTS"
	| "BUSY"
	| "TIMEOUT";

const STATUS: Record<ErrorCode | HttpCode, [status: number, title: string]> = {
	USAGE: [400, "A parameter makes no sense"],
	CITATION_INVALID: [404, "The citation is of nothing that is here"],
	SOURCE_STALE: [409, "A source is not what was indexed"],
	NO_ARTICLES: [503, "There is nothing to index"],
	ARTICLE_UNREADABLE: [503, "An article cannot be read"],
	MODEL_NOT_FOUND: [503, "A model is missing"],
	MODEL_CORRUPT: [503, "A model is damaged"],
	DOWNLOAD_FAILED: [503, "A model could not be fetched"],
	INDEX_NOT_FOUND: [503, "There is no index yet"],
	INDEX_INCOMPATIBLE: [503, "The index is of another version"],
	INDEX_CORRUPT: [503, "The index is damaged"],
	INDEX_BUSY: [503, "The index is busy"],
	INTERNAL: [500, "A defect of this program"],
	NOT_FOUND: [404, "There is nothing at this address"],
	METHOD_NOT_ALLOWED: [405, "This address knows other methods"],
	UNAUTHORIZED: [401, "A token is needed"],
	FORBIDDEN: [403, "The request comes from where it may not"],
	TOO_LARGE: [413, "The body is too large"],
	UNSUPPORTED_MEDIA_TYPE: [415, "The body is not JSON"],
	TOO_MANY_REQUESTS: [429, "Too many requests"],
	BUSY: [503, "Too many lookups at once"],
	TIMEOUT: [503, "It took too long"],
};

const RETRY: readonly string[] = ["BUSY", "TIMEOUT", "TOO_MANY_REQUESTS"];

/** Something that this server refuses. */
export class HttpError extends Error {
	override readonly name = "HttpError";
	readonly code: HttpCode;
	readonly hint: string;

	constructor(code: HttpCode, message: string, hint: string) {
		super(message);
		this.code = code;
		this.hint = hint;
	}
}

/** Parameters that are not as the API describes them. */
export class ParameterError extends SearchError {
	readonly errors: NonNullable<Problem["errors"]>;

	constructor(errors: NonNullable<Problem["errors"]>) {
		const said = errors.map(({ parameter, message }) =>
			parameter === "" ? message : `${parameter}: ${message}`,
		);
		super("USAGE", said.join("; "), "see /api/openapi.json");
		this.errors = errors;
	}
}

/**
 * What went wrong, for who asked.
 *
 * @param error - Whatever was thrown; one that is not ours is a defect, and nothing is told of it.
 */
export function problemOf(error: unknown): Problem {
	const { code, detail, hint } = known(error);
	const [status, title] = STATUS[code];
	const errors = error instanceof ParameterError ? error.errors : undefined;
	return {
		type: `urn:verbatim-search:error:${code}`,
		title,
		status,
		detail,
		code,
		hint,
		...(errors ? { errors } : {}),
	};
}

/** The answer to a request that failed. */
export function problemResponse(error: unknown): Response {
	const problem = problemOf(error);
	const { status, code } = problem;
	return new Response(JSON.stringify(problem), {
		status,
		headers: {
			"content-type": "application/problem+json",
			"cache-control": "no-store",
			...(RETRY.includes(code) ? { "retry-after": "1" } : {}),
			...(code === "UNAUTHORIZED" ? { "www-authenticate": "Bearer" } : {}),
		},
	});
}

/** Whether it is a defect, to be reported where the server runs. */
export function isDefect(error: unknown): boolean {
	return problemOf(error).status === 500;
}

function known(error: unknown): {
	code: ErrorCode | HttpCode;
	detail: string;
	hint: string;
} {
	if (error instanceof HttpError || error instanceof SearchError) {
		const { code, message: detail, hint } = error;
		return { code, detail, hint };
	}
	if (error instanceof DOMException && isStopped(error)) {
		const detail = "the lookup was stopped: it took too long";
		return { code: "TIMEOUT", detail, hint: "ask again, or ask with fast" };
	}
	return {
		code: "INTERNAL",
		detail: "something unexpected happened",
		hint: "what it was is said where the server runs",
	};
}

function isStopped({ name }: DOMException): boolean {
	return name === "TimeoutError" || name === "AbortError";
}
