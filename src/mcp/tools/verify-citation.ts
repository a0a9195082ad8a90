import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import { VERIFICATIONS } from "../../schemas/status.ts";
import { verifications } from "../../service/verifications.ts";
import type { Desk } from "../desk.ts";
import { verificationsText } from "../text/verifications.ts";
import { ANNOTATIONS, answer, argumentsOf, resultOf } from "./tool.ts";

const LONGEST_CITATION = 10_000;

const ARGUMENTS = argumentsOf({
	citations: z
		.array(z.string().min(1).max(LONGEST_CITATION))
		.min(1)
		.max(100)
		.describe("citation ids, whole: path#cSTART-END@HASH"),
});
const RESULT = resultOf(VERIFICATIONS);

/** Compares citations with the files as they are now. */
export function offerVerifyCitation(mcp: McpServer, desk: Desk): void {
	mcp.registerTool(
		"verify_citation",
		{
			title: "Verify citations",
			description:
				"Proves citations against the source files as they are now, in order. verified: the words stand where the citation says. moved: the file changed and still holds them; now is their new citation. changed, vanished, unknown: the words cannot be shown to stand there, so do not rely on them.",
			inputSchema: ARGUMENTS,
			outputSchema: RESULT,
			annotations: ANNOTATIONS,
		},
		({ citations }, { signal }) =>
			answer(
				desk.use(signal, async (index) => {
					const structured = await verifications(index, citations, signal);
					return { structured, text: verificationsText(structured) };
				}),
			),
	);
}
