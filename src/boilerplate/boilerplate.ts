import { paragraphs } from "../chunker/paragraphs.ts";
import { endsSentence } from "../lines.ts";
import type { Article, Span, Stated } from "../types.ts";
import { headsLinks, isPageFrame } from "./phrases.ts";

/** A line of an article: a paragraph, as the chunker sees it. */
export interface Line extends Span {
	text: string;
}

// A headline that stands in the text again does so at its top.
const TOP_LINES = 6;
const MAX_LINK_CHARACTERS = 160;

export function linesOf({
	text,
	body,
	format,
}: Pick<Article, "text" | "body" | "format">): Line[] {
	return paragraphs(text, body, format).map(({ start, end }) => ({
		start,
		end,
		text: text.slice(start, end),
	}));
}

/**
 * The lines of an article that are none of it: what leads elsewhere, asks for a click, repeats the headline or is
 * a page's navigation. They stay in the text, so that citations stay exact, but in no passage.
 *
 * @param known - Lines that are known to be none of it.
 * @returns In order, neighbours as they stand.
 */
export function boilerplateIn(
	lines: readonly Line[],
	headline: Stated | null,
	known: readonly Span[] = [],
): Span[] {
	const repeated = repeatedHeadlines(lines, headline);
	const links = linksAtEnd(lines);
	const marked = new Set(
		lines.filter(
			(line, at) =>
				at >= links ||
				repeated.has(line) ||
				isPageFrame(line.text) ||
				known.some(({ start, end }) => start <= line.start && line.end <= end),
		),
	);
	const [first, second] = lines;
	// Parted from its article a headline would be a passage by itself; it leads all of them into the model anyway.
	if (
		first &&
		second &&
		marked.has(second) &&
		headline &&
		bare(first.text) === bare(headline.value)
	) {
		marked.add(first);
	}
	return lines
		.filter((line) => marked.has(line))
		.map(({ start, end }) => ({ start, end }));
}

/** Lines at the top that only say the headline, where it is known from elsewhere too, and crumbs that end in it. */
function repeatedHeadlines(
	lines: readonly Line[],
	headline: Stated | null,
): Set<Line> {
	if (!headline) return new Set();
	const wanted = bare(headline.value);
	const said = lines
		.slice(0, TOP_LINES)
		.filter(({ text }) => text.length < headline.value.length + 80)
		.map((line) => ({ line, words: bare(line.text) }))
		.filter(
			({ words }) =>
				words === wanted ||
				(words.startsWith("home ") && words.endsWith(` ${wanted}`)),
		);
	// The only place that states it is no repetition.
	const isOnlyPlace = headline.from === "text" && said.length < 2;
	const isHeading = headline.from === "markup" && said.length < 2;
	return new Set(isOnlyPlace || isHeading ? [] : said.map(({ line }) => line));
}

/** From which line on there is nothing but links to other articles; the number of lines where there are none. */
function linksAtEnd(lines: readonly Line[]): number {
	let from = lines.length;
	for (let at = lines.length - 1; at > 0; at -= 1) {
		const text = lines[at]?.text ?? "";
		if (headsLinks(text) && isPageFrame(text)) from = at;
		else if (
			text.length > MAX_LINK_CHARACTERS ||
			(endsSentence(text) && !isPageFrame(text))
		)
			break;
	}
	return from;
}

/** Lower case, without what marks a heading; blanks as one. */
function bare(line: string): string {
	return line
		.replace(/^#+\s/u, "")
		.replace(/[\s\u00a0|›»>/→-]+/gu, " ")
		.trim()
		.toLowerCase();
}
