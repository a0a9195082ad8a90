import { type Credit, creditOf } from "./agencies.ts";
import { weekdayNamed } from "./calendar.ts";
import { writingOf } from "./places.ts";
import { statedDay } from "./published.ts";

/** “KYIV, April 15 (UPI) — ”, as it opens an article. */
export interface Dateline extends Credit {
	/** As it is written: “BRUSSELS/KYIV”. */
	place: string | null;
	/** The year is null as a rule. */
	day: ReturnType<typeof statedDay>;
}

// No dateline is longer; after one that nobody has signed, what is shorter than a sentence is a heading.
const MAX_CHARACTERS = 140;
const MIN_SENTENCE = 40;
// “LONDON: a guide to its gardens” is a heading.
const MIN_PARAGRAPH_AFTER_COLON = 100;
const SEPARATOR = /\s*(?:[—–]|--+|(?<=[\s)])[-_](?=\s)|(?<=\)):|:(?=\s))\s*/gu;
const TAG = /^(.*?)\s*\(([^()]{2,40})\)$/u;
// “MOSCOW, April 15. /TASS/. ”
const SLASHED_TAG = /\s\/(\p{L}{2,20})\/(?:\.|\s*--)\s+/u;
const BEGINS_SENTENCE = /^[“"'‘«([]*[\p{Lu}\p{Lo}\d$€£]/u;

/** Reads the dateline that a paragraph opens with; null where it opens with none. */
export function datelineOf(paragraph: string): Dateline | null {
	const start = paragraph
		.slice(0, MAX_CHARACTERS + MIN_SENTENCE)
		.replace(SLASHED_TAG, " ($1) — ");
	for (const { 0: separator, index } of start.matchAll(SEPARATOR)) {
		const sentence = start.slice(index + separator.length);
		const dateline =
			index <= MAX_CHARACTERS && BEGINS_SENTENCE.test(sentence)
				? read(start.slice(0, index), separator.trim())
				: null;
		if (!dateline) continue;
		const signed = dateline.agency ?? dateline.source;
		const least =
			separator.trim() === ":"
				? MIN_PARAGRAPH_AFTER_COLON - index
				: MIN_SENTENCE;
		if (signed || sentence.length >= least) return dateline;
	}
	return null;
}

function read(head: string, separator: string): Dateline | null {
	const [, before = head, tag] = TAG.exec(head) ?? [];
	const credit = tag === undefined ? null : creditOf(tag);
	const { place, day } = placeAndDay(before);
	if (!isConvincing(place, day !== null, credit !== null, separator))
		return null;
	return {
		place: place || null,
		day,
		agency: credit?.agency ?? null,
		source: credit?.source ?? null,
	};
}

/** Whether it is a dateline and not how any sentence, caption or heading begins. */
function isConvincing(
	place: string,
	dated: boolean,
	signed: boolean,
	separator: string,
): boolean {
	if (place === "") return signed;
	const writing = writingOf(place);
	if (writing === null) return false;
	if (dated || writing === "city") return true;
	// “Jane Doe (AP) — ” is the credit of a photograph.
	if (signed) return writing !== "capitalised";
	return writing === "capitals with region" && /[—–]|--/u.test(separator);
}

/** “KYIV, Ukraine, April 15”: the day is the longest end that is one. */
function placeAndDay(text: string): Pick<Dateline, "day"> & { place: string } {
	const words = text.replace(/[\s.,]+$/u, "").split(" ");
	for (let at = Math.max(0, words.length - 5); at < words.length; at += 1) {
		const day = statedDay(words.slice(at).join(" "));
		if (day) return { place: bare(words.slice(0, at).join(" ")), day };
	}
	return { place: bare(text), day: null };
}

/** “KYIV” of “KYIV, ” and “KYIV, Tuesday”. */
function bare(text: string): string {
	const words = text.replace(/[\s,]+$/u, "").split(" ");
	const place =
		weekdayNamed(words.at(-1) ?? "") === null ? words : words.slice(0, -1);
	return place
		.join(" ")
		.replace(/[\s,]+$/u, "")
		.replace(/(?<=\p{L}{4})\.$/u, "");
}
