import type { Reranker } from "../../src/types.ts";

export interface FakeReranker extends Reranker {
	/** The texts of each call, in order: passages first, then the sentences of one. */
	read: string[][];
}

/**
 * A cross-encoder whose logits can be worked out by hand: 8 for a passage that holds the phrase, else −8.
 */
export function fakeReranker(phrase: string): FakeReranker {
	const read: string[][] = [];
	return {
		read,
		model: { name: "test/fake-reranker", fingerprint: "fake-1" },
		score: async (_, passages) => {
			read.push([...passages]);
			return passages.map((passage) => (passage.includes(phrase) ? 8 : -8));
		},
		async close() {},
	};
}
