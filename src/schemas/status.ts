import { z } from "zod";
import type { Verifications } from "../service/verifications.ts";
import type { IndexStatus, Verification } from "../types.ts";
import { OFFSET } from "./citation.ts";

export const STATUS = z
	.object({
		articles: OFFSET,
		passages: OFFSET,
		model: z.string(),
		dimensions: OFFSET,
		generation: OFFSET,
		bytes: OFFSET,
		complete: z.boolean(),
		stale: z.object({ changed: OFFSET, vanished: OFFSET }),
		sources: z.array(z.string()),
		skipped: z.array(z.object({ path: z.string(), reason: z.string() })),
		building: z
			.object({
				phase: z.enum(["wait", "read", "embed", "save", "ask", "fetch"]),
				done: z.number(),
				total: z.number().nullable(),
			})
			.nullable()
			.describe("how far the process has got that updates the index"),
	})
	.meta({
		id: "Status",
		description: "What the index holds, and whether it is whole and current.",
	}) satisfies z.ZodType<IndexStatus>;

const VERIFICATION = z
	.object({
		id: z.string(),
		verdict: z.enum(["verified", "moved", "changed", "vanished", "unknown"]),
		holds: z.boolean(),
		reason: z.string(),
		now: z.string().nullable().describe("of moved words, their new citation"),
	})
	.meta({
		id: "Verification",
		description: "What became of a citation.",
	}) satisfies z.ZodType<Verification>;

export const VERIFICATIONS = z
	.object({
		checked: OFFSET,
		held: OFFSET,
		citations: z.array(VERIFICATION),
	})
	.meta({
		id: "Verifications",
		description:
			"Of named citations all; of a whole index those that do not hold.",
	}) satisfies z.ZodType<Verifications>;
