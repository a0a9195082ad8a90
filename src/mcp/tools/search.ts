import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import { askOptions } from "../../lookup/options.ts";
import { refuseStale } from "../../lookup/stale.ts";
import { ANSWER } from "../../schemas/answer.ts";
import { LOOKUP, lookupOf } from "../../schemas/lookup.ts";
import type { Desk } from "../desk.ts";
import { answerText } from "../text/answer.ts";
import { ANNOTATIONS, answer, argumentsOf, resultOf } from "./tool.ts";

const LONGEST_QUESTION = 10_000;

const ARGUMENTS = argumentsOf({
	question: z
		.string()
		.min(1)
		.max(LONGEST_QUESTION)
		.describe("what to ask: a question in plain words, or the words to find"),
	...z.object(LOOKUP).partial().shape,
});
const RESULT = resultOf(ANSWER);

/** Finds the passages that answer a question; takes what the command line takes. */
export function offerSearch(mcp: McpServer, desk: Desk): void {
	mcp.registerTool(
		"search",
		{
			title: "Search the articles",
			description:
				"Finds the passages of the news articles that answer a question, by meaning and by words, best first. Each is the exact text of an article with a citation id, who speaks in it, the outlet and the date. Where nothing answers, answered is false and the nearest miss is named: then the articles do not hold it.",
			inputSchema: ARGUMENTS,
			outputSchema: RESULT,
			annotations: ANNOTATIONS,
		},
		({ question, ...options }, { signal }) => {
			const lookup = lookupOf(options);
			return answer(
				desk.use(signal, async (index) => {
					const found = await index.ask(question, askOptions(lookup, signal));
					refuseStale(found, lookup);
					return { structured: found, text: answerText(found) };
				}),
			);
		},
	);
}
