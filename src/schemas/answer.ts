import { z } from "zod";
import type { Answer, Result } from "../types.ts";
import { CITATION, NAME, OFFSET, SPAN } from "./citation.ts";

const MILLISECONDS = z.number().min(0);

export const RESULT = z
	.object({
		rank: z.int().min(1),
		score: z.number().min(0).max(1).describe("absolute; order is by rank"),
		similarity: z.number().nullable().describe("cosine"),
		keyword: z.number().nullable().describe("BM25"),
		reranker: z.number().nullable().describe("the cross-encoder's logit"),
		text: z.string().describe("the exact words"),
		highlight: z
			.object({ text: z.string(), ...SPAN })
			.nullable()
			.describe("the sentence that answers best"),
		quotes: z
			.array(
				z.object({
					...SPAN,
					kind: z.enum(["direct", "reported"]),
					speaker: NAME,
				}),
			)
			.describe("what is said in it"),
		speakers: z.array(z.string()).describe("all who speak and are named"),
		citation: CITATION,
		stale: z.boolean().describe("the source changed or vanished since"),
		became: z.enum(["changed", "vanished"]).nullable(),
		alsoIn: z.array(CITATION).describe("where the same stands too"),
	})
	.meta({
		id: "Result",
		description: "A passage and what proves it.",
	}) satisfies z.ZodType<Result>;

export const ANSWER = z
	.object({
		question: z.string(),
		answered: z.boolean().describe("false: nothing reached the threshold"),
		results: z.array(RESULT),
		period: z.object({ since: NAME, until: NAME }),
		threshold: z.number().describe("the score a passage had to reach"),
		bestScore: z.number().nullable(),
		nearestMiss: CITATION.nullable().describe("the best, where not answered"),
		index: z.object({
			generation: OFFSET,
			articles: OFFSET,
			passages: OFFSET,
			model: z.string(),
		}),
		timings: z.object({
			loadMs: MILLISECONDS,
			embedMs: MILLISECONDS,
			searchMs: MILLISECONDS,
			rerankMs: MILLISECONDS,
			vectors: z.enum(["graph", "scan"]).nullable(),
		}),
		warnings: z.array(z.string()),
	})
	.meta({
		id: "Answer",
		description: "What a lookup returns.",
	}) satisfies z.ZodType<Answer>;
