// Controls (line feed and tab aside), and characters that reorder or hide what surrounds them: an
// article must not be able to repaint the terminal or to show other words than it has.
const UNSAFE =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
	/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu;

/** Text of an article as it may be written to a terminal: what is unsafe is spelled out, as `\u{1b}`. */
export function escapeUnsafe(text: string): string {
	return text
		.replaceAll("\r\n", "\n")
		.replace(
			UNSAFE,
			(character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
		);
}

/** The same for what has to stay on one line, such as a path: a line feed is spelled out too. */
export function escapeLine(text: string): string {
	return escapeUnsafe(text).replaceAll("\n", "\\u{a}");
}

/** JSON on one line, of the same value as `JSON.stringify`'s, that is safe to write to a terminal. */
export function safeJson(value: unknown): string {
	return JSON.stringify(value).replace(
		UNSAFE,
		(character) =>
			`\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
	);
}
