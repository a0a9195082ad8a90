// V8's segmenter takes time for each segment that grows with the length of the text: 6 minutes for the
// graphemes of a megabyte. Over windows of this many UTF-16 units it takes a second.
const WINDOW = 4096;

type Granularity = "sentence" | "grapheme";

// Made when they are first needed: that takes longer than a lookup's search.
const segmenters = new Map<Granularity, Intl.Segmenter>();

/**
 * The sentences or graphemes of a text, as `Intl.Segmenter` finds them, in order, in time linear in the text.
 *
 * A segment that is longer than 4,096 UTF-16 units comes in pieces.
 */
export function* segmentsOf(
	granularity: Granularity,
	text: string,
): Generator<{ segment: string; index: number }> {
	const segmenter = segmenterOf(granularity);
	let start = 0;
	while (start < text.length) {
		const end = windowEnd(text, start);
		let last = start;
		for (const { segment, index } of segmenter.segment(
			text.slice(start, end),
		)) {
			last = start + index;
			// The last one may go on behind the window: it is looked at again, unless it fills the window.
			if (last + segment.length === end && end < text.length && index > 0) {
				break;
			}
			yield { segment, index: last };
			last += segment.length;
		}
		start = last;
	}
}

function segmenterOf(granularity: Granularity): Intl.Segmenter {
	let segmenter = segmenters.get(granularity);
	if (!segmenter) {
		segmenter = new Intl.Segmenter("en", { granularity });
		segmenters.set(granularity, segmenter);
	}
	return segmenter;
}

/** Where the window from `start` ends: not inside a surrogate pair. */
function windowEnd(text: string, start: number): number {
	const end = start + WINDOW;
	if (end >= text.length) return text.length;
	const code = text.charCodeAt(end);
	return code >= 0xdc00 && code <= 0xdfff ? end - 1 : end;
}
