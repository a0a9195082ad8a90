import { SearchError } from "../../errors.ts";
import type { Sort } from "../../searcher/options.ts";
import type { Mode } from "../../types.ts";
import type { Action } from "../context.ts";

export interface SearchOptions {
	top?: number;
	index?: string;
	mode: Mode;
	rerank?: number;
	fast?: boolean;
	minScore?: number;
	all?: boolean;
	perArticle?: number;
	path?: string[];
	since?: string;
	until?: string;
	source?: string[];
	author?: string[];
	speaker?: string[];
	lang?: string[];
	sort: Sort;
	recent?: boolean;
	timeline?: boolean;
	compare?: boolean;
	json?: boolean;
	jsonl?: boolean;
	batch?: string;
	stale: StalePolicy;
}

export const STALE_POLICIES = ["warn", "ignore", "error"] as const;
/** What to do about passages whose source changed or vanished since it was indexed. */
export type StalePolicy = (typeof STALE_POLICIES)[number];

/** `ask <question…>` and `ask search <question…>`. */
export const search: Action<SearchOptions> = async (
	context,
	operands,
	options,
) => {
	const question = operands.join(" ");
	refuseContradictions(question, options);
	const { lookUp } = await import("./look-up.ts");
	return lookUp(context, question, options);
};

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
