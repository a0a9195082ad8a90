import type { Span } from "../types.ts";
import { segmentsOf } from "./segments.ts";

// Always followed by a name, so never the end of a sentence.
const TITLES =
	/(?:^|[\s("“‘[])(?:Mr|Mrs|Ms|Dr|Prof|Sen|Sens|Rep|Reps|Gov|Govs|Gen|Lt|Col|Sgt|Capt|Cpl|Pfc|Spc|Sec|Maj|Adm|Cmdr|Cmdt|Pvt|Rev|Hon|Msgr|Messrs|Mme|Mlle|Pres|Supt|Det|Insp|Amb|Atty|St|Ste|Mt|Ft|vs|v|cf|e\.g|i\.e)\.$/u;
// Followed by a number or a date: “No. 10”, “Jan. 6”.
const BEFORE_NUMBER =
	/(?:^|[\s("“‘[])(?:No|Nos|Fig|Art|Vol|pp?|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$/u;
// Can stand inside a sentence and at its end.
const EITHER =
	/(?:^|[\s("“‘[])(?:(?:\p{L}\.)+\p{L}|Inc|Ltd|Corp|Co|Cos|Bros|Jr|Sr|Dept|Univ|Assn|Ave|Blvd|Rd|approx|est|etc|al|Ph\.D|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Calif|Conn|Fla|Ill|Mass|Mich|Minn|Pa|Va|Wash)\.$/u;
// After an abbreviation these words open a new sentence: “… in the U.S. The bill …”.
const OPENS_SENTENCE =
	/^["“‘([]*(?:The|This|That|These|Those|There|They|He|She|It|We|You|But|And|In|On|At|As|An|A|If|When|While|For|From|His|Her|Its|Their|Our|My|However|Meanwhile|Despite|After|Before|Since|So|Yet|To|With|By|Not|No|Both|Some|Many|Most|Last|Earlier|Also)\b/u;
const SINGLE_INITIAL = /(?:^|[\s("“‘[.-])\p{Lu}\.$/u;

/**
 * Splits a paragraph into sentences, in order, each trimmed; together they hold all its non-blank characters.
 *
 * The boundaries are those of Unicode (UAX #29, by `Intl.Segmenter`), less the ones that newspapers
 * write inside a sentence: after titles, initials and abbreviations, and after a quoted question or
 * exclamation (“Is it over?” he asked.).
 */
export function sentences(text: string, paragraph: Span): Span[] {
	// A line break inside a paragraph only wraps it, but Unicode ends a sentence there.
	const flat = text
		.slice(paragraph.start, paragraph.end)
		.replace(/[\r\n\u0085\u2028\u2029]/gu, " ");
	const found: Span[] = [];
	for (const { segment, index } of segmentsOf("sentence", flat)) {
		const trimmed = segment.trim();
		if (trimmed === "") continue;
		const start = index + (segment.length - segment.trimStart().length);
		const end = start + trimmed.length;
		const open = found.at(-1);
		if (open && continues(flat.slice(open.start, open.end), trimmed)) {
			open.end = end;
		} else {
			found.push({ start, end });
		}
	}
	return found.map(({ start, end }) => ({
		start: paragraph.start + start,
		end: paragraph.start + end,
	}));
}

/** Whether the sentence that seems to end with `before` goes on with `after`. */
function continues(before: string, after: string): boolean {
	// Only the last words matter, and a regular expression should not walk 60 kB for each segment.
	const tail = before.slice(-40);
	if (/^\p{Ll}/u.test(after)) return true;
	if (/^[”’»)\],;:…]/u.test(after)) return true;
	if (!tail.endsWith(".")) return false;
	if (TITLES.test(tail)) return true;
	if (BEFORE_NUMBER.test(tail) && /^\d/u.test(after)) return true;
	if (OPENS_SENTENCE.test(after)) return false;
	return SINGLE_INITIAL.test(tail) || EITHER.test(tail);
}
