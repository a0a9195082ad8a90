import { wordsOf } from "./words.ts";

// Three words in a row: fewer are shared by chance, more are lost to every edit.
const SHINGLE = 3;

/** The different runs of three words of a text, each as a hash of 32 bits. */
export type Shingles = ReadonlySet<number>;

/** The runs of three words of a text; of a text of one or two words, all of it; of one without words, none. */
export function shinglesOf(text: string): Shingles {
	return new Set(runsOf(wordsOf(text)));
}

/** Share of the shingles of two texts that both have: Jaccard similarity (Broder, https://doi.org/10.1109/SEQUEN.1997.666900); 0 of none. */
export function similarity(a: Shingles, b: Shingles): number {
	const shared = sharedBy(a, b);
	return shared === 0 ? 0 : shared / (a.size + b.size - shared);
}

/** Share of the shingles of the shorter of two texts that the other has too; 0 of none. */
export function overlap(a: Shingles, b: Shingles): number {
	const shared = sharedBy(a, b);
	return shared === 0 ? 0 : shared / Math.min(a.size, b.size);
}

function sharedBy(a: Shingles, b: Shingles): number {
	const [fewer, more] = a.size < b.size ? [a, b] : [b, a];
	let shared = 0;
	for (const shingle of fewer) if (more.has(shingle)) shared += 1;
	return shared;
}

/** The hash of every run of three words, in order, repeated ones too. */
export function runsOf(words: Int32Array): Int32Array {
	const width = Math.min(SHINGLE, words.length);
	if (width === 0) return words;
	const runs = new Int32Array(words.length - width + 1);
	for (let at = 0; at < runs.length; at += 1) {
		let hash = 0;
		for (let word = at; word < at + width; word += 1) {
			hash = mixed(hash, words[word] ?? 0);
		}
		runs[at] = hash;
	}
	return runs;
}

/** A hash of two numbers, in order; all its 32 bits depend on all of theirs (MurmurHash3's finalizer, https://github.com/aappleby/smhasher). */
export function mixed(first: number, second: number): number {
	let hash = Math.imul(first, 31) + second;
	hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return hash ^ (hash >>> 16);
}
