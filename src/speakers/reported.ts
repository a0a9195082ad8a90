import type { Attributed } from "./discourse.ts";
import type { Quote } from "./quotes.ts";
import type { Sentence } from "./sentence.ts";

const LINK = /^(?:,|;|-|and|but|while|although|though|however|whereas|yet)$/u;

/** What a sentence reports: the whole of it, or a clause of it for each of several speakers. */
export function reportedIn(
	sentence: Sentence,
	attributions: readonly Attributed[],
): Quote[] {
	const { tokens } = sentence;
	const telling = attributions.filter(
		({ reports, speaker, speech }) => reports && (speaker !== null || speech),
	);
	const found: Quote[] = [];
	let start = sentence.start;
	telling.forEach(({ speaker }, index) => {
		const name = speaker?.name ?? null;
		const next = telling[index + 1];
		if (next && (next.speaker?.name ?? null) === name) return;
		let end = sentence.end;
		let resume = end;
		if (next) {
			let from = next.from;
			resume = tokens[from]?.start ?? end;
			while (from > 0 && LINK.test(tokens[from - 1]?.lower ?? "")) from -= 1;
			end = tokens[from - 1]?.end ?? resume;
		}
		if (end > start)
			found.push({ kind: "reported", start, end, speaker: name });
		start = resume;
	});
	return found;
}
