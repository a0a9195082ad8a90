import { escapeXml } from "./escape-xml.ts";
import { WIDTH } from "./plot.ts";
import { STYLE } from "./style.ts";

export interface Heading {
	text: string;
	/** In smaller type behind it. */
	aside?: string;
}

/** A drawing with a heading, one of several in a chart. */
export interface Panel {
	heading?: Heading;
	/** A group of SVG. */
	drawing: string;
	/** Pixels of the drawing, without the heading. */
	height: number;
	/** What the drawing shows, in words: for those who do not see it. */
	description: string;
}

export interface Chart {
	/** In docs/images, without ".svg". */
	name: string;
	title: string;
	/** What is measured, in which unit, and which direction is good. */
	subtitle: string;
	panels: Panel[];
	/** Lines below: what else has to be known, and where the figures come from. */
	notes: string[];
}

const PADDING = 12;
const TITLE_HEIGHT = 26;
const SUBTITLE_HEIGHT = 26;
const HEADING_HEIGHT = 36;
const NOTE_HEIGHT = 18;

/** The whole SVG file of a chart. */
export function toSvg({ title, subtitle, panels, notes }: Chart): string {
	const parts: string[] = [];
	let y = PADDING;
	const line = (
		{ text, aside }: Heading,
		className: string,
		height: number,
	): void => {
		y += height;
		const smaller =
			aside === undefined
				? ""
				: `<tspan class="aside" dx="10">${escapeXml(aside)}</tspan>`;
		parts.push(
			`<text class="${className}" x="${PADDING}" y="${y - 8}">${escapeXml(text)}${smaller}</text>`,
		);
	};
	line({ text: title }, "title", TITLE_HEIGHT);
	line({ text: subtitle }, "subtitle", SUBTITLE_HEIGHT);
	for (const { heading, drawing, height } of panels) {
		if (heading) line(heading, "heading", HEADING_HEIGHT);
		parts.push(`<g transform="translate(0,${y})">${drawing}</g>`);
		y += height;
	}
	y += PADDING / 2;
	for (const note of notes) line({ text: note }, "note", NOTE_HEIGHT);
	const height = y + PADDING / 2;
	const description = [
		subtitle,
		...panels.map((panel) =>
			[panel.heading?.text, panel.heading?.aside, panel.description]
				.filter(Boolean)
				.join(": "),
		),
		...notes,
	].join("\n");
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title description">`,
		`<title id="title">${escapeXml(title)}</title>`,
		`<desc id="description">${escapeXml(description)}</desc>`,
		`<style>${STYLE}</style>`,
		`<rect class="paper" width="${WIDTH}" height="${height}" rx="6"/>`,
		...parts,
		"</svg>",
		"",
	].join("\n");
}
