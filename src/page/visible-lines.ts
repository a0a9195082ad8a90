import type { Excerpt, Span } from "../types.ts";

type Line = Excerpt["lines"][number];

/** How many lines are shown before a passage, and after it. */
export const CONTEXT_LINES = 200;
// A line can be as long as a file, and what is read around a passage is some pages at most.
const CONTEXT_CHARACTERS = 40_000;

/**
 * What is shown of an article around a passage.
 *
 * @param lines - With one line more on either side than is shown, where the article has one.
 * @returns The lines, of which those that the passage begins and ends on may be cut short, with `cited` counted from
 *   where they begin; `before` and `after`: whether anything is left out there. No lines where none is cited.
 */
export function visibleLines(lines: readonly Line[]): {
	lines: Line[];
	before: boolean;
	after: boolean;
} {
	const all = withoutLast(lines);
	const first = all.findIndex(({ cited }) => cited);
	const last = all.findLastIndex(({ cited }) => cited);
	const from = Math.max(
		(all[first]?.cited?.start ?? 0) - CONTEXT_CHARACTERS,
		0,
	);
	const to = (all[last]?.cited?.end ?? 0) + CONTEXT_CHARACTERS;
	const above = fitting(
		all.slice(0, Math.max(first, 0)).reverse(),
		CONTEXT_CHARACTERS - (all[first]?.cited?.start ?? 0),
	).reverse();
	const passage = all.slice(Math.max(first, 0), last + 1).map((line, at) =>
		cut(line, {
			start: at === 0 ? from : 0,
			end: at === last - first ? to : line.text.length,
		}),
	);
	const lineEnd = all[last]?.text.length ?? 0;
	const below = fitting(all.slice(last + 1), to - lineEnd);
	return {
		lines: first === -1 ? [] : [...above, ...passage, ...below],
		before: from > 0 || above.length < first,
		after: lineEnd > to || below.length < all.length - 1 - last,
	};
}

/** The line feed at the end of a file begins no line. */
function withoutLast(lines: readonly Line[]): readonly Line[] {
	const last = lines.at(-1);
	return last?.text === "" && last.cited === null ? lines.slice(0, -1) : lines;
}

/** The first lines, as many as there is room for. */
function fitting(lines: readonly Line[], characters: number): Line[] {
	const shown: Line[] = [];
	let left = characters;
	for (const line of lines.slice(0, CONTEXT_LINES)) {
		left -= line.text.length;
		if (left < 0) break;
		shown.push(line);
	}
	return shown;
}

function cut({ number, text, cited }: Line, { start, end }: Span): Line {
	return {
		number,
		text: text.slice(start, end),
		cited: cited && { start: cited.start - start, end: cited.end - start },
	};
}
