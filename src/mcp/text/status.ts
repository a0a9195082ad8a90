import { oneLine } from "../../references/cited.ts";
import { inWords } from "../../service/progress.ts";
import type { IndexStatus } from "../../types.ts";

/** What an index holds, for those who read. */
export function statusText(status: IndexStatus): string {
	const { articles, passages, generation, model, stale } = status;
	return [
		`${articles} articles, ${passages} passages, generation ${generation}, model ${model}`,
		`complete: ${status.complete ? "yes" : "no: run ask index"}`,
		`stale: ${stale.changed} changed, ${stale.vanished} vanished`,
		status.building && `building: ${inWords(status.building)}`,
		...status.sources.map((source) => `source: ${oneLine(source)}`),
		...status.skipped.map(
			({ path, reason }) => `skipped: ${oneLine(`${path}: ${reason}`)}`,
		),
	]
		.filter((line) => line)
		.join("\n");
}
