import { openIndex } from "../../searcher/searcher.ts";
import { type Action, indexFolder, warn } from "../context.ts";
import { escapeUnsafe, safeJson } from "../escape.ts";
import { EXIT } from "../exit-codes.ts";
import { renderExcerpt } from "../render.ts";

export interface ShowOptions {
	index?: string;
	context: number;
	json?: boolean;
}

/** `ask show <citation>`. */
export const show: Action<ShowOptions> = async (
	{ terminal, environment },
	[citation = ""],
	options,
) => {
	const dir = indexFolder(options.index, environment);
	const opened = await openIndex({ index: dir });
	try {
		const found = await opened.show(citation, { context: options.context });
		for (const warning of options.json ? [] : found.warnings) {
			warn(terminal, escapeUnsafe(warning));
		}
		await terminal.out(
			options.json
				? `${safeJson(found)}\n`
				: renderExcerpt(found, terminal.outLook),
		);
		return EXIT.found;
	} finally {
		await opened.close();
	}
};
