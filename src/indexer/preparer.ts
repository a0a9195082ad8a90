import { dirname } from "node:path/posix";
import {
	boilerplateIn,
	type Line,
	linesOf,
} from "../boilerplate/boilerplate.ts";
import { shortLines } from "../boilerplate/short-lines.ts";
import { bandsOf } from "../duplicates/signature.ts";
import { settingsFor } from "../settings.ts";
import type { StagedArticle } from "../store/stage.ts";
import type { Writer } from "../store/writer.ts";
import type { Article, Embedder, Span } from "../types.ts";
import { type Origin, prepareArticle } from "./prepare.ts";

/** Makes of articles what an index stores of them: all that is found out about one without its neighbours' vectors. */
export class Preparer {
	readonly #writer: Writer;
	readonly #embedder: Pick<Embedder, "countTokens" | "model">;

	constructor(
		writer: Writer,
		embedder: Pick<Embedder, "countTokens" | "model">,
	) {
		this.#writer = writer;
		this.#embedder = embedder;
	}

	/** @param read - As its reader gave it. */
	async prepare(read: Article, origin: Origin): Promise<StagedArticle> {
		// Loaded here: lookups have no use for it.
		const { analyse } = await import("./analyse.ts");
		const {
			article,
			lines: stated,
			quotes,
		} = analyse(read, origin.member || origin.path);
		const lines = linesOf(article);
		const short = shortLines(lines, outletOf(article, origin));
		const recurring = this.#writer.recurring(short);
		const boilerplate = boilerplateIn(lines, article.metadata.headline, [
			...stated,
			...short.filter(({ hash }) => recurring.has(hash)),
		]);
		return prepareArticle(
			article,
			origin,
			{
				boilerplate,
				quotes,
				bands: bandsOf(storyOf(lines, boilerplate), "article"),
				lines: short.map(({ hash, context }) => ({
					hash,
					context,
					marked: recurring.has(hash),
				})),
			},
			this.#embedder,
			settingsFor(this.#embedder.model).chunker,
		);
	}
}

/** Whose articles share what recurs; where none is stated, those of a folder or a file of records do. */
function outletOf({ metadata }: Article, { path, record }: Origin): string {
	return metadata.source?.value ?? (record > 0 ? path : dirname(path));
}

/** What an article tells, without what is around it. */
function storyOf(lines: readonly Line[], boilerplate: readonly Span[]): string {
	const left = new Set(boilerplate.map(({ start }) => start));
	return lines
		.filter(({ start }) => !left.has(start))
		.map(({ text }) => text)
		.join("\n");
}
