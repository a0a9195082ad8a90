import { z } from "zod";
import { askOptions } from "../lookup/options.ts";
import { refuseStale } from "../lookup/stale.ts";
import { ANSWER } from "../schemas/answer.ts";
import { EXCERPT, WHOLE_ARTICLE } from "../schemas/article.ts";
import { LOOKUP, lookupOf } from "../schemas/lookup.ts";
import { STATUS, VERIFICATIONS } from "../schemas/status.ts";
import type { SearchIndex } from "../searcher/searcher.ts";
import { verifications } from "../service/verifications.ts";

/** What a request says, read by its endpoint's schemas. */
export interface Asked<Query, Body> {
	/** The rest of the path, percent-decoded. */
	id: string;
	query: Query;
	body: Body;
	signal: AbortSignal;
}

/** One operation of the API: what it takes, what it returns, and how. */
export interface Endpoint<
	Query extends z.ZodObject = z.ZodObject,
	Body extends z.ZodType = z.ZodType,
> {
	method: "get" | "post";
	/** What `{id}` stands for takes the rest of the path, slashes included. */
	path: string;
	operation: string;
	summary: string;
	query: Query;
	body: Body | null;
	returns: z.ZodType;
	answer(
		index: SearchIndex,
		asked: Asked<z.infer<Query>, z.infer<Body>>,
	): Promise<unknown>;
}

const MOST_CITATIONS = 1000;
const MOST_CONTEXT = 1000;
const CITATION_ID = z.string().min(1).max(5000);
const NOTHING = z.strictObject({});

function endpoint<Query extends z.ZodObject, Body extends z.ZodType>(
	described: Endpoint<Query, Body>,
): Endpoint {
	// What it takes is checked by its own schemas before it is called.
	return described as unknown as Endpoint;
}

export const ENDPOINTS: readonly Endpoint[] = [
	endpoint({
		method: "get",
		path: "/api/search",
		operation: "search",
		summary: "The passages that answer a question best, as ask --json",
		query: z.strictObject({
			q: z.string().min(1).max(10_000).describe("what to ask"),
			...z.object(LOOKUP).partial().shape,
		}),
		body: null,
		returns: ANSWER,
		async answer(index, { query: { q, ...options }, signal }) {
			const lookup = lookupOf(options);
			const answer = await index.ask(q, askOptions(lookup, signal));
			refuseStale(answer, lookup);
			return answer;
		},
	}),
	endpoint({
		method: "get",
		path: "/api/articles/{id}",
		operation: "readArticle",
		summary: "A whole article as it was indexed, by its path or a citation",
		query: NOTHING,
		body: null,
		returns: WHOLE_ARTICLE,
		answer: (index, { id }) => index.article(id),
	}),
	endpoint({
		method: "get",
		path: "/api/citations/{id}",
		operation: "showCitation",
		summary: "A cited passage inside its article, as ask show --json",
		query: z.strictObject({
			context: z
				.int()
				.min(0)
				.max(MOST_CONTEXT)
				.optional()
				.describe("lines before and after; default 3"),
		}),
		body: null,
		returns: EXCERPT,
		answer: (index, { id, query }) => index.show(id, query),
	}),
	endpoint({
		method: "get",
		path: "/api/status",
		operation: "status",
		summary:
			"What the index holds, and whether it is whole and current, as ask status --json",
		query: NOTHING,
		body: null,
		returns: STATUS,
		answer: (index) => index.status(),
	}),
	endpoint({
		method: "get",
		path: "/api/verify",
		operation: "verify",
		summary:
			"Proves citations, or without any the whole index, against the sources as they are now, as ask verify --json",
		query: z.strictObject({
			citation: z.array(CITATION_ID).max(MOST_CITATIONS).optional(),
		}),
		body: null,
		returns: VERIFICATIONS,
		answer: (index, { query: { citation = [] }, signal }) =>
			verifications(index, citation, signal),
	}),
	endpoint({
		method: "post",
		path: "/api/verify",
		operation: "verifyMany",
		summary: "The same for many citations",
		query: NOTHING,
		body: z
			.strictObject({
				citations: z.array(CITATION_ID).min(1).max(MOST_CITATIONS),
			})
			.meta({ id: "Citations" }),
		returns: VERIFICATIONS,
		answer: (index, { body: { citations }, signal }) =>
			verifications(index, citations, signal),
	}),
];
