import { endsSentence, runsOn, wrappedWidth } from "../lines.ts";
import type { Span } from "../types.ts";

export interface Paragraph extends Span {
	/** A subhead, or a lead-in that ends in a colon: it belongs to what follows it. */
	heading: boolean;
}

interface Line extends Span {
	text: string;
}

const MARKDOWN_HEADING = /^#{1,6}\s/u;
const MARKDOWN_ITEM = /^(?:[-*+]|\d{1,9}[.)])\s|^>|^\|/u;
const MAX_HEADING_CHARACTERS = 100;
const MAX_HEADING_WORDS = 15;

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

/** Whether line breaks inside blocks only wrap the text: then nearly every line runs on in the next. */
function isWrapped(blocks: readonly Line[][]): boolean {
	const width = wrappedWidth(blocks.flat().map(({ text }) => text));
	if (width === null) return false;
	let breaks = 0;
	let forced = 0;
	for (const block of blocks) {
		for (const [index, line] of block.slice(0, -1).entries()) {
			breaks += 1;
			const next = block[index + 1]?.text ?? "";
			if (runsOn(line.text, next, width) || breaksOff(line.text, width)) {
				forced += 1;
			}
		}
	}
	return breaks > 0 && forced >= 0.8 * breaks;
}

/** Whether a line is nearly as wide as the text, and yet no end of a sentence: not every editor fills its lines. */
function breaksOff(line: string, width: number): boolean {
	return line.length >= 0.7 * width && !endsSentence(line);
}

function looksLikeHeading(paragraph: string): boolean {
	// “He gave three reasons:” leads into what follows as a subhead does.
	if (paragraph.endsWith(":")) return true;
	return (
		paragraph.length <= MAX_HEADING_CHARACTERS &&
		paragraph.split(/\s+/u).length <= MAX_HEADING_WORDS &&
		/\p{L}/u.test(paragraph) &&
		!MARKDOWN_ITEM.test(paragraph) &&
		!endsSentence(paragraph)
	);
}
