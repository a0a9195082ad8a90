import type { Span } from "../types.ts";
import type { Attributed } from "./attributions.ts";
import type { Entity } from "./people.ts";
import type { Sentence } from "./sentence.ts";

/** What somebody says; the speaker is null where nobody is named. */
export interface Spoken extends Span {
	kind: "direct" | "reported";
	speaker: Entity | null;
}

const LINK = /^(?:,|;|-|and|but|while|although|though|however|whereas|yet)$/u;

/** What a sentence reports: the whole of it, or a clause of it for each of several speakers. */
export function reportedIn(
	{ start, end, tokens }: Sentence,
	attributions: readonly Attributed[],
): Spoken[] {
	const telling = attributions.filter(
		({ reports, speaker, speech }) => reports && (speaker !== null || speech),
	);
	const found: Spoken[] = [];
	let from = start;
	for (const [index, { speaker }] of telling.entries()) {
		const next = telling[index + 1];
		if (next?.speaker === speaker) continue;
		let first = next?.from ?? tokens.length;
		const resume = tokens[first]?.start ?? end;
		while (next && first > 0 && LINK.test(tokens[first - 1]?.lower ?? "")) {
			first -= 1;
		}
		const to = next ? (tokens[first - 1]?.end ?? resume) : end;
		if (to > from)
			found.push({ kind: "reported", start: from, end: to, speaker });
		from = resume;
	}
	return found;
}
