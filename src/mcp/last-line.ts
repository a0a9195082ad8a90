import { Transform, type TransformCallback } from "node:stream";

const LINE_FEED = 0x0a;

/** Lines as they come, with an end to the last of them, where it has none: a message is read at its end. */
export class LastLine extends Transform {
	#isOpen = false;

	override _transform(
		chunk: Buffer,
		_: BufferEncoding,
		done: TransformCallback,
	): void {
		this.#isOpen = chunk.at(-1) !== LINE_FEED;
		done(null, chunk);
	}

	override _flush(done: TransformCallback): void {
		done(null, this.#isOpen ? "\n" : null);
	}
}
