import { Writable } from "node:stream";
import type { Size } from "./state.ts";

const ENTER = "\u001b[?1049h\u001b[2J\u001b[H";
const LEAVE = "\u001b[?1049l";
const CLEAR = "\u001b[2J\u001b[H";
// A frame is shown whole by terminals that know this, and as it comes by others.
const BEGIN_FRAME = "\u001b[?2026h";
const END_FRAME = "\u001b[?2026l";
const SIZE_UNKNOWN = { columns: 80, rows: 24 };

/** A terminal's second screen, so that the first is afterwards as it was. */
export class FullScreen {
	readonly #stream: NodeJS.WriteStream;
	#entered = false;
	readonly #leaveAtExit = () => this.leave();

	constructor(stream: NodeJS.WriteStream) {
		this.#stream = stream;
	}

	enter(): void {
		if (this.#entered) return;
		this.#entered = true;
		this.#stream.write(ENTER);
		process.once("exit", this.#leaveAtExit);
	}

	leave(): void {
		if (!this.#entered) return;
		this.#entered = false;
		this.#stream.write(LEAVE);
		process.off("exit", this.#leaveAtExit);
	}

	size(): Size {
		const { columns, rows } = this.#stream;
		return {
			columns: columns || SIZE_UNKNOWN.columns,
			rows: rows || SIZE_UNKNOWN.rows,
		};
	}

	/**
	 * Hears of every new size, on an empty screen.
	 *
	 * @returns What ends that.
	 */
	onResize(listener: (size: Size) => void): () => void {
		const resized = () => {
			this.#stream.write(CLEAR);
			listener(this.size());
		};
		this.#stream.on("resize", resized);
		return () => this.#stream.off("resize", resized);
	}

	/**
	 * What frames are written to. It is as wide as can be: they fit the terminal already, and readline and inquirer must
	 * not count with lines that they would have to break.
	 */
	output(): NodeJS.WritableStream {
		const stream = this.#stream;
		const output = new Writable({
			write(chunk, _, done) {
				stream.write(`${BEGIN_FRAME}${chunk}${END_FRAME}`);
				// At once: what is written to the stream itself must not overtake a frame.
				done();
			},
		});
		return Object.assign(output, { columns: 10_000 });
	}
}
