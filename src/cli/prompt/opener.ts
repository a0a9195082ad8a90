import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { placeName } from "../../citation.ts";
import { reasonOf } from "../../errors.ts";
import type { Paths } from "../../paths.ts";
import type { SearchIndex } from "../../searcher/searcher.ts";
import type { Excerpt, Result } from "../../types.ts";
import type { Context } from "../context.ts";
import { escapeUnsafe } from "../escape.ts";
import { answerIn } from "../render-parts.ts";
import { argumentsOf, nameOf, type Program, programOf } from "./program.ts";
import { isCommand, runProgram } from "./run-program.ts";

const WHOLE = { context: Number.MAX_SAFE_INTEGER };
const NAME_CHARACTERS = 100;

/** Opens articles at their passages, with the program that the environment names. */
export class Opener {
	readonly #index: Pick<SearchIndex, "show" | "verify">;
	readonly #paths: Paths;
	readonly #environment: Context["environment"];
	/** Where copies are; null before there is one. */
	#folder: string | null = null;

	constructor(
		index: Pick<SearchIndex, "show" | "verify">,
		paths: Paths,
		environment: Context["environment"],
	) {
		this.#index = index;
		this.#paths = paths;
		this.#environment = environment;
	}

	/**
	 * Opens the article of a result, at the sentence that answers, and waits until it is closed.
	 *
	 * @returns What the reader should know afterwards, or why nothing was opened; null for nothing.
	 */
	async open(result: Result, signal: AbortSignal): Promise<string | null> {
		const program = programOf(this.#environment, (name) =>
			isCommand(name, this.#environment.PATH),
		);
		if (!program) return "nothing to open it with: set PAGER or EDITOR";
		try {
			const excerpt = await this.#whole(result.citation.id);
			const told = excerpt.warnings.at(-1) ?? null;
			if (excerpt.lines.length === 0) return `cannot open it: ${told}`;
			const file = await this.#fileOf(excerpt, program);
			const args = argumentsOf(program, file, lineOf(excerpt, result));
			const exit = await runProgram(program.command, args, signal);
			return exit === 0
				? told
				: `${nameOf(program.command)} ended with exit code ${exit}`;
		} catch (error) {
			return `cannot open it: ${reasonOf(error)}`;
		}
	}

	/** Removes the copies. */
	async close(): Promise<void> {
		if (this.#folder === null) return;
		await rm(this.#folder, { recursive: true, force: true });
		this.#folder = null;
	}

	/** All lines of a cited article; none where the source is no longer there, or no longer has the words. */
	async #whole(id: string): Promise<Excerpt> {
		const excerpt = await this.#index.show(id, WHOLE);
		if (excerpt.lines.length > 0) return excerpt;
		for await (const { now } of this.#index.verify([id])) {
			if (now !== null) return this.#index.show(now, WHOLE);
		}
		return excerpt;
	}

	/** The article's own file; a copy of what was extracted, or of what a pager could not safely show. */
	async #fileOf(
		{ citation, lines }: Excerpt,
		{ kind }: Program,
	): Promise<string> {
		const text = lines
			.map((line) => line.text)
			.join("\n")
			.replace(/^\ufeff/u, "");
		// An editor shows what is no character as such; a pager may hand it to the terminal.
		const safe = kind === "pager" ? escapeUnsafe(text) : text;
		if (citation.byteStart !== null && safe === text) {
			return this.#paths.toAbsolute(citation.path);
		}
		this.#folder ??= await mkdtemp(join(tmpdir(), "ask-"));
		const name = placeName(citation)
			.replace(/(?:\.txt)?$/u, ".txt")
			.replace(/[^\p{L}\p{N}.]+/gu, "-");
		const file = join(this.#folder, name.slice(-NAME_CHARACTERS));
		await writeFile(file, safe);
		return file;
	}
}

/** The line on which the sentence begins that answers, from 1. */
function lineOf({ citation, text }: Excerpt, result: Result): number {
	const before = text.slice(0, answerIn(result).start);
	return citation.lineStart + before.split("\n").length - 1;
}
