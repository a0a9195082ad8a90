import { z } from "zod";
import { SearchError } from "../errors.ts";
import { WHOLE_ARTICLE } from "../schemas/article.ts";
import { NAME, OFFSET } from "../schemas/citation.ts";
import type { WholeArticle } from "../types.ts";

/** Most of an article's text that is given at once, in UTF-16 units: some 5,000 tokens. */
export const MOST_CHARACTERS = 20_000;

const LINE = z.int().min(1);
const LOW_SURROGATE = /^[\udc00-\udfff]/u;

/** Lines of an article. */
export const ARTICLE_LINES = z.object({
	...WHOLE_ARTICLE.shape,
	text: NAME.describe(
		"the lines, exactly as they stand; null where it is no longer whole",
	),
	start: OFFSET.nullable().describe("where text begins in the article's"),
	passages: WHOLE_ARTICLE.shape.passages.describe(
		"those in these lines, each with its citation",
	),
	lines: z.object({
		first: LINE,
		last: LINE,
		total: LINE.nullable().describe("null where text is null"),
	}),
	cut: z.boolean().describe("fewer lines than were asked for"),
});
export type ArticleLines = z.infer<typeof ARTICLE_LINES>;

/** Lines that are asked for, counted from 1, both included. */
export interface LineRange {
	/** Default: 1. */
	first?: number | undefined;
	/** Default: the article's last. */
	last?: number | undefined;
}

/**
 * Whole lines of an article, at most {@link MOST_CHARACTERS} of them; of a single line that is longer, its beginning.
 * Where the text is gone, the passages of these lines.
 *
 * @throws {SearchError} `USAGE` if there are no such lines.
 */
export function linesOf(
	article: WholeArticle,
	{ first = 1, last = Number.POSITIVE_INFINITY }: LineRange,
): ArticleLines {
	if (last < first) throw none(`last_line ${last} is before ${first}`);
	if (article.text === null) return passagesAlone(article, first, last);
	const lines = article.text.split(/(?<=\n)/u);
	const total = lines.length;
	if (first > total) throw none(`${article.id} ends with line ${total}`);
	const asked = lines.slice(first - 1, last);
	const taken = asked.slice(0, fitting(asked.map(({ length }) => length)));
	const text = beginning(taken.join(""));
	const start = lines
		.slice(0, first - 1)
		.reduce((length, line) => length + line.length, 0);
	const end = start + text.length;
	return {
		...article,
		text,
		start,
		passages: article.passages.filter(
			(passage) => passage.start < end && passage.end > start,
		),
		lines: { first, last: first + taken.length - 1, total },
		cut: text.length < asked.join("").length,
	};
}

function passagesAlone(
	article: WholeArticle,
	first: number,
	last: number,
): ArticleLines {
	const asked = article.passages.filter(
		({ lineStart, lineEnd }) => lineEnd >= first && lineStart <= last,
	);
	const taken = asked.slice(0, fitting(asked.map(({ text }) => text.length)));
	return {
		...article,
		start: null,
		passages: taken,
		lines: {
			first,
			last: taken.at(-1)?.lineEnd ?? first,
			total: null,
		},
		cut: taken.length < asked.length,
	};
}

/** How many pieces can be given at once: at least one. */
function fitting(lengths: readonly number[]): number {
	let characters = 0;
	const over = lengths.findIndex((length) => {
		characters += length;
		return characters > MOST_CHARACTERS;
	});
	return over === -1 ? lengths.length : Math.max(over, 1);
}

/** As much of a text as can be given, no character torn apart. */
function beginning(text: string): string {
	const torn = LOW_SURROGATE.test(text.slice(MOST_CHARACTERS));
	return text.slice(0, torn ? MOST_CHARACTERS - 1 : MOST_CHARACTERS);
}

function none(message: string): SearchError {
	return new SearchError("USAGE", message, "see the arguments");
}
