import { endsSentence, runsOn, wrappedWidth } from "../lines.ts";

// Longer than any headline that news agencies send; a longer first line is a paragraph.
const MAX_CHARACTERS = 160;
const MIN_WORDS = 2;
const MAX_WORDS = 25;
// “By John Smith”, “Reporting by …”, “Published: 15 April”, “LONDON (Reuters)”, “April 15 (UPI)”.
const BYLINE_OR_DATELINE =
	/^by\s+\p{Lu}|^(?:additional\s+)?(?:reporting|writing|editing)\s+by\b|^(?:(?:first|last)\s+)?(?:published|updated|posted|modified)(?:\s*:|\s+(?:on|at)\b|\s+\d)|\((?:AP|AFP|UPI|PA|DPA|ANI|Reuters|Xinhua|Bloomberg)\)$/iu;
const LINES_BELOW_CRUMBS = 6;

/**
 * The first line of a text where that is a headline and not a sentence, else null.
 *
 * A headline is short, has a letter, does not end as a sentence does (a question mark is allowed) and
 * has a paragraph of its own: a line that runs on in the next one was only wrapped there.
 */
export function headlineOf(text: string): string | null {
	const lines = text.trimStart().split("\n");
	const crumbs = lines[0]?.trim() ?? "";
	const first = behindCrumbs(crumbs, lines) ?? crumbs;
	const words = first.split(/\s+/u).length;
	if (
		first.length > MAX_CHARACTERS ||
		words < MIN_WORDS ||
		words > MAX_WORDS ||
		!/\p{L}/u.test(first) ||
		endsSentence(first) ||
		BYLINE_OR_DATELINE.test(first) ||
		lines.slice(1).every((line) => line.trim() === "") ||
		(first === crumbs && goesOn(first, lines))
	) {
		return null;
	}
	return first;
}

/** “Home World Harbour to be rebuilt” above “Harbour to be rebuilt”: the headline is what both end in. */
function behindCrumbs(crumbs: string, lines: readonly string[]): string | null {
	if (!/^home\b/iu.test(crumbs)) return null;
	const next = lines
		.slice(1, 1 + LINES_BELOW_CRUMBS)
		.map((line) => line.trim());
	return (
		next.find(
			(line) =>
				line.split(/\s+/u).length >= MIN_WORDS && crumbs.endsWith(` ${line}`),
		) ?? null
	);
}

function goesOn(first: string, lines: readonly string[]): boolean {
	const next = lines[1]?.trim() ?? "";
	if (next === "") return false;
	if (/^\p{Ll}/u.test(next)) return true;
	const width = wrappedWidth(lines);
	return width !== null && runsOn(first, next, width);
}
