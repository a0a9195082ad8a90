import type { Span } from "../types.ts";

export interface Paragraph extends Span {
	/** A subhead: it belongs to what follows it. */
	heading: boolean;
}

interface Line extends Span {
	text: string;
}

const MARKDOWN_HEADING = /^#{1,6}\s/u;
const MARKDOWN_ITEM = /^(?:[-*+]|\d{1,9}[.)])\s|^>|^\|/u;
const MAX_HEADING_CHARACTERS = 100;
const MAX_HEADING_WORDS = 15;
const ENDS_SENTENCE = /[.!?…:;,。！？](?:["'”’»)\]])*$/u;
// Text is wrapped at 60 to 80 columns as a rule; a paragraph of news is longer than this.
const MAX_WRAPPED_WIDTH = 120;

/**
 * Splits a body of text into paragraphs, none of them blank, in order.
 *
 * Blank lines separate paragraphs. A line break inside a block of lines does so too, unless the
 * text is wrapped to a width, or is Markdown: then it separates only headings and list items.
 */
export function paragraphs(
	text: string,
	body: Span,
	format: "text" | "markdown",
): Paragraph[] {
	const blocks = blocksOf(text, body);
	const joined = format === "markdown" || isWrapped(blocks);
	const found: Paragraph[] = [];
	for (const block of blocks) {
		let open: Paragraph | null = null;
		for (const line of block) {
			const heading = format === "markdown" && MARKDOWN_HEADING.test(line.text);
			const starts =
				!joined ||
				heading ||
				(format === "markdown" && MARKDOWN_ITEM.test(line.text));
			if (open && !starts && !open.heading) {
				open.end = line.end;
			} else {
				open = { start: line.start, end: line.end, heading };
				found.push(open);
			}
		}
	}
	return found.map((paragraph, index) => ({
		...paragraph,
		heading:
			index < found.length - 1 &&
			(paragraph.heading ||
				looksLikeHeading(text.slice(paragraph.start, paragraph.end))),
	}));
}

/** Runs of lines between blank ones, each line trimmed. */
function blocksOf(text: string, body: Span): Line[][] {
	const blocks: Line[][] = [];
	let block: Line[] = [];
	let offset = body.start;
	for (const raw of text.slice(body.start, body.end).split("\n")) {
		const trimmed = raw.trim();
		if (trimmed === "") {
			if (block.length > 0) blocks.push(block);
			block = [];
		} else {
			const start = offset + (raw.length - raw.trimStart().length);
			block.push({ start, end: start + trimmed.length, text: trimmed });
		}
		offset += raw.length + 1;
	}
	if (block.length > 0) blocks.push(block);
	return blocks;
}

/**
 * Whether line breaks inside blocks only wrap the text: then nearly every line is broken where the
 * first word of the next would not have fitted into the width.
 */
function isWrapped(blocks: readonly Line[][]): boolean {
	const width = blocks
		.flat()
		.reduce((widest, line) => Math.max(widest, line.text.length), 0);
	if (width > MAX_WRAPPED_WIDTH) return false;
	let breaks = 0;
	let forced = 0;
	for (const block of blocks) {
		for (const [index, line] of block.slice(0, -1).entries()) {
			const nextWord = block[index + 1]?.text.split(/\s/u, 1)[0] ?? "";
			breaks += 1;
			if (line.text.length + 1 + nextWord.length > width) forced += 1;
		}
	}
	return breaks > 0 && forced >= 0.8 * breaks;
}

function looksLikeHeading(paragraph: string): boolean {
	return (
		paragraph.length <= MAX_HEADING_CHARACTERS &&
		paragraph.split(/\s+/u).length <= MAX_HEADING_WORDS &&
		/\p{L}/u.test(paragraph) &&
		!MARKDOWN_ITEM.test(paragraph) &&
		!ENDS_SENTENCE.test(paragraph)
	);
}
