/** Which entries of a list are seen. */
export interface Window {
	/** The first that is seen, and the one after the last. */
	first: number;
	end: number;
}

/**
 * The entries that are seen: all of them whole, the selected one among them, and the list moved no further than that
 * asks. One that is too tall stands alone.
 *
 * @param heights - Lines of each entry.
 * @param lines - That there are.
 * @param gap - Lines between two entries.
 * @param before - The first entry that was seen before.
 */
export function windowOf(
	heights: readonly number[],
	{
		selected,
		lines,
		gap,
		before,
	}: {
		selected: number;
		lines: number;
		gap: number;
		before: number;
	},
): Window {
	const taken = (first: number, end: number) =>
		heights.slice(first, end).reduce((sum, height) => sum + height + gap, -gap);
	let first = Math.min(before, selected);
	while (first < selected && taken(first, selected + 1) > lines) first += 1;
	let end = selected + 1;
	while (end < heights.length && taken(first, end + 1) <= lines) end += 1;
	// No line stays empty below the last entry while there are others above.
	while (
		end === heights.length &&
		first > 0 &&
		taken(first - 1, end) <= lines
	) {
		first -= 1;
	}
	return { first, end };
}
