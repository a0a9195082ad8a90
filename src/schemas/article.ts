import { z } from "zod";
import type { Excerpt, Metadata, WholeArticle } from "../types.ts";
import { CITATION, LOCATION, PLACE, SHA256, SPAN } from "./citation.ts";

const STATED = z
	.object({
		value: z.string(),
		from: z.enum([
			"front matter",
			"record",
			"JSON-LD",
			"meta tag",
			"markup",
			"text",
			"byline",
			"dateline",
			"file name",
		]),
	})
	.nullable();

const METADATA = z
	.object({
		headline: STATED,
		author: STATED,
		source: STATED,
		agency: STATED,
		place: STATED,
		published: STATED,
		language: STATED,
		url: STATED,
	})
	.meta({
		id: "Metadata",
		description: "What an article says about itself, and where.",
	}) satisfies z.ZodType<Metadata>;

export const EXCERPT = z
	.object({
		citation: CITATION,
		article: METADATA,
		text: z.string(),
		stale: z.boolean(),
		lines: z
			.array(
				z.object({
					number: z.int().min(1),
					text: z.string(),
					cited: z.object(SPAN).nullable(),
				}),
			)
			.describe("around the passage; empty when the source is gone"),
		warnings: z.array(z.string()),
	})
	.meta({
		id: "Excerpt",
		description: "A cited passage inside its article.",
	}) satisfies z.ZodType<Excerpt>;

export const WHOLE_ARTICLE = z
	.object({
		id: z.string().describe("its path, or path!member!record"),
		...PLACE,
		sha256: SHA256,
		article: METADATA,
		text: z.string().nullable().describe("null where it is no longer whole"),
		passages: z.array(
			z.object({ id: z.string(), text: z.string(), ...LOCATION }),
		),
		stale: z.boolean(),
		became: z.enum(["changed", "vanished"]).nullable(),
	})
	.meta({
		id: "Article",
		description: "An article of the index, as it was indexed.",
	}) satisfies z.ZodType<WholeArticle>;
