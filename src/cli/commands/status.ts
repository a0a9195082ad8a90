import { openIndex } from "../../searcher/searcher.ts";
import { type Action, displayPath, indexFolder } from "../context.ts";
import { safeJson } from "../escape.ts";
import { EXIT } from "../exit-codes.ts";
import { renderDuplicates, renderStatus } from "../render.ts";

export interface StatusOptions {
	index?: string;
	duplicates?: boolean;
	json?: boolean;
}

/** `ask status`. */
export const status: Action<StatusOptions> = async (context, _, options) => {
	const { terminal, environment } = context;
	const dir = indexFolder(options.index, environment);
	const opened = await openIndex({ index: dir });
	try {
		if (options.duplicates) {
			const groups = await opened.duplicates();
			await terminal.out(
				options.json
					? `${safeJson({ groups })}\n`
					: renderDuplicates(groups, terminal.outLook),
			);
			return EXIT.found;
		}
		const found = await opened.status();
		await terminal.out(
			options.json
				? `${safeJson(found)}\n`
				: renderStatus(found, displayPath(dir), terminal.outLook),
		);
		return EXIT.found;
	} finally {
		await opened.close();
	}
};
