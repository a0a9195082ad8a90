import { askOptions } from "../../lookup/options.ts";
import { refuseStale } from "../../lookup/stale.ts";
import { Paths } from "../../paths.ts";
import type { Answer } from "../../types.ts";
import { openAsker } from "../../warm/asker.ts";
import { sayBefore, sayNothingFound } from "../answer-notes.ts";
import { type Context, indexFolder } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Format } from "../formats/format.ts";
import { formatterOf } from "../formats/formats.ts";
import { askEach } from "./batch.ts";
import type { SearchOptions } from "./search.ts";

/** Asks one question, or each of a file, and prints what is found. */
export async function lookUp(
	context: Context,
	question: string,
	format: Format,
	options: SearchOptions,
): Promise<ExitCode> {
	const dir = indexFolder(options.index, context.environment);
	const index = await openAsker(dir, context.build);
	const asked = askOptions(options, context.signal);
	const ask = async (question: string): Promise<Answer> => {
		const answer = await index.ask(question, asked);
		refuseStale(answer, options);
		return answer;
	};
	try {
		if (options.batch !== undefined) {
			const json = (options.json ?? false) || options.format === "json";
			return await askEach(options.batch, ask, { json }, context);
		}
		const answer = await ask(question);
		await print(answer, format, options, context, new Paths(dir));
		return answer.answered ? EXIT.found : EXIT.nothing;
	} finally {
		await index.close();
	}
}

async function print(
	answer: Answer,
	format: Format,
	options: SearchOptions,
	{ terminal }: Context,
	paths: Paths,
): Promise<void> {
	const formatter = await formatterOf(format);
	sayBefore(answer, options, format, terminal);
	const printed = formatter(answer, {
		look: terminal.outLook,
		byKeywords: options.mode !== "semantic",
		layout: layoutOf(options),
		toAbsolute: (path) => paths.toAbsolute(path),
	});
	if (printed !== "") await terminal.out(printed);
	// An object says it itself.
	if (!answer.answered && format !== "json") sayNothingFound(answer, terminal);
}

function layoutOf({ timeline, compare }: SearchOptions) {
	if (timeline) return "timeline";
	return compare ? "comparison" : "passages";
}
