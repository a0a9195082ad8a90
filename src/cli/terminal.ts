import { once } from "node:events";
import { styleText } from "node:util";

export type Style = "bold" | "dim" | "green" | "yellow" | "red" | "cyan";

/** Where a command writes: results to stdout, everything else to stderr. */
export interface Terminal {
	/** Waits while the reader of a pipe is slower than we are. */
	out(text: string): Promise<void>;
	err(text: string): void;
	/** How text meant for stdout, or for stderr, may look. */
	outLook: Look;
	errLook: Look;
	stderr: NodeJS.WriteStream;
	/** Whether somebody can be asked: what is typed comes from a terminal, and results go to one. */
	interactive: boolean;
}

export interface Look {
	/** Applies styles, or none where the stream is no terminal or colours are not wanted. */
	style(styles: Style[], text: string): string;
	/** Wraps to the terminal's width, or to another, less an indent; in a pipe or file lines stay whole. */
	wrap(text: string, indent: number, width?: number | null): string;
	/** Fills text up with blanks to a width. */
	pad(text: string, width: number): string;
	/** Of the terminal; null in a pipe or file. */
	columns: number | null;
	/** Makes text a link; as it is where links are not supported. */
	link(text: string, url: string): string;
}

// Longer lines are hard to read, however wide the terminal is.
const MAX_COLUMNS = 100;

export async function processTerminal(): Promise<Terminal> {
	const { stdin, stdout, stderr } = process;
	return {
		async out(text) {
			if (!stdout.write(text)) await once(stdout, "drain");
		},
		err(text) {
			stderr.write(text);
		},
		outLook: await lookOf(stdout),
		errLook: await lookOf(stderr),
		stderr,
		interactive: Boolean(stdin.isTTY && stdout.isTTY),
	};
}

async function lookOf(stream: NodeJS.WriteStream): Promise<Look> {
	const plain: Look = {
		// Node looks at the stream, NO_COLOR and FORCE_COLOR.
		style: (styles, text) =>
			styles.reduce(
				(styled, style) => styleText(style, styled, { stream }),
				text,
			),
		wrap: (text) => text,
		pad: (text, width) => text.padEnd(width),
		columns: null,
		link: (text) => text,
	};
	if (!stream.isTTY) return plain;
	// Loaded only for a terminal: a script's lookup need not wait for them.
	const [
		{ default: wrapAnsi },
		{ default: stringWidth },
		{ createSupportsHyperlinks },
	] = await Promise.all([
		import("wrap-ansi"),
		import("string-width"),
		import("supports-hyperlinks"),
	]);
	const columns = Math.min(stream.columns, MAX_COLUMNS);
	return {
		...plain,
		wrap: (text, indent, width) => wrapAnsi(text, (width ?? columns) - indent),
		pad: (text, width) =>
			text + " ".repeat(Math.max(0, width - stringWidth(text))),
		columns: stream.columns,
		link: createSupportsHyperlinks(stream)
			? (text, url) => `\u001b]8;;${url}\u0007${text}\u001b]8;;\u0007`
			: plain.link,
	};
}
