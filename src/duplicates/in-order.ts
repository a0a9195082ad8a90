// The time is by the product of the lengths: 20 ms for two texts of so many words.
const MAX_WORDS = 2000;

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

/** Length of the longest common subsequence (Wagner and Fischer, https://doi.org/10.1145/321796.321811). */
function commonSubsequence(a: Int32Array, b: Int32Array): number {
	// Of the words of `a` so far and the first words of `b`, by how many of those.
	const longest = new Uint16Array(b.length + 1);
	for (const word of a) {
		let before = 0;
		for (let at = 1; at <= b.length; at += 1) {
			const without = longest[at] ?? 0;
			longest[at] =
				word === b[at - 1]
					? before + 1
					: Math.max(without, longest[at - 1] ?? 0);
			before = without;
		}
	}
	return longest[b.length] ?? 0;
}
