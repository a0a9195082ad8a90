import { SearchError } from "../errors.ts";
import type { Writer } from "../store/writer.ts";
import type { Embedder, Progress } from "../types.ts";
import type { GraphUpdate } from "./graph.ts";

/** How a run reports, and how it is stopped. */
export interface Run {
	signal: AbortSignal | undefined;
	onProgress: (progress: Progress) => void;
}

// Embeddings made durable at a time: about half a second of work.
const EMBEDDINGS_PER_COMMIT = 128;

/**
 * Embeds the staged texts that have no embedding, and keeps what is done every so often.
 *
 * @returns How many were embedded.
 * @throws {SearchError} `INTERNAL` if the embedder gives too few vectors, or one that cannot be used.
 */
export async function embedStaged(
	writer: Writer,
	graph: GraphUpdate,
	embedder: Embedder,
	{ signal, onProgress }: Run,
): Promise<number> {
	const missing = writer.unembedded();
	const total = missing.length;
	if (total === 0) return 0;
	const texts = missing.map(({ text }) => text);
	let batch: { key: Buffer; vector: Float32Array }[] = [];
	let done = 0;
	const keep = () => {
		const ids = writer.addEmbeddings(batch);
		for (const [at, id] of ids.entries()) {
			const vector = batch[at]?.vector;
			if (vector) graph.add(id, vector);
		}
		batch = [];
	};
	try {
		for await (const vector of embedder.embedPassages(texts, signal)) {
			const key = missing[done]?.key;
			if (!key || !isEmbedding(vector, embedder)) {
				throw badEmbedder("it gave a vector that cannot be used");
			}
			batch.push({ key, vector });
			done += 1;
			onProgress({ phase: "embed", done, total });
			if (batch.length === EMBEDDINGS_PER_COMMIT) keep();
		}
	} finally {
		keep();
	}
	if (done < total) throw badEmbedder(`it gave ${done} of ${total} vectors`);
	return done;
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
