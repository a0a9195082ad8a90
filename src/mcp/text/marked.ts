// Whatever some reader takes for the end of a line.
const LINE_BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/u;

/** Words of an article, each line begun with a mark: none can look like what is said about the article. */
export function marked(text: string, mark: string): string {
	return text
		.split(LINE_BREAK)
		.map((line) => `${mark} ${line}`.trimEnd())
		.join("\n");
}
