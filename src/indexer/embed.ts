import { SearchError } from "../errors.ts";
import type { Writer } from "../store/writer.ts";
import type { Embedder, Progress } from "../types.ts";
import type { GraphUpdate } from "./graph.ts";
import type { Staging } from "./staging.ts";

/** How a run reports, and how it is stopped. */
export interface Run {
	signal: AbortSignal | undefined;
	onProgress: (progress: Progress) => void;
}

interface Missing {
	key: Buffer;
	text: string;
}

// Embeddings made durable at a time: about a second of work.
const EMBEDDINGS_PER_COMMIT = 128;
// Staged texts looked at together: many enough for one query, few enough for any memory.
const TEXTS_PER_PAGE = 256;

/**
 * Embeds the staged texts that have no embedding, while others are still being staged, and keeps what is
 * done every so often.
 *
 * @returns How many were embedded.
 * @throws {SearchError} `INTERNAL` if the embedder gives too few vectors, or one that cannot be used.
 */
export async function embedStaged(
	writer: Writer,
	graph: GraphUpdate,
	embedder: Embedder,
	staging: Staging,
	{ signal, onProgress }: Run,
): Promise<number> {
	// Taken by the embedder, in order, and not kept yet.
	const taken: Buffer[] = [];
	const texts = async function* () {
		for await (const { key, text } of missingTexts(writer, staging)) {
			taken.push(key);
			yield text;
		}
	};
	let batch: { key: Buffer; vector: Float32Array }[] = [];
	let done = 0;
	let total: number | null = null;
	const keep = () => {
		const ids = writer.addEmbeddings(batch);
		for (const [at, id] of ids.entries()) {
			const vector = batch[at]?.vector;
			if (vector) graph.add(id, vector);
		}
		batch = [];
	};
	try {
		for await (const vector of embedder.embedPassages(texts(), signal)) {
			const key = taken.shift();
			if (!key || !isEmbedding(vector, embedder)) {
				throw badEmbedder("it gave a vector that cannot be used");
			}
			batch.push({ key, vector });
			done += 1;
			if (staging.complete) {
				total ??= done - batch.length + writer.unembeddedCount();
			}
			onProgress({ phase: "embed", done, total });
			if (batch.length === EMBEDDINGS_PER_COMMIT) keep();
		}
		keep();
		await staging.ended;
	} catch (error) {
		await staging.stop();
		keep();
		throw error;
	}
	const left = writer.unembeddedCount();
	if (left > 0) throw badEmbedder(`it gave ${done} of ${done + left} vectors`);
	return done;
}

/** The staged texts without an embedding, each once, as they are staged. */
async function* missingTexts(
	writer: Writer,
	staging: Staging,
): AsyncGenerator<Missing> {
	const given = new Set<string>();
	let after = 0;
	for (;;) {
		const { complete } = staging;
		const { texts, upTo } = writer.unembedded(after, TEXTS_PER_PAGE);
		after = upTo;
		for (const { key, text } of texts) {
			const name = key.toString("latin1");
			if (given.has(name)) continue;
			given.add(name);
			yield { key, text };
		}
		if (texts.length > 0) continue;
		if (complete) return;
		await staging.more();
	}
}

function isEmbedding(vector: Float32Array, { model }: Embedder): boolean {
	return vector.length === model.dimensions && vector.every(Number.isFinite);
}

function badEmbedder(reason: string): SearchError {
	return new SearchError(
		"INTERNAL",
		`the embedder does not keep its word: ${reason}`,
		"mend the embedder, and run ask index again: what was embedded is kept",
	);
}
