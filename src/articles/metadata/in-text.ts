import type { Metadata, Origin, Span, Stated } from "../../types.ts";
import { type Credit, creditOf } from "./agencies.ts";
import { type Byline, bylineOf, reportedFrom } from "./byline.ts";
import { type Day, exists, isoDay } from "./calendar.ts";
import { type Dateline, datelineOf } from "./dateline.ts";
import { type Line, linesAtEnd, linesAtStart } from "./edges.ts";
import { publishedFrom } from "./published.ts";
import { signatureOf } from "./signature.ts";
import { type Timestamp, timestampOf } from "./timestamp.ts";

/** What an article's own text says about it. */
export interface StatedInText {
	metadata: Pick<
		Metadata,
		"author" | "source" | "agency" | "place" | "published"
	>;
	/** Whole lines, without their line breaks, that say who wrote it or when, and nothing else. */
	lines: Span[];
}

/** What is known of the article from elsewhere. */
export interface Known {
	headline: string | null;
	/** ISO 8601: gives the year to a dateline that lacks it. */
	published: string | null;
}

// Standfirst and first paragraph: a byline comes before what follows them.
const MAX_PROSE_LINES = 2;
const SEPARATOR = /\s*[|•·]\s*|\s+[–—-]+\s+|\s+\/\s+/u;
const READING_TIME = /^\d{1,2}[ -]min(?:ute)?s?(?: read)?$/iu;
const BY_AND_DATE = /(?:,|\bon\b|\bat\b|:)\s+|\s+(?=\d)/gu;
// A dateline is from days before the article is published, not months.
const MAX_DAYS_APART = 31;
const DAY_MS = 24 * 60 * 60 * 1000;

/** What lines say that say nothing else. */
interface Said {
	byline: Byline | null;
	timestamp: Timestamp | null;
	credit: Credit | null;
}

/** Reads byline, dateline, “Published: …” and agency in the first and last lines of an article. */
export function statedInText(
	text: string,
	body: Span,
	known: Known,
): StatedInText {
	const top = linesAtStart(text, body);
	const { said, spans, dateline, count } = readTop(top, known.headline);
	const bottom = linesAtEnd(text, body).filter(
		({ span }) =>
			!top.slice(0, count).some((line) => line.span.start === span.start),
	);
	const closing = closingOf(bottom);
	said.push(...closing.said);
	spans.push(...closing.spans);
	const byline = said.find(({ byline }) => byline?.author)?.byline ?? null;
	const signed = said.map(({ byline, credit }) => byline ?? credit);
	const signature = signatureOf(
		(bottom.length > 0 ? bottom : top).map(({ ending }) => ending),
	);
	const day = dateline?.day ? completed(dateline.day, said, known) : null;
	const of = (key: "agency" | "source") =>
		stated(dateline?.[key], "dateline") ??
		stated(firstOf(signed, key), "byline") ??
		stated(signature?.[key], "text");
	return {
		metadata: {
			author: stated(byline?.author, "byline"),
			source: of("source"),
			agency: of("agency"),
			place:
				stated(dateline?.place, "dateline") ?? stated(byline?.place, "byline"),
			published:
				stated(dateOf(said, "published"), "text") ?? stated(day, "dateline"),
		},
		lines: spans,
	};
}

/** Reads the first lines as far as the article's first paragraphs; `count` says how many that are. */
function readTop(lines: readonly Line[], headline: string | null) {
	const said: Said[] = [];
	const spans: Span[] = [];
	let dateline: Dateline | null = null;
	let prose = 0;
	let count = 0;
	for (const [index, line] of lines.entries()) {
		count = index + 1;
		if (line.text === headline?.trim()) continue;
		const only = line.alone ? onlySays(line.text) : null;
		const next = lines[index + 1]?.text ?? "";
		const previous = lines[index - 1]?.text ?? "";
		const reported = only ? null : reportedFrom(line.text);
		const byDate = reported && (timestampOf(next) ?? timestampOf(previous));
		const byline = byDate ? reported : null;
		if (only || byline) {
			said.push(only ?? { byline, timestamp: null, credit: null });
			spans.push(line.span);
			continue;
		}
		dateline = line.opens ? datelineOf(line.text) : null;
		if (line.prose) prose += 1;
		if (dateline || prose > MAX_PROSE_LINES) break;
	}
	return { said, spans, dateline, count };
}

function closingOf(
	lines: readonly Line[],
): Pick<ReturnType<typeof readTop>, "said" | "spans"> {
	const closing = lines.flatMap(({ text, span }) => {
		const said = onlySays(text);
		// A date alone at the end is that of anything.
		return said?.byline || said?.timestamp?.labelled ? [{ said, span }] : [];
	});
	const authors = closing.filter(({ said }) => said.byline?.author);
	const dates = closing.filter(({ said }) => said.timestamp?.published);
	return {
		// Several are those of other articles, listed below this one.
		said:
			authors.length > 1 || dates.length > 1
				? []
				: closing.map(({ said }) => ({ ...said, credit: null })),
		spans: closing.map(({ span }) => span),
	};
}

/** What a line says that says only who, when, or which agency; null for any other. */
function onlySays(line: string): Said | null {
	const whole = oneOf(line) ?? byAndDate(line);
	if (whole) return whole;
	const parts = line.split(SEPARATOR).filter((part) => part !== "");
	if (parts.length < 2) return null;
	const said: Said = { byline: null, timestamp: null, credit: null };
	for (const part of parts) {
		if (READING_TIME.test(part)) continue;
		const more = oneOf(part) ?? byAndDate(part);
		if (!more) return null;
		said.byline ??= more.byline;
		said.timestamp ??= more.timestamp;
		said.credit ??= more.credit;
	}
	return said.byline || said.timestamp || said.credit ? said : null;
}

function oneOf(text: string): Said | null {
	const said = {
		byline: bylineOf(text),
		timestamp: timestampOf(text),
		credit: creditOf(text),
	};
	return said.byline || said.timestamp || said.credit ? said : null;
}

/** “By Jane Doe, April 15, 2025”. */
function byAndDate(text: string): Said | null {
	for (const { 0: separator, index } of text.matchAll(BY_AND_DATE)) {
		const timestamp = timestampOf(text.slice(index + separator.length));
		const byline = timestamp && bylineOf(text.slice(0, index).trim());
		if (byline) return { byline, timestamp, credit: null };
	}
	return null;
}

/** The date of a dateline, its year taken from a date that the article or its record states. */
function completed(
	day: NonNullable<Dateline["day"]>,
	said: readonly Said[],
	known: Known,
): string | null {
	if (day.year !== null) return isoDay({ ...day, year: day.year });
	const date =
		publishedFrom(known.published ?? "") ??
		dateOf(said, "published") ??
		dateOf(said, "updated");
	if (date === null) return null;
	const at = Date.parse(date.slice(0, 10));
	const year = Number(date.slice(0, 4));
	const near = [year - 1, year, year + 1]
		.map((each): Day => ({ ...day, year: each }))
		.filter(exists)
		.map(isoDay)
		.find((each) => Math.abs(Date.parse(each) - at) <= MAX_DAYS_APART * DAY_MS);
	return near ?? null;
}

function dateOf(
	said: readonly Said[],
	key: "published" | "updated",
): string | null {
	return (
		said.find(({ timestamp }) => timestamp?.[key])?.timestamp?.[key] ?? null
	);
}

function firstOf(
	credits: readonly (Credit | null)[],
	key: "agency" | "source",
): string | null {
	return credits.find((credit) => credit?.[key])?.[key] ?? null;
}

function stated(value: string | null | undefined, from: Origin): Stated | null {
	return value ? { value, from } : null;
}
