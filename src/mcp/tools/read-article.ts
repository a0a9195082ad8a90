import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import { ARTICLE_LINES, linesOf, MOST_CHARACTERS } from "../article-lines.ts";
import type { Desk } from "../desk.ts";
import { articleText } from "../text/article.ts";
import { ANNOTATIONS, answer, argumentsOf } from "./tool.ts";

const LONGEST_NAME = 10_000;
const LINE = z.int().min(1).optional();

const ARGUMENTS = argumentsOf({
	article: z
		.string()
		.min(1)
		.max(LONGEST_NAME)
		.describe(
			"the article as citations name it, by the path before #, or a citation id of it",
		),
	first_line: LINE.describe("the first line to read; default 1"),
	last_line: LINE.describe("the last line to read; default the article's last"),
});

/** Reads an article of the index, whole or in parts. */
export function offerReadArticle(mcp: McpServer, desk: Desk): void {
	mcp.registerTool(
		"read_article",
		{
			title: "Read an article",
			description: `Reads an article of the index with its line numbers, what it says about itself, and the citation ids of its passages. At most ${MOST_CHARACTERS.toLocaleString("en-US")} characters at once: where cut is true, go on with first_line. Only articles of the index can be read.`,
			inputSchema: ARGUMENTS,
			outputSchema: ARTICLE_LINES,
			annotations: ANNOTATIONS,
		},
		({ article, first_line, last_line }, { signal }) =>
			answer(
				desk.use(signal, async (index) => {
					const whole = await index.article(article);
					const lines = linesOf(whole, { first: first_line, last: last_line });
					return { structured: lines, text: articleText(lines) };
				}),
			),
	);
}
