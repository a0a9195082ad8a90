import type { Progress } from "../types.ts";

const VERB = {
	wait: "waiting for another process to be done with the index",
	read: "reading",
	embed: "embedding",
	save: "saving",
	ask: "asking",
	fetch: "fetching",
} as const;
const UNIT = {
	wait: "",
	read: "articles",
	embed: "passages",
	save: "",
	ask: "questions",
	fetch: "bytes",
} as const;

/** What is being done, and how much of it is, where the whole is known. */
export function inWords({ phase, done, total }: Progress): string {
	if (total === null) return VERB[phase];
	const [part, whole] = [done, total].map((n) => n.toLocaleString("en-US"));
	return `${VERB[phase]} ${part} of ${whole} ${UNIT[phase]}`;
}
