import { existsSync } from "node:fs";
import { join } from "node:path";
import { SearchError } from "../../errors.ts";
import { DATABASE } from "../../store/names.ts";
import type { Mode, Reranker } from "../../types.ts";
import { type Action, indexFolder } from "../context.ts";

export interface SearchOptions {
	top: number;
	index?: string;
	mode: Mode;
	rerank?: number;
	fast?: boolean;
	minScore?: number;
	all?: boolean;
	perArticle: number;
	path?: string[];
	json?: boolean;
	jsonl?: boolean;
	batch?: string;
}

/** `ask <question…>` and `ask search <question…>`. */
export const search: Action<SearchOptions> = async (
	context,
	operands,
	options,
) => {
	const question = operands.join(" ");
	refuseContradictions(question, options);
	const dir = indexFolder(options.index, context.environment);
	// It takes longest to load, so it starts before all else; but not where there is nothing to ask.
	const rereads = options.mode === "hybrid" && !options.fast;
	const done = new AbortController();
	const reranker =
		rereads && existsSync(join(dir, DATABASE))
			? startReranker(done.signal)
			: undefined;
	// Where it is wanted, an error is reported.
	reranker?.catch(() => {});
	try {
		const { lookUp } = await import("./lookups.ts");
		return await lookUp(context, question, options, { dir, reranker });
	} finally {
		done.abort();
	}
};

async function startReranker(signal: AbortSignal): Promise<Reranker> {
	const { createReranker } = await import("../../models/reranker.ts");
	return createReranker({ signal });
}

function refuseContradictions(question: string, options: SearchOptions): void {
	const { batch, json, jsonl } = options;
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
	if (jsonl && (json || batch !== undefined)) {
		throw new SearchError(
			"USAGE",
			`--jsonl cannot be used with ${json ? "--json" : "--batch"}`,
			"--json prints an object an answer, --jsonl a line a result, --batch a --json object a question",
		);
	}
}
