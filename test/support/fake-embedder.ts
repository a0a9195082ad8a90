import type { Embedder } from "../../src/types.ts";

export interface FakeEmbedder extends Embedder {
	/** Every passage that was embedded, in order. */
	embedded: string[];
}

const DIMENSIONS = 64;

/**
 * A model whose vectors can be worked out by hand: each word adds 1 to the dimension that is the sum
 * of its characters' codes modulo 64, and the vector is cut to unit length. A token is a word.
 */
export function fakeEmbedder(
	overrides: Partial<Embedder["model"]> = {},
): FakeEmbedder {
	const embedded: string[] = [];
	return {
		embedded,
		model: {
			name: "test/fake",
			fingerprint: "fake-1",
			dimensions: DIMENSIONS,
			maxTokens: 256,
			...overrides,
		},
		countTokens: (text) => wordsOf(text).length,
		embedQuestion: async (question) => vectorOf(question),
		async *embedPassages(texts, signal) {
			for await (const text of texts) {
				signal?.throwIfAborted();
				embedded.push(text);
				yield vectorOf(text);
			}
		},
		async close() {},
	};
}

function wordsOf(text: string): string[] {
	return text.split(/\s+/u).filter((word) => word !== "");
}

function vectorOf(text: string): Float32Array {
	const vector = new Float32Array(DIMENSIONS);
	for (const word of wordsOf(text.toLowerCase())) {
		let sum = 0;
		for (const character of word) sum += character.codePointAt(0) ?? 0;
		const at = sum % DIMENSIONS;
		vector[at] = (vector[at] ?? 0) + 1;
	}
	const norm = Math.hypot(...vector) || 1;
	if (norm === 1) vector[0] = 1;
	return vector.map((value) => value / Math.hypot(...vector));
}
