import { placeName } from "../citation.ts";
import { termsOf } from "../keywords.ts";
import { inWords } from "../service/progress.ts";
import type {
	Answer,
	DuplicateGroup,
	Excerpt,
	IndexReport,
	IndexStatus,
	Result,
	Verification,
} from "../types.ts";
import { escapeLine, escapeUnsafe } from "./escape.ts";
import { alsoIn, answerIn, placeOf, styleSpans } from "./render-parts.ts";
import type { Look } from "./terminal.ts";

const INDENT = "   ";
const SPEAKERS_SHOWN = 3;
const VERDICT_STYLE = {
	verified: "green",
	moved: "yellow",
	changed: "red",
	vanished: "red",
	unknown: "red",
} as const;

/** The results of an answer, for a person. */
export function renderAnswer(
	answer: Answer,
	terms: ReadonlySet<string>,
	look: Look,
	toAbsolute: (path: string) => string,
): string {
	return answer.results
		.map((result) => renderResult(result, terms, look, toAbsolute))
		.join("\n");
}

function renderResult(
	result: Result,
	terms: ReadonlySet<string>,
	look: Look,
	toAbsolute: (path: string) => string,
): string {
	const { citation, text } = result;
	const marked = termsOf(text).filter(({ term }) => terms.has(term));
	const passage = styleSpans(text, marked, look, answerIn(result));
	const number = `${result.rank}.`.padEnd(INDENT.length);
	const lines = indented(passage, look).split("\n");
	const body = [number + lines[0]?.slice(INDENT.length), ...lines.slice(1)];

	const place = placeOf(citation, look, toAbsolute);
	const details = [
		speaking(result),
		citation.source,
		citation.published,
		citation.title,
		`score ${result.score.toFixed(2)}`,
	].filter((detail) => detail !== null);
	const others = alsoIn(result);
	const copies =
		others === null
			? ""
			: `${INDENT}${look.style(["dim"], escapeLine(others))}\n`;
	const stale = result.became
		? look.style(
				["yellow"],
				`  the source has ${result.became} since it was indexed`,
			)
		: "";
	return [
		...body,
		`${INDENT}${place}  ${look.style(["dim"], escapeLine(details.join(" · ")))}${stale}`,
		INDENT + look.style(["dim"], escapeLine(citation.id)),
		copies,
	].join("\n");
}

/** Who speaks in a passage; null where nobody is named. */
function speaking({ speakers }: Result): string | null {
	if (speakers.length === 0) return null;
	const shown = speakers.slice(0, SPEAKERS_SHOWN).join(", ");
	const others = speakers.length - SPEAKERS_SHOWN;
	return `speaking: ${shown}${others > 0 ? ` and ${others} more` : ""}`;
}

/** A passage inside its article: cited lines as `5:`, those around them as `4-`. */
export function renderExcerpt(excerpt: Excerpt, look: Look): string {
	const { citation, lines, text } = excerpt;
	const { article } = excerpt;
	const heading = [
		placeName(citation),
		article.source?.value,
		article.published?.value,
		article.headline?.value,
	].filter((part) => part);
	const width = String(lines.at(-1)?.number ?? 0).length;
	const numbered = lines.map((line) => {
		const mark = line.cited ? ":" : "-";
		const gutter = `${String(line.number).padStart(width)}${mark} `;
		const content = line.cited
			? styleSpans(line.text, [line.cited], look)
			: look.style(["dim"], escapeUnsafe(line.text));
		return (
			look.style(["dim"], gutter) +
			wrapped(content, look, " ".repeat(gutter.length))
		);
	});
	return [
		look.style(["cyan"], escapeLine(heading.join(" · "))),
		...(lines.length > 0 ? numbered : [indented(escapeUnsafe(text), look)]),
		"",
	].join("\n");
}

export function renderVerification(check: Verification, look: Look): string {
	const verdict = look.style([VERDICT_STYLE[check.verdict]], check.verdict);
	const now = check.now ? `\n  now ${escapeLine(check.now)}` : "";
	const reason = check.holds ? "" : `\n  ${escapeLine(check.reason)}`;
	return `${verdict} ${escapeLine(check.id)}${reason}${now}\n`;
}

export function renderReport(
	report: IndexReport,
	index: string,
	look: Look,
): string {
	const { articles, passages, generation, ms } = report;
	const changes = (["added", "changed", "removed"] as const)
		.filter((kind) => report[kind] > 0)
		.map((kind) => `${count(report[kind])} ${kind}`);
	return [
		`${count(articles)} articles, ${count(passages)} passages`,
		changes.join(", ") || "nothing changed",
		look.style(
			["dim"],
			`${escapeLine(index)} generation ${generation}, ${(ms / 1000).toFixed(1)} s`,
		),
	]
		.join("; ")
		.concat("\n");
}

export function renderStatus(
	status: IndexStatus,
	index: string,
	look: Look,
): string {
	const { changed, vanished } = status.stale;
	const stale = [
		changed && `${count(changed)} changed`,
		vanished && `${count(vanished)} vanished`,
	].filter(Boolean);
	const bad = (text: string) => look.style(["yellow"], text);
	const rows: [string, string][] = [
		["index", `${escapeLine(index)}, generation ${status.generation}`],
		["articles", count(status.articles)],
		["passages", count(status.passages)],
		["model", `${status.model}, ${status.dimensions} dimensions`],
		["size", size(status.bytes)],
		...(status.building
			? [["building", inWords(status.building)] as [string, string]]
			: []),
		["complete", status.complete ? "yes" : bad("no: run ask index")],
		[
			"stale",
			stale.length ? bad(`${stale.join(", ")}: run ask index`) : "none",
		],
		...status.sources.map((path): [string, string] => [
			"source",
			escapeLine(path),
		]),
		...status.skipped.map(({ path, reason }): [string, string] => [
			"skipped",
			escapeLine(`${path}: ${reason}`),
		]),
	];
	return rows
		.map(([name, value]) => `${look.style(["dim"], name.padEnd(9))} ${value}\n`)
		.join("");
}

/** Groups of articles that tell the same, a line an article, a blank line between groups. */
export function renderDuplicates(
	groups: readonly DuplicateGroup[],
	look: Look,
): string {
	if (groups.length === 0) return "no article tells the same as another\n";
	return groups
		.map(({ articles }) =>
			articles
				.map((article) => {
					const { source, published, title } = article;
					const details = [source, published, title].filter((part) => part);
					const place = look.style(["cyan"], escapeLine(placeName(article)));
					return `${[place, escapeLine(details.join(" · "))].join("  ").trimEnd()}\n`;
				})
				.join(""),
		)
		.join("\n");
}

export function count(number: number): string {
	return number.toLocaleString("en-US");
}

function indented(text: string, look: Look): string {
	return INDENT + wrapped(text, look, INDENT);
}

/** Wraps where the terminal does; every line but the first gets the indent. */
function wrapped(text: string, look: Look, indent: string): string {
	return look.wrap(text, indent.length).split("\n").join(`\n${indent}`);
}

export function size(bytes: number): string {
	const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
	const power = Math.min(
		Math.floor(Math.log10(Math.max(bytes, 1)) / 3),
		units.length - 1,
	);
	return new Intl.NumberFormat("en-US", {
		style: "unit",
		unit: units[power] ?? "byte",
		maximumFractionDigits: 1,
	}).format(bytes / 1000 ** power);
}
