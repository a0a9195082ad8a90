import { createHash } from "node:crypto";
import { readPlainText } from "../articles/plain-text.ts";
import { stated } from "../articles/unstated.ts";
import { Digests } from "../hashing/digests.ts";
import { settingsFor } from "../settings.ts";
import { Writer } from "../store/writer.ts";
import type { Article, Embedder } from "../types.ts";
import { derive } from "./derive.ts";
import { embedStaged, type Run } from "./embed.ts";
import { GraphUpdate } from "./graph.ts";
import { Preparer } from "./preparer.ts";
import { Staging } from "./staging.ts";

const NOWHERE = { member: "", record: 0, atStart: null, atLength: null };

/** An article that comes out of a collection and not out of a file of its own. */
export interface ArticleRecord {
	/** Unique in its collection; what the citations' `path` will be. */
	id: string;
	/** Null to look for a headline in the text, as in a file. */
	title: string | null;
	text: string;
}

/**
 * Builds an index of records, in place of whatever the index held. What an interrupted build embedded is
 * used again.
 *
 * @param dir - The index folder; made if it is not there.
 * @param digests - What is known of the models' weights, to be kept in the index.
 */
export async function buildFromRecords(
	dir: string,
	records: AsyncIterable<ArticleRecord>,
	embedder: Embedder,
	run: Run,
	digests = new Digests(),
): Promise<void> {
	const settings = settingsFor(embedder.model);
	const writer = Writer.open(dir, { discard: true });
	try {
		const { dimensions } = settings.model;
		const graph = await GraphUpdate.open(writer, dimensions, { fresh: true });
		const staging = new Staging(stage(writer, records, embedder, run));
		await embedStaged(writer, graph, embedder, staging, run);
		run.onProgress({ phase: "save", done: 0, total: null });
		const outcome = {
			settings,
			map: {},
			modelFolder: null,
			weights: digests.list(),
			sources: [],
			skipped: [],
			removed: writer
				.reader()
				.articles()
				.map(({ id }) => id),
		};
		await writer.commit(outcome, (next) => derive(next, graph, embedder, null));
	} finally {
		writer.close();
	}
}

async function* stage(
	writer: Writer,
	records: AsyncIterable<ArticleRecord>,
	embedder: Embedder,
	{ signal, onProgress }: Run,
): AsyncGenerator<void> {
	const preparer = new Preparer(writer, embedder);
	let done = 0;
	for await (const record of records) {
		signal?.throwIfAborted();
		const sha256 = createHash("sha256").update(record.text).digest("hex");
		const { id: path } = record;
		writer.stage(
			await preparer.prepare(articleOf(record), { ...NOWHERE, path, sha256 }),
		);
		done += 1;
		onProgress({ phase: "read", done, total: null });
		yield;
	}
}

function articleOf({ title, text }: ArticleRecord): Article {
	const article = readPlainText(text);
	if (title === null) return article;
	const headline = stated(title, "record");
	return { ...article, metadata: { ...article.metadata, headline } };
}
