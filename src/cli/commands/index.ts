import type { FieldMap } from "../../articles/field-names.ts";
import { SearchError } from "../../errors.ts";
import { type BuildOptions, buildIndex } from "../../indexer/indexer.ts";
import type { IndexReport } from "../../types.ts";
import {
	type Action,
	type Context,
	displayPath,
	indexFolder,
	warn,
} from "../context.ts";
import { escapeLine, safeJson } from "../escape.ts";
import { EXIT } from "../exit-codes.ts";
import { createProgress } from "../progress.ts";
import { count, renderReport } from "../render.ts";

export interface IndexOptions {
	index?: string;
	model?: string;
	map?: FieldMap;
	remove?: string[];
	rebuild?: boolean;
	threads?: number;
	wait?: boolean;
	quiet?: boolean;
	json?: boolean;
}

/** `ask index [paths…]`. */
export const index: Action<IndexOptions> = async (context, paths, options) => {
	const { terminal } = context;
	const dir = indexFolder(options.index, context.environment);
	const quiet = options.quiet ?? false;
	const build: BuildOptions = {
		index: dir,
		paths,
		remove: options.remove ?? [],
		rebuild: options.rebuild ?? false,
		wait: options.wait ?? false,
		map: options.map,
		models: context.environment.ASK_MODELS,
		signal: context.signal,
		...(options.model === undefined ? {} : { model: options.model }),
		...(options.threads === undefined ? {} : { threads: options.threads }),
	};
	const progress = await createProgress(terminal, { quiet });
	let report: IndexReport;
	try {
		report = await buildIndex({
			...build,
			onProgress: (step) => progress.show(step),
		});
	} finally {
		progress.stop();
	}
	if (options.json) {
		await terminal.out(`${safeJson(report)}\n`);
	} else {
		if (!quiet) printNotes(report, context);
		printSkipped(report, context);
		if (!quiet) {
			await terminal.out(
				renderReport(report, displayPath(dir), terminal.outLook),
			);
		}
	}
	if (report.skipped.length > 0) throw skippedError(report);
	return EXIT.found;
};

function printNotes(report: IndexReport, { terminal }: Context): void {
	for (const warning of report.warnings) warn(terminal, escapeLine(warning));
	if (report.ignored > 0) {
		terminal.err(
			`ask: ignored ${count(report.ignored)} entries: hidden, links, node_modules, the index, or of a format that is not read\n`,
		);
	}
}

function printSkipped({ skipped }: IndexReport, { terminal }: Context): void {
	for (const { path, reason } of skipped) {
		terminal.err(`ask: skipped ${escapeLine(path)}: ${escapeLine(reason)}\n`);
	}
}

/** The rest is indexed by now, but a script must not take the index for whole. */
function skippedError({ skipped }: IndexReport): SearchError {
	const files = skipped.length === 1 ? "file was" : "files were";
	return new SearchError(
		"ARTICLE_UNREADABLE",
		`${count(skipped.length)} ${files} skipped; the rest is indexed`,
		"mend or move the files named, and run ask index again",
	);
}
