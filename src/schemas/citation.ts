import { z } from "zod";
import type { Citation, Location } from "../types.ts";

export const OFFSET = z.int().min(0);
const LINE = z.int().min(1);
export const NAME = z.string().nullable();
export const PLACE = {
	path: z.string().describe("from the folder that holds the index folder"),
	member: NAME.describe("the path inside an archive"),
	record: LINE.nullable().describe("the line of JSONL, the place in an array"),
};
export const SPAN = {
	start: OFFSET.describe("in UTF-16 units of the article's text"),
	end: OFFSET.describe("exclusive"),
};
export const LOCATION = {
	...SPAN,
	byteStart: OFFSET.nullable().describe("null where the text is extracted"),
	byteEnd: OFFSET.nullable(),
	lineStart: LINE,
	lineEnd: LINE,
} satisfies z.core.$ZodShape & Record<keyof Location, z.ZodType>;
export const SHA256 = z.string().regex(/^[0-9a-f]{64}$/u);

export const CITATION = z
	.object({
		id: z.string().describe("path#cSTART-END@ and 8 hex digits of the sha256"),
		...PLACE,
		...LOCATION,
		sha256: SHA256.describe("of the file, the member or the record"),
		title: NAME,
		source: NAME.describe("the outlet, else the agency"),
		author: NAME,
		published: NAME.describe("ISO 8601, a day or a time"),
		url: NAME,
		speaker: NAME.describe("who speaks in the sentence that answers"),
	})
	.meta({
		id: "Citation",
		description: "Says where words stand, so that anyone can check them.",
	}) satisfies z.ZodType<Citation>;
