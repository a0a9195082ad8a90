import { escapeXml } from "../charts/escape-xml.ts";
import { Animations } from "./animation.ts";
import type { Frame, Span } from "./screen.ts";
import { type Step, type Timed, timelineOf } from "./timeline.ts";

// Pixels. A character is as wide as in most fonts of fixed width; textLength makes it so in the others.
const CHARACTER_WIDTH = 8.4;
const LINE_HEIGHT = 20;
const PADDING = 16;
const BAR_HEIGHT = 34;
const PROMPT = "$ ";

/** The colours that Verbatim uses, by their numbers in a terminal. */
const COLOURS: Record<number, string> = {
	1: "#ff7b72",
	2: "#3fb950",
	3: "#d29922",
	6: "#39c5cf",
};

const STYLE = `
text{font:14px ui-monospace,SFMono-Regular,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace;fill:#e6edf3;white-space:pre}
.bold{font-weight:700;fill:#fff}
.dim{fill:#8b949e}
.prompt{fill:#3fb950;font-weight:700}
${Object.entries(COLOURS)
	.map(([number, colour]) => `.colour${number}{fill:${colour}}`)
	.join("\n")}
.paper{fill:#0d1117;stroke:#3d444d}
.cover{fill:#0d1117;transform:scaleX(0);transform-box:fill-box;transform-origin:right}
.cursor{fill:#e6edf3;opacity:0}
.passing{opacity:0}
`;

/**
 * Draws a recorded session as one animated SVG: commands are typed, what they printed follows. Without motion it shows
 * all of it.
 *
 * @param columns - Of the terminal it was recorded in.
 */
export function terminalSvg(steps: readonly Step[], columns: number): string {
	const { timed, duration } = timelineOf(steps);
	const animations = new Animations(duration);
	const width = Math.ceil(columns * CHARACTER_WIDTH + 2 * PADDING);
	const parts: string[] = [];
	let y = BAR_HEIGHT + LINE_HEIGHT;
	for (const one of timed) {
		parts.push(...commandLine(one, y, animations));
		y += LINE_HEIGHT;
		parts.push(...output(one, y, animations));
		// A blank line between a command's output and the next prompt.
		y += ((one.step.frames.at(-1)?.lines.length ?? 0) + 1) * LINE_HEIGHT;
	}
	const height = y - LINE_HEIGHT * 1.5 + PADDING;
	const commands = steps.map(({ line }) => line).join("; ");
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description">`,
		'<title id="title">Verbatim in a terminal</title>',
		`<desc id="description">${escapeXml(`Typed one after the other, each with what it prints: ${commands}`)}</desc>`,
		`<style>${STYLE}${animations.css()}</style>`,
		`<rect class="paper" x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8"/>`,
		...["#ff5f57", "#febc2e", "#28c840"].map(
			(colour, at) =>
				`<circle cx="${PADDING + 5 + at * 18}" cy="17" r="5.5" fill="${colour}"/>`,
		),
		...parts,
		"</svg>",
		"",
	].join("\n");
}

/** The prompt, and a line that is typed: a cover shrinks over it, with the cursor before it. */
function commandLine(
	{ step, prompt, typing, typed, entered }: Timed,
	y: number,
	animations: Animations,
): string[] {
	const { length } = step.line;
	const x = PADDING + PROMPT.length * CHARACTER_WIDTH;
	const width = Math.ceil(length * CHARACTER_WIDTH);
	const box = `y="${y - 15}" height="${LINE_HEIGHT}"`;
	const shown = animations.add([
		...(prompt > 0 ? [{ at: 0, opacity: 0 }] : []),
		{ at: prompt, opacity: 1 },
	]);
	const cover = animations.add([
		{ at: 0, transform: "scaleX(1)" },
		{ at: typing, transform: "scaleX(1)", steps: length },
		{ at: typed, transform: "scaleX(0)" },
	]);
	const start = "translateX(0)";
	const end = `translateX(${(length * CHARACTER_WIDTH).toFixed(1)}px)`;
	const cursor = animations.add([
		...(prompt > 0 ? [{ at: 0, opacity: 0, transform: start }] : []),
		{ at: prompt, opacity: 1, transform: start },
		{ at: typing, opacity: 1, transform: start, steps: length },
		{ at: typed, opacity: 1, transform: end },
		{ at: entered, opacity: 0, transform: end },
	]);
	const spans = `<tspan class="prompt">${PROMPT}</tspan>${escapeXml(step.line)}`;
	return [
		`<g class="${shown}">`,
		textLine(spans, PADDING, y, PROMPT.length + length),
		`<rect class="cover ${cover}" x="${x}" ${box} width="${width}"/>`,
		"</g>",
		`<rect class="cursor ${cursor}" x="${x}" ${box} width="${CHARACTER_WIDTH}"/>`,
	];
}

/** The frames of a command's output, each until the next; the last stays. */
function output(
	{ step, entered }: Timed,
	y: number,
	animations: Animations,
): string[] {
	return step.frames.flatMap((frame, at) => {
		const next = step.frames[at + 1];
		const lines = frameLines(frame, y);
		if (lines.length === 0) return [];
		const moving = animations.add([
			{ at: 0, opacity: 0 },
			{ at: entered + frame.at, opacity: 1 },
			...(next ? [{ at: entered + next.at, opacity: 0 }] : []),
		]);
		const className = next ? `passing ${moving}` : moving;
		return [`<g class="${className}">`, ...lines, "</g>"];
	});
}

function frameLines({ lines }: Frame, top: number): string[] {
	return lines.flatMap((spans, row) => {
		const whole = spans.map(({ text }) => text).join("");
		if (whole === "") return [];
		const indent = whole.length - whole.trimStart().length;
		const [first, ...others] = spans;
		const shown = first
			? [{ ...first, text: first.text.trimStart() }, ...others]
			: [];
		const x = +(PADDING + indent * CHARACTER_WIDTH).toFixed(1);
		const y = top + row * LINE_HEIGHT;
		return [textLine(shown.map(tspan).join(""), x, y, whole.length - indent)];
	});
}

function textLine(
	spans: string,
	x: number,
	y: number,
	characters: number,
): string {
	const length = +(characters * CHARACTER_WIDTH).toFixed(1);
	return `<text x="${x}" y="${y}" textLength="${length}">${spans}</text>`;
}

function tspan({ text, bold, dim, colour }: Span): string {
	const classes = [
		bold && "bold",
		dim && "dim",
		colour !== null && `colour${colour}`,
	].filter(Boolean);
	const content = escapeXml(text);
	return classes.length === 0
		? content
		: `<tspan class="${classes.join(" ")}">${content}</tspan>`;
}
