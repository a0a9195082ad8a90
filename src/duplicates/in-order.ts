// The time is by the product of the lengths: about a millisecond for two texts of so many words.
const MAX_WORDS = 2000;
// Sums of two numbers of so many bits and a carry are 32-bit numbers still.
const BITS = 30;
const ALL = 2 ** BITS - 1;

/**
 * Share of the words of the shorter text that the opening of the longer has in the same order: a story is cut from its
 * end. The opening is as long as the shorter text; of two long ones only the first 2,000 words count.
 */
export function inOrder(a: Int32Array, b: Int32Array): number {
	const length = Math.min(a.length, b.length, MAX_WORDS);
	if (length === 0) return 0;
	return (
		commonSubsequence(a.subarray(0, length), b.subarray(0, length)) / length
	);
}

/**
 * Length of the longest common subsequence, 30 words of `a` at a time (Crochemore et al., A fast and practical
 * bit-vector algorithm for the longest common subsequence problem, Information Processing Letters 80, 2001).
 */
function commonSubsequence(a: Int32Array, b: Int32Array): number {
	const blocks = Math.ceil(a.length / BITS);
	const places = placesOf(a, blocks);
	// A bit is cleared where the longest common subsequence with `b` so far grows along `a`.
	const row = new Int32Array(blocks).fill(ALL);
	for (const word of b) {
		const matches = places.get(word);
		if (!matches) continue;
		let carry = 0;
		for (let block = 0; block < blocks; block += 1) {
			const before = row[block] ?? 0;
			const match = matches[block] ?? 0;
			const sum = before + (before & match) + carry;
			carry = sum >>> BITS;
			row[block] = (sum & ALL) | (before & ~match);
		}
	}
	let length = 0;
	for (const bits of row) {
		for (let cleared = ~bits & ALL; cleared !== 0; cleared &= cleared - 1) {
			length += 1;
		}
	}
	return length;
}

/** For every word a bit for each of its places, the first place lowest. */
function placesOf(words: Int32Array, blocks: number): Map<number, Int32Array> {
	const places = new Map<number, Int32Array>();
	for (const [at, word] of words.entries()) {
		const bits = places.get(word) ?? new Int32Array(blocks);
		const block = Math.floor(at / BITS);
		bits[block] = (bits[block] ?? 0) | (1 << (at % BITS));
		places.set(word, bits);
	}
	return places;
}
