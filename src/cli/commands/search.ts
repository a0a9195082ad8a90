import { SearchError } from "../../errors.ts";
import type { Lookup } from "../../lookup/options.ts";
import type { Sort } from "../../searcher/options.ts";
import type { Mode } from "../../types.ts";
import type { Action } from "../context.ts";
import { EXIT } from "../exit-codes.ts";
import type { Format } from "../formats/format.ts";

export interface SearchOptions extends Lookup {
	index?: string;
	mode: Mode;
	sort: Sort;
	format?: Format;
	json?: boolean;
	jsonl?: boolean;
	batch?: string;
}

/**
 * `ask <question…>` and `ask search <question…>`; without a question, on a terminal, a prompt for one.
 *
 * @param meant - A command that may have been meant instead; looked for only where nothing is found.
 */
export function search(meant: () => string | null): Action<SearchOptions> {
	return async (context, operands, options) => {
		const question = operands.join(" ");
		const format = formatOf(options);
		const asksNothing = operands.length === 0 && options.batch === undefined;
		if (asksNothing && format === "text" && context.terminal.interactive) {
			const { prompt } = await import("../prompt/prompt.ts");
			return prompt(context, options);
		}
		refuseContradictions(question, options);
		const { lookUp } = await import("./look-up.ts");
		const exit = await lookUp(context, question, format, options);
		// Of a batch, and of an object, stderr says nothing where nothing is found.
		const command = exit === EXIT.nothing && format !== "json" ? meant() : null;
		if (command) {
			context.terminal.err(`hint: did you mean "ask ${command}"?\n`);
		}
		return exit;
	};
}

/**
 * In which format to print, of the ways to say it.
 *
 * @throws {SearchError} `USAGE` if two of them say different.
 */
function formatOf({ batch, format, json, jsonl }: SearchOptions): Format {
	const ways: [string, Format | null][] = [
		["--batch", batch === undefined ? null : "json"],
		["--json", json ? "json" : null],
		["--jsonl", jsonl ? "jsonl" : null],
		[`--format ${format}`, format ?? null],
	];
	const [first, ...others] = ways.filter(([, asked]) => asked !== null);
	const other = others.find(([, asked]) => asked !== first?.[1]);
	if (first && other) {
		throw new SearchError(
			"USAGE",
			`${other[0]} cannot be used with ${first[0]}`,
			"--json prints an object an answer, --jsonl a line a result, --batch a --json object a question; --format names any format",
		);
	}
	return first?.[1] ?? "text";
}

function refuseContradictions(
	question: string,
	{ batch }: SearchOptions,
): void {
	if (batch === undefined && question.trim() === "") {
		throw new SearchError(
			"USAGE",
			"no question",
			'ask one: ask "what did Rutte pledge", or see ask --help',
		);
	}
	if (batch !== undefined && question !== "") {
		throw new SearchError(
			"USAGE",
			"--batch reads its questions from a file, so none can be given beside it",
			"leave out one of the two",
		);
	}
}
