import headless, { type IBufferCell } from "@xterm/headless";
import type { Size, Written } from "./pty.ts";

/** Text of one look. */
export interface Span {
	text: string;
	bold: boolean;
	dim: boolean;
	/** Of the terminal's sixteen, by number; null is the usual one. */
	colour: number | null;
}

/** What a terminal shows from a time on, line by line. */
export interface Frame {
	/** Milliseconds since the command was started. */
	at: number;
	lines: Span[][];
}

// Shorter than this nobody sees a frame.
const SHORTEST_MS = 50;

/** What the terminal showed of what a command wrote; the last frame is what stayed. */
export async function framesOf(
	written: readonly Written[],
	{ columns, rows }: Size,
): Promise<Frame[]> {
	const terminal = new headless.Terminal({
		cols: columns,
		rows,
		allowProposedApi: true,
	});
	const frames: Frame[] = [];
	for (const { at, text } of written) {
		await new Promise<void>((resolve) => terminal.write(text, resolve));
		const last = frames.at(-1);
		if (last && at - last.at < SHORTEST_MS) frames.pop();
		frames.push({ at, lines: linesOf(terminal) });
	}
	terminal.dispose();
	return frames;
}

function linesOf(terminal: headless.Terminal): Span[][] {
	const { active } = terminal.buffer;
	const lines: Span[][] = [];
	for (let row = 0; row < active.length; row += 1) {
		const line = active.getLine(row);
		const spans: Span[] = [];
		for (let column = 0; column < terminal.cols; column += 1) {
			const cell = line?.getCell(column);
			if (cell) append(spans, cell);
		}
		lines.push(trimmed(spans));
	}
	const end = lines.findLastIndex((spans) => spans.length > 0);
	return lines.slice(0, end + 1);
}

function append(spans: Span[], cell: IBufferCell): void {
	// The second half of a wide character is a cell without any.
	if (cell.getWidth() === 0) return;
	const text = cell.getChars() || " ";
	const bold = cell.isBold() !== 0;
	const dim = cell.isDim() !== 0;
	const colour = cell.isFgPalette() ? cell.getFgColor() : null;
	const last = spans.at(-1);
	const same =
		last && last.bold === bold && last.dim === dim && last.colour === colour;
	if (same) last.text += text;
	else spans.push({ text, bold, dim, colour });
}

/** Without the blanks behind a line. */
function trimmed(spans: Span[]): Span[] {
	const end = spans.findLastIndex(({ text }) => text.trim() !== "");
	return spans.slice(0, end + 1).map((span, at) => ({
		...span,
		text: at === end ? span.text.trimEnd() : span.text,
	}));
}
