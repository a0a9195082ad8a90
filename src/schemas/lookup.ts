import { z } from "zod";
import type { Lookup } from "../lookup/options.ts";
import { STALE_POLICIES } from "../lookup/stale.ts";
import { MODES } from "../searcher/options.ts";

const NAMES = z.array(z.string().min(1).max(500)).max(50);
const DATE = z.string().max(100);

/** The options of a lookup by their names on the command line. */
export const LOOKUP = {
	top: z.int().min(1).max(100).describe("passages to return; default 5"),
	mode: z
		.enum(MODES)
		.describe(
			"hybrid (default), semantic (meaning only), keyword (words only)",
		),
	rerank: z
		.int()
		.min(1)
		.max(100)
		.describe("passages that a second model reads again; default 5"),
	fast: z.boolean().describe("read none again"),
	"min-score": z
		.number()
		.min(0)
		.max(1)
		.describe("least score, instead of the index's own threshold"),
	all: z.boolean().describe("the best passages even below the threshold"),
	"per-article": z
		.int()
		.min(1)
		.max(100)
		.describe("most passages of one article; default 2"),
	path: NAMES.describe("globs: only articles whose path matches any"),
	since: DATE.describe("published on this day or later: 2025-04, last month"),
	until: DATE.describe("published on this day or before"),
	source: NAMES.describe("only articles of any of these outlets"),
	author: NAMES.describe("only articles by any of these"),
	speaker: NAMES.describe("only passages in which any of these speaks"),
	lang: NAMES.describe("only articles in any of these languages: en, pt-BR"),
	sort: z
		.enum(["relevance", "date"])
		.describe("order of the passages; by date newest first"),
	recent: z.boolean().describe("prefer what is newer, within bounds"),
	timeline: z
		.boolean()
		.describe(
			"oldest first, 20 passages, one an article, unless said otherwise",
		),
	compare: z
		.boolean()
		.describe("6 passages, two an article, unless said otherwise"),
	stale: z
		.enum(STALE_POLICIES)
		.describe("error: fail where a source changed or vanished since"),
};

type Parameters = {
	[name in keyof typeof LOOKUP]?: z.infer<(typeof LOOKUP)[name]> | undefined;
};

/** Options by their names on the command line, as the rest of the program calls them. */
export function lookupOf({
	"min-score": minScore,
	"per-article": perArticle,
	...others
}: Parameters): Lookup {
	return { ...others, minScore, perArticle };
}
