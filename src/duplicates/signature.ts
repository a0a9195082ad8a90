import { mixed, runsOf } from "./shingles.ts";
import { wordsOf } from "./words.ts";

/** What is compared: whole articles, or passages of them. */
export type Kind = "article" | "passage";

// Of two texts that share a third of their shingles, as when every fifth word was replaced, two bands of 48 are the
// same in 97 cases of 100. Passages must share more, so fewer bands do.
const BANDS: Record<Kind, number> = { article: 48, passage: 16 };
const ROWS = 2;

const FUNCTIONS = hashFunctions(ROWS * Math.max(...Object.values(BANDS)));

/**
 * The bands of a text's MinHash signature, each as a key of 32 bits, little-endian: 192 bytes for an article, 64 for a
 * passage, none for a text without a word.
 *
 * The least value of a hash function over the shingles of a text is that of another text as often as their shingles
 * are the same: with probability J, their Jaccard similarity (Broder, https://doi.org/10.1109/SEQUEN.1997.666900). A
 * key stands for two such values, so the same band of two texts has the same key with probability J²
 * (http://infolab.stanford.edu/~ullman/mmds/ch3.pdf, 3.4).
 */
export function bandsOf(text: string, kind: Kind): Buffer {
	const shingles = runsOf(wordsOf(text));
	if (shingles.length === 0) return Buffer.alloc(0);
	const bands = Buffer.alloc(4 * BANDS[kind]);
	for (let band = 0; band < BANDS[kind]; band += 1) {
		let key = 0;
		for (let row = 0; row < ROWS; row += 1) {
			key = mixed(key, leastHash(shingles, band * ROWS + row));
		}
		bands.writeInt32LE(key, 4 * band);
	}
	return bands;
}

function leastHash(shingles: Int32Array, which: number): number {
	const factor = FUNCTIONS[2 * which] ?? 0;
	const summand = FUNCTIONS[2 * which + 1] ?? 0;
	let least = 0x7fffffff;
	for (let at = 0; at < shingles.length; at += 1) {
		const hash = (Math.imul(shingles[at] ?? 0, factor) + summand) | 0;
		if (hash < least) least = hash;
	}
	return least;
}

/** Hash functions x → factor · x + summand modulo 2³² (Thorup, https://arxiv.org/abs/1504.06804): factor, odd, and summand of each. */
function hashFunctions(count: number): Int32Array {
	const functions = new Int32Array(2 * count);
	let state = 0;
	for (let at = 0; at < functions.length; at += 1) {
		state = mixed(state, at + 1);
		functions[at] = at % 2 === 0 ? state | 1 : state;
	}
	return functions;
}
