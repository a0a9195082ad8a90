import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readPlainText } from "../../src/articles/plain-text.ts";
import { nameWords } from "../../src/keywords.ts";
import { quotesOf } from "../../src/speakers/quotes.ts";
import type { Quote, Span } from "../../src/types.ts";

/** A quotation or reported statement that a person marked. */
interface Mark extends Span {
	kind: Quote["kind"];
	speaker: string | null;
	/** Other speakers that honest readers could name. */
	also?: (string | null)[];
}

interface MarkedArticle {
	collection: "bbc" | "samples";
	id: string;
	sha256: string;
	/** Rules were chosen on the one half, figures are of the other. */
	half: "tune" | "report";
	quotes: Mark[];
}

/** How often a speaker is named rightly. */
export interface Judged {
	/** Quotations that were given a speaker. */
	named: number;
	/** Of those, the ones that stand where a mark does and have its speaker. */
	right: number;
	/** Marks with a speaker. */
	marked: number;
	/** Of those, the ones where a quotation with its speaker stands. */
	found: number;
	/** What went wrong, a line each. */
	mistakes: string[];
}

const { articles }: { articles: MarkedArticle[] } = JSON.parse(
	readFileSync(new URL("../fixtures/quotes.json", import.meta.url), "utf8"),
);
const SAMPLES = new URL("../../articles/", import.meta.url);

/** Where the marked articles of the BBC are, where they are at all. */
export const BBC: string = fileURLToPath(
	new URL("../../../shared/corpora/bbc/corpus.jsonl", import.meta.url),
);
export const HAS_BBC: boolean = existsSync(BBC);

/** Compares the speakers that are found with those that were marked by hand. */
export function judgeQuotes(half: "tune" | "report", bbc: string): Judged {
	const texts = new Map(
		readFileSync(bbc, "utf8")
			.split("\n")
			.filter((line) => line !== "")
			.map((line): { _id: string; text: string } => JSON.parse(line))
			.map(({ _id, text }) => [_id, text]),
	);
	const judged: Judged = {
		named: 0,
		right: 0,
		marked: 0,
		found: 0,
		mistakes: [],
	};
	for (const article of articles.filter((each) => each.half === half)) {
		const text =
			article.collection === "bbc"
				? (texts.get(article.id) ?? "")
				: readFileSync(new URL(article.id, SAMPLES), "utf8");
		const sha256 = createHash("sha256").update(text).digest("hex");
		if (sha256 !== article.sha256) throw new Error(`${article.id} is another`);
		judgeArticle(article, text, judged);
	}
	return judged;
}

function judgeArticle(
	{ id, quotes: marks }: MarkedArticle,
	text: string,
	judged: Judged,
): void {
	const quotes = quotesOf(readPlainText(text)).filter(
		({ speaker }) => speaker !== null,
	);
	const shown = ({ start, end }: Span) =>
		JSON.stringify(text.slice(start, end));
	for (const quote of quotes) {
		judged.named += 1;
		const mark = mostOf(quote, marks);
		if (mark && isRight(quote, mark)) judged.right += 1;
		else {
			const wanted = mark ? mark.speaker : "no quotation";
			judged.mistakes.push(
				`${id} ${quote.kind} ${shown(quote)}: ${quote.speaker}, not ${wanted}`,
			);
		}
	}
	for (const mark of marks.filter(({ speaker }) => speaker !== null)) {
		judged.marked += 1;
		if (quotes.some((quote) => meet(quote, mark) && isRight(quote, mark))) {
			judged.found += 1;
		} else {
			judged.mistakes.push(
				`${id} ${mark.kind} ${shown(mark)}: ${mark.speaker} not found`,
			);
		}
	}
}

/** Of the marks that a quotation meets, the one that it shares most with. */
function mostOf(quote: Quote, marks: readonly Mark[]): Mark | undefined {
	return marks
		.filter((mark) => meet(quote, mark))
		.sort((a, b) => shared(quote, b) - shared(quote, a))[0];
}

/** Whether they share half of the shorter one. */
function meet(a: Span, b: Span): boolean {
	const shorter = Math.min(a.end - a.start, b.end - b.start);
	return shared(a, b) >= shorter / 2;
}

function shared(a: Span, b: Span): number {
	return Math.min(a.end, b.end) - Math.max(a.start, b.start);
}

function isRight({ speaker }: Quote, mark: Mark): boolean {
	const wanted = [mark.speaker, ...(mark.also ?? [])];
	return wanted.some((name) => name !== null && same(name, speaker ?? ""));
}

function same(a: string, b: string): boolean {
	const bare = (name: string) =>
		nameWords(name.replace(/^the /iu, "")).join(" ");
	return bare(a) === bare(b);
}
