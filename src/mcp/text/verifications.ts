import { oneLine } from "../../references/cited.ts";
import type { Verification } from "../../types.ts";

/** What became of citations, for those who read. */
export function verificationsText({
	checked,
	held,
	citations,
}: {
	checked: number;
	held: number;
	citations: readonly Verification[];
}): string {
	const lines = citations.flatMap(({ id, verdict, reason, now }) => [
		`${verdict}: ${oneLine(id)}`,
		`  ${oneLine(reason)}`,
		...(now ? [`  now: ${oneLine(now)}`] : []),
	]);
	return [`${held} of ${checked} citations hold.`, ...lines].join("\n");
}
