import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { placeName } from "../../citation.ts";
import { reasonOf, SearchError } from "../../errors.ts";
import { questionTerms } from "../../keywords.ts";
import { Paths } from "../../paths.ts";
import type { AskOptions } from "../../searcher/options.ts";
import { openIndex, type SearchIndex } from "../../searcher/searcher.ts";
import type { Answer } from "../../types.ts";
import { type Context, indexFolder, warn } from "../context.ts";
import { escapeLine, escapeUnsafe, safeJson } from "../escape.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { asSearchError, printFailure } from "../failure.ts";
import { renderAnswer } from "../render.ts";
import { renderComparison } from "../render-comparison.ts";
import { renderTimeline } from "../render-timeline.ts";
import type { Terminal } from "../terminal.ts";
import type { SearchOptions } from "./search.ts";

const TIMELINE = { top: 20, perArticle: 1, sort: "oldest" } as const;
const COMPARE = { top: 6, perArticle: 2 } as const;

/** Asks one question, or each of a file, and prints what is found. */
export async function lookUp(
	context: Context,
	question: string,
	options: SearchOptions,
): Promise<ExitCode> {
	const dir = indexFolder(options.index, context.environment);
	const index = await openIndex({ index: dir });
	const asked = askOptions(options, context.signal);
	try {
		if (options.batch !== undefined) {
			return await askBatch(index, options.batch, asked, options, context);
		}
		const answer = await index.ask(question, asked);
		refuseStale(answer, options);
		await print(answer, options, new Paths(dir), context);
		return answer.answered ? EXIT.found : EXIT.nothing;
	} finally {
		await index.close();
	}
}

/** What the command's options ask of the index. */
function askOptions(options: SearchOptions, signal: AbortSignal): AskOptions {
	const { top, perArticle, minScore, timeline, compare } = options;
	const shape = timeline ? TIMELINE : compare ? COMPARE : {};
	return {
		mode: options.mode,
		rerank: options.fast ? 0 : options.rerank,
		all: options.all ?? false,
		paths: options.path ?? [],
		since: options.since,
		until: options.until,
		sources: options.source ?? [],
		authors: options.author ?? [],
		speakers: options.speaker ?? [],
		languages: options.lang ?? [],
		sort: options.sort,
		recent: options.recent ?? false,
		signal,
		...shape,
		...(top === undefined ? {} : { top }),
		...(perArticle === undefined ? {} : { perArticle }),
		...(minScore === undefined ? {} : { minScore }),
	};
}

/** @throws {SearchError} `SOURCE_STALE`, where that is wanted. */
function refuseStale(answer: Answer, { stale }: SearchOptions): void {
	const { files, said } = staleSources(answer);
	if (stale !== "error" || files === 0) return;
	throw new SearchError(
		"SOURCE_STALE",
		`the index is not up to date with ${said}`,
		"bring it up to date: ask index, or take it as it is: --stale warn",
	);
}

/** The files behind the results that are not what was indexed. */
function staleSources({ results }: Answer): { files: number; said: string } {
	const became = new Map(
		results.flatMap(({ became, citation }) =>
			became ? [[placeName(citation), became] as const] : [],
		),
	);
	const said = [...became].map(([path, became]) => `${path} (${became})`);
	return { files: became.size, said: said.join(", ") };
}

async function print(
	answer: Answer,
	options: SearchOptions,
	paths: Paths,
	{ terminal }: Context,
): Promise<void> {
	const { json, jsonl, mode, stale } = options;
	sayPeriod(answer, options, terminal);
	if (json) {
		await terminal.out(`${safeJson(answer)}\n`);
		return;
	}
	for (const warning of answer.warnings) warn(terminal, escapeUnsafe(warning));
	const { files, said } = staleSources(answer);
	if (stale === "warn" && files > 0) {
		const what = `not up to date with ${escapeLine(said)}: ask index mends that`;
		warn(terminal, what);
	}
	if (jsonl) {
		for (const result of answer.results) {
			await terminal.out(`${safeJson(result)}\n`);
		}
	} else if (answer.results.length > 0) {
		const terms = mode === "semantic" ? [] : questionTerms(answer.question);
		const render = options.timeline
			? renderTimeline
			: options.compare
				? renderComparison
				: renderAnswer;
		const text = render(answer, new Set(terms), terminal.outLook, (path) =>
			paths.toAbsolute(path),
		);
		await terminal.out(text);
	}
	if (!answer.answered) {
		const best =
			answer.bestScore === null
				? "no passage has anything of it"
				: `${nearest(answer)} scores ${answer.bestScore.toFixed(2)}, below ${answer.threshold.toFixed(2)}`;
		terminal.err(`ask: nothing found: ${best}\n`);
		if (answer.bestScore !== null && answer.results.length === 0) {
			terminal.err("hint: --all prints the best passages all the same\n");
		}
	}
}

/** Says which days were looked at, where they were not asked for as such. */
function sayPeriod(
	{ period }: Answer,
	asked: SearchOptions,
	terminal: Terminal,
): void {
	for (const bound of ["since", "until"] as const) {
		const day = period[bound];
		const words = asked[bound];
		if (day !== null && words !== undefined && words !== day) {
			terminal.err(`ask: ${bound} ${day} (${escapeLine(words)})\n`);
		}
	}
}

/** The best passage that was not good enough, by its place. */
function nearest({ nearestMiss }: Answer): string {
	if (!nearestMiss) return "the best passage";
	const { path, lineStart } = nearestMiss;
	return `the nearest miss, ${escapeLine(`${path}:${lineStart}`)},`;
}

/** One question a line in, one JSON object a line out, in order. */
async function askBatch(
	index: SearchIndex,
	file: string,
	options: AskOptions,
	search: SearchOptions,
	{ terminal, signal }: Context,
): Promise<ExitCode> {
	let answered = false;
	let failed = false;
	for await (const line of linesOf(file, signal)) {
		signal.throwIfAborted();
		const question = line.replace(/^\ufeff/u, "");
		try {
			const answer = await index.ask(question, options);
			refuseStale(answer, search);
			answered ||= answer.answered;
			await terminal.out(`${safeJson(answer)}\n`);
		} catch (error) {
			const failure = asSearchError(error);
			// A line that is no question stops nobody else's: its own line says what is wrong with it.
			if (!["USAGE", "SOURCE_STALE"].includes(failure.code)) throw error;
			failed = true;
			const { code, message, hint } = failure;
			await terminal.out(
				`${safeJson({ question, error: { code, message, hint } })}\n`,
			);
			printFailure(failure, terminal, { json: search.json ?? false });
		}
	}
	signal.throwIfAborted();
	if (failed) return EXIT.error;
	return answered ? EXIT.found : EXIT.nothing;
}

async function* linesOf(
	file: string,
	signal: AbortSignal,
): AsyncGenerator<string> {
	const input = file === "-" ? process.stdin : createReadStream(file);
	try {
		yield* createInterface({
			input,
			signal,
			crlfDelay: Number.POSITIVE_INFINITY,
		});
	} catch (error) {
		throw new SearchError(
			"USAGE",
			`cannot read the questions in ${file}: ${reasonOf(error)}`,
			"name a file with one question a line, or - for standard input",
			{ cause: error },
		);
	}
}
