import { openIndex } from "../../searcher/searcher.ts";
import { verifications } from "../../service/verifications.ts";
import { type Action, indexFolder } from "../context.ts";
import { safeJson } from "../escape.ts";
import { EXIT } from "../exit-codes.ts";
import { count, renderVerification } from "../render.ts";

export interface VerifyOptions {
	index?: string;
	json?: boolean;
}

/** `ask verify [citation…]`. Of a whole index only the citations that do not hold are listed. */
export const verify: Action<VerifyOptions> = async (
	{ terminal, environment, signal },
	citations,
	options,
) => {
	const dir = indexFolder(options.index, environment);
	const opened = await openIndex({ index: dir });
	try {
		if (options.json) {
			const found = await verifications(opened, citations, signal);
			await terminal.out(`${safeJson(found)}\n`);
			return found.held === found.checked ? EXIT.found : EXIT.nothing;
		}
		let checked = 0;
		let held = 0;
		for await (const check of opened.verify(citations)) {
			signal.throwIfAborted();
			checked += 1;
			if (check.holds) held += 1;
			if (!check.holds || citations.length > 0) {
				await terminal.out(renderVerification(check, terminal.outLook));
			}
		}
		if (citations.length === 0) {
			await terminal.out(
				`${count(held)} of ${count(checked)} citations hold\n`,
			);
		}
		return held === checked ? EXIT.found : EXIT.nothing;
	} finally {
		await opened.close();
	}
};
