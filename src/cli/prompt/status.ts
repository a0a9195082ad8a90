import { count } from "../render.ts";
import { cut, plainLine } from "./fit.ts";
import type { Found, Search } from "./searching.ts";
import type { Line, Scene, State } from "./state.ts";
import type { Welcome } from "./welcome.ts";

// In the order in which they are wanted: a narrow terminal shows the first of them.
const KEYS = {
	blank: ["Tab try the example", "Esc leave"],
	list: [
		"↑↓ move",
		"Enter open",
		"Esc clear",
		"Ctrl-D leave",
		"Tab copy citation",
	],
	nothing: ["Esc clear", "Ctrl-D leave"],
};

/** What the list is, or what stands in its way. */
export function statusLine(
	{ line, search }: State,
	columns: number,
	{ look, welcome }: Scene,
): string {
	const { failure } = search;
	return failure === null
		? look.style(["dim"], cut(statusOf(line, search, welcome), columns))
		: look.style(["yellow"], cut(plainLine(failure), columns));
}

function statusOf(
	line: Line,
	{ found, stage, pending }: Search,
	welcome: Welcome,
): string {
	if (line.text.trim() === "") return heldBy(welcome);
	if (!found) return pending ? "looking …" : "";
	const [warning] = found.answer.warnings;
	return [
		verdictOf(found),
		`${stage}${pending ? " …" : ""}`,
		warning ? plainLine(warning) : null,
	]
		.filter((part) => part !== null)
		.join(" · ");
}

function heldBy({ articles, passages, period }: Welcome): string {
	return [
		`${count(articles)} articles, ${count(passages)} passages`,
		period.since === null ? null : `since ${period.since}`,
		period.until === null ? null : `until ${period.until}`,
	]
		.filter((part) => part !== null)
		.join(" · ");
}

function verdictOf({ answer, results }: Found): string {
	const { answered, bestScore, threshold } = answer;
	if (answered) {
		const weak = results.filter(({ score }) => score < threshold).length;
		const all =
			results.length === 1 ? "1 passage" : `${results.length} passages`;
		return weak === 0 ? all : `${all}, ${weak} of them weak`;
	}
	return bestScore === null
		? "nothing found: no passage has anything of it"
		: `nothing found: nearest miss ${bestScore.toFixed(2)}, below ${threshold.toFixed(2)}`;
}

/** What can be done, or what came of what was done. */
export function bottomLine(
	{ line, search, note }: State,
	columns: number,
	{ look }: Scene,
): string {
	if (note !== null) {
		return look.style(["yellow"], cut(plainLine(note), columns));
	}
	const keys =
		line.text === "" ? KEYS.blank : search.found ? KEYS.list : KEYS.nothing;
	let shown = "";
	for (const key of keys) {
		const longer = shown === "" ? key : `${shown} · ${key}`;
		if (longer.length > columns) break;
		shown = longer;
	}
	return look.style(["dim"], shown);
}
