import { sourceOf } from "../../references/cited.ts";
import type { Answer, Result } from "../../types.ts";
import { marked } from "./marked.ts";

/** An answer for those who read: each passage marked as a quotation, who says it and where, and its citation. */
export function answerText(answer: Answer): string {
	const { answered, results, period, warnings } = answer;
	const { since, until } = period;
	const days = [since && `since ${since}`, until && `until ${until}`];
	const looked = days.filter((day) => day).join(" ");
	return [
		...(answered ? [] : [nothingFound(answer)]),
		...(looked ? [`Looked at what was published ${looked}.`] : []),
		...results.map(resultText),
		...warnings.map((warning) => `warning: ${warning}`),
	].join("\n\n");
}

function nothingFound({
	bestScore,
	nearestMiss,
	threshold,
	results,
}: Answer): string {
	if (bestScore === null) {
		return "Nothing found: no passage has anything of it.";
	}
	const miss = nearestMiss ? sourceOf(nearestMiss) : null;
	const nearest = miss
		? `The nearest miss, ${miss.id}, scores`
		: "The best scores";
	const fallsShort = `Nothing found. ${nearest} ${bestScore.toFixed(2)}, below ${threshold.toFixed(2)}.`;
	return results.length === 0
		? fallsShort
		: `${fallsShort} The best passages, none of which need answer:`;
}

function resultText(result: Result): string {
	const { rank, score, text, citation, alsoIn, became } = result;
	const { speaker, outlet, title, day, url, place, id } = sourceOf(citation);
	const said = [
		speaker && `${speaker} speaks`,
		outlet,
		title && `“${title}”`,
		day,
		place,
	];
	const others = alsoIn.map((other) => {
		const { outlet, place } = sourceOf(other);
		return outlet ? `${outlet} (${place})` : place;
	});
	return [
		`[${rank}] score ${score.toFixed(2)}`,
		marked(text, ">"),
		`source: ${said.filter((part) => part).join(", ")}`,
		url && `address: ${url}`,
		others.length > 0 && `also in: ${others.join("; ")}`,
		became && `warning: the source has ${became} since it was indexed`,
		`citation: ${id}`,
	]
		.filter((line) => line)
		.join("\n");
}
