import { join, resolve } from "node:path";
import envPaths from "env-paths";
import { evaluate } from "../../eval/evaluate.ts";
import type { EvalReport } from "../../types.ts";
import type { Action } from "../context.ts";
import { safeJson } from "../escape.ts";
import { EXIT } from "../exit-codes.ts";
import { createProgress } from "../progress.ts";
import { renderEval } from "../render-eval.ts";

export interface EvalCommandOptions {
	qrels?: string;
	limit?: number;
	half?: "a" | "b";
	nulls?: string | true;
	rerank: number;
	quiet?: boolean;
	json?: boolean;
}

/** `ask eval <folder>`. */
export const evaluation: Action<EvalCommandOptions> = async (
	{ terminal, signal },
	[folder = ""],
	options,
) => {
	const progress = await createProgress(terminal, {
		quiet: options.quiet ?? false,
	});
	let report: EvalReport;
	try {
		report = await evaluate({
			folder: resolve(folder),
			// Outside every index of the user's own.
			cache: join(envPaths("verbatim-search", { suffix: "" }).cache, "eval"),
			qrels: options.qrels,
			limit: options.limit,
			half: options.half,
			nulls: options.nulls,
			rerank: options.rerank,
			signal,
			onProgress: (step) => progress.show(step),
		});
	} finally {
		progress.stop();
	}
	await terminal.out(
		options.json
			? `${safeJson(report)}\n`
			: renderEval(report, terminal.outLook),
	);
	return EXIT.found;
};
