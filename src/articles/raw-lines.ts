/** A line as it stands in a file, without its end. */
export interface RawLine {
	bytes: Buffer;
	/** From 1. */
	number: number;
	/** Where it starts, in bytes. */
	start: number;
}

const LINE_FEED = 0x0a;

/**
 * The lines of a stream, one at a time: a file of any length takes the memory of its longest line.
 *
 * A carriage return before the line feed belongs to the line's end.
 */
export async function* rawLines(
	stream: AsyncIterable<Buffer> | Iterable<Buffer>,
): AsyncGenerator<RawLine> {
	let parts: Buffer[] = [];
	let number = 0;
	let start = 0;
	const take = (end: number): RawLine => {
		const whole = Buffer.concat(parts);
		parts = [];
		number += 1;
		const line = { bytes: withoutReturn(whole), number, start };
		start = end;
		return line;
	};
	let offset = 0;
	for await (const chunk of stream) {
		let from = 0;
		for (;;) {
			const at = chunk.indexOf(LINE_FEED, from);
			if (at === -1) break;
			parts.push(chunk.subarray(from, at));
			yield take(offset + at + 1);
			from = at + 1;
		}
		if (from < chunk.length) parts.push(chunk.subarray(from));
		offset += chunk.length;
	}
	if (parts.length > 0) yield take(offset);
}

function withoutReturn(line: Buffer): Buffer {
	return line.at(-1) === 0x0d ? line.subarray(0, -1) : line;
}
