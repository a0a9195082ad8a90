/**
 * Finds the vectors nearest to a query by comparing it with every one of them, best first.
 *
 * @param query - Of unit length, as are the vectors.
 * @returns At most `top` pairs of id and cosine similarity, by falling similarity; equal ones by rising id.
 */
export function exactSearch(
	query: Float32Array,
	vectors: Iterable<{ id: number; vector: Float32Array }>,
	top: number,
): { id: number; similarity: number }[] {
	const found: { id: number; similarity: number }[] = [];
	for (const { id, vector } of vectors) {
		let similarity = 0;
		for (let at = 0; at < query.length; at += 1) {
			similarity += (query[at] ?? 0) * (vector[at] ?? 0);
		}
		// Rounding can lift the inner product of unit vectors over 1.
		found.push({ id, similarity: Math.min(1, Math.max(-1, similarity)) });
	}
	return found
		.sort((a, b) => b.similarity - a.similarity || a.id - b.id)
		.slice(0, top);
}
