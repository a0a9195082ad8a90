import { once } from "node:events";
import { styleText } from "node:util";
import { createSupportsHyperlinks } from "supports-hyperlinks";

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
}

export interface Look {
	/** Applies styles, or none where the stream is no terminal or colours are not wanted. */
	style(styles: Style[], text: string): string;
	/** Width to wrap at; null for a pipe or file, where lines stay whole. */
	columns: number | null;
	/** Makes text a link; as it is where links are not supported. */
	link(text: string, url: string): string;
}

// Longer lines are hard to read, however wide the terminal is.
const MAX_COLUMNS = 100;

export function processTerminal(): Terminal {
	const { stdout, stderr } = process;
	return {
		async out(text) {
			if (!stdout.write(text)) await once(stdout, "drain");
		},
		err(text) {
			stderr.write(text);
		},
		outLook: lookOf(stdout),
		errLook: lookOf(stderr),
		stderr,
	};
}

function lookOf(stream: NodeJS.WriteStream): Look {
	const links = stream.isTTY && createSupportsHyperlinks(stream);
	return {
		style: (styles, text) =>
			// Node looks at the stream, NO_COLOR and FORCE_COLOR.
			styles.reduce(
				(styled, style) => styleText(style, styled, { stream }),
				text,
			),
		columns: stream.isTTY ? Math.min(stream.columns, MAX_COLUMNS) : null,
		link: (text, url) =>
			links ? `\u001b]8;;${url}\u0007${text}\u001b]8;;\u0007` : text,
	};
}
