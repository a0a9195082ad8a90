import type { Location, Span } from "./types.ts";

/**
 * Adds byte and line positions to spans of a text.
 *
 * One pass over the text, whatever the number of spans.
 *
 * @param text - A whole file, decoded from UTF-8 with its byte order mark.
 * @param spans - In order and not overlapping.
 */
export function locate(text: string, spans: readonly Span[]): Location[] {
	let offset = 0;
	let byte = 0;
	let line = 1;
	const advanceTo = (target: number) => {
		const between = text.slice(offset, target);
		byte += Buffer.byteLength(between);
		line += countLineFeeds(between);
		offset = target;
	};
	return spans.map(({ start, end }) => {
		advanceTo(start);
		const [byteStart, lineStart] = [byte, line];
		advanceTo(end);
		return {
			start,
			end,
			byteStart,
			byteEnd: byte,
			lineStart,
			lineEnd: line,
		};
	});
}

function countLineFeeds(text: string): number {
	let count = 0;
	for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1))
		count += 1;
	return count;
}
