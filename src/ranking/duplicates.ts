// Three words in a row: fewer are shared by chance, more are lost to every edit.
const SHINGLE = 3;
// Share of shingles in common from which two passages say the same. An edited word or a cut clause stays
// above it; another story on the same matter stays far below.
const NEAR_IDENTICAL = 0.7;

/** The words of a passage as near-identical ones share them. */
export type Shingles = ReadonlySet<string>;

/** Every run of three words, in lower case and without punctuation. */
export function shinglesOf(text: string): Shingles {
	const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
	if (words.length < SHINGLE) return new Set([words.join(" ")]);
	return new Set(
		words
			.slice(SHINGLE - 1)
			.map((_, index) => words.slice(index, index + SHINGLE).join(" ")),
	);
}

/** Whether two passages are near-identical: their Jaccard similarity (Broder, https://doi.org/10.1109/SEQUEN.1997.666900). */
export function nearIdentical(a: Shingles, b: Shingles): boolean {
	const [fewer, more] = [a.size, b.size].sort((x, y) => x - y);
	if ((fewer ?? 0) < NEAR_IDENTICAL * (more ?? 0)) return false;
	let shared = 0;
	for (const shingle of a) if (b.has(shingle)) shared += 1;
	return shared >= NEAR_IDENTICAL * (a.size + b.size - shared);
}
