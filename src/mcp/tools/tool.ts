import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import { SearchError } from "../../errors.ts";
import { explain } from "../failure.ts";

/** Of every tool: it changes nothing, and knows nothing but the articles. */
export const ANNOTATIONS = {
	readOnlyHint: true,
	destructiveHint: false,
	idempotentHint: true,
	openWorldHint: false,
} as const;

/** What a tool found: an object for programs, and the same for those who read. */
export interface Found {
	structured: object;
	text: string;
}

/** The arguments of a tool; one of another name is refused by it. */
export function argumentsOf<Shape extends z.ZodRawShape>(shape: Shape) {
	const known = Object.keys(shape).join(", ") || "none";
	return z.strictObject(shape, {
		error: (issue) =>
			issue.code === "unrecognized_keys"
				? `no such argument: ${issue.keys.join(", ")}; the arguments are: ${known}`
				: undefined,
	});
}

/**
 * The shape of a tool's result.
 *
 * Without the name that a schema has elsewhere: the root of a result has to be an object, and no reference to one.
 */
export function resultOf<Shape extends z.ZodRawShape>({
	shape,
}: z.ZodObject<Shape>) {
	return z.object(shape);
}

/** Answers a call. What goes wrong is a result too: a model gets to read no other errors. */
export async function answer(find: Promise<Found>): Promise<CallToolResult> {
	try {
		const { structured, text } = await find;
		return {
			structuredContent: { ...structured },
			content: [{ type: "text", text }],
		};
	} catch (error) {
		// The call was cancelled: nobody waits for its answer.
		if (!(error instanceof SearchError)) throw error;
		return { isError: true, content: [{ type: "text", text: explain(error) }] };
	}
}
