import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { STATUS } from "../../schemas/status.ts";
import type { Desk } from "../desk.ts";
import { statusText } from "../text/status.ts";
import { ANNOTATIONS, answer, argumentsOf, resultOf } from "./tool.ts";

const ARGUMENTS = argumentsOf({});
const RESULT = resultOf(STATUS);

/** Says what the index holds. */
export function offerStatus(mcp: McpServer, desk: Desk): void {
	mcp.registerTool(
		"status",
		{
			title: "State of the index",
			description:
				"Says how many articles and passages the index holds, of which sources, whether it is whole, and how many sources changed or vanished since. Reads every source: not needed before a search.",
			inputSchema: ARGUMENTS,
			outputSchema: RESULT,
			annotations: ANNOTATIONS,
		},
		(_, { signal }) =>
			answer(
				desk.use(signal, async (index) => {
					const structured = await index.status();
					return { structured, text: statusText(structured) };
				}),
			),
	);
}
