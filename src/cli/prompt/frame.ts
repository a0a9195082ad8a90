import { questionTerms } from "../../keywords.ts";
import { drawEntry, type EntryStyle } from "./entry.ts";
import { plainLine, windowOn, wrapped } from "./fit.ts";
import { type Window, windowOf } from "./list.ts";
import { drawPreview } from "./preview.ts";
import type { Found } from "./searching.ts";
import {
	type Line,
	type Scene,
	type Size,
	type State,
	selectedOf,
} from "./state.ts";
import { bottomLine, statusLine } from "./status.ts";

export interface Frame extends Window {
	input: string;
	/** Of the cursor in the input, from 0. */
	column: number;
	/** What stands below the input. With it, no more lines than the terminal has, none of them wider. */
	below: string[];
}

const PROMPT = "ask › ";
// Below so many rows there are no blank lines between results, and then none around them, and then no keys.
const ROWS_FOR = { gaps: 20, air: 12, keys: 5 };
const LEAST_COLUMNS = 12;
// Longer lines are hard to read, however wide the terminal is.
const LIST_COLUMNS = 100;
const COLUMNS_FOR_PREVIEW = 140;
const PREVIEW_GAP = 4;
const SENTENCE_LINES = 2;
// An entry's source takes up to so many.
const SOURCE_LINES = 2;

/** Draws all that is seen. */
export function drawFrame(state: State, size: Size, scene: Scene): Frame {
	const { style } = scene.look;
	// Some terminals break a line that fills them, and some show “…” in two columns.
	const columns = Math.max(size.columns - 1, LEAST_COLUMNS);
	const air = size.rows >= ROWS_FOR.air ? [""] : [];
	const keys =
		size.rows >= ROWS_FOR.keys ? [bottomLine(state, columns, scene)] : [];
	const lines = Math.max(size.rows - 2 - air.length - keys.length, 0);
	const input = inputLine(state.line, columns);
	const list = drawBody(state, { columns, lines }, size, scene);
	const filled = Array.from({ length: lines }, (_, at) => list.lines[at] ?? "");
	return {
		input: style(["bold", "cyan"], PROMPT) + input.text,
		column: PROMPT.length + input.column,
		below: [
			statusLine(state, columns, scene),
			...air,
			...filled,
			...keys,
		].slice(0, Math.max(size.rows - 1, 0)),
		first: list.first,
		end: list.end,
	};
}

function inputLine({ text, cursor }: Line, columns: number) {
	// Pasted controls have no width of their own, and would act.
	const plain = text.replace(/\p{Cc}/gu, " ");
	return windowOn(plain, cursor, columns - PROMPT.length);
}

/** What stands between status and keys. */
function drawBody(
	state: State,
	{ columns, lines }: { columns: number; lines: number },
	size: Size,
	scene: Scene,
): Window & { lines: string[] } {
	const { found } = state.search;
	if (state.line.text.trim() === "") {
		return { lines: drawWelcome(scene, columns), first: 0, end: 0 };
	}
	if (!found) return { lines: [], first: 0, end: 0 };
	const withPreview = size.columns >= COLUMNS_FOR_PREVIEW;
	const half = Math.floor((columns - PREVIEW_GAP) / 2);
	const style: EntryStyle = {
		look: scene.look,
		terms: termsOf(found, scene),
		threshold: found.answer.threshold,
		columns: Math.min(LIST_COLUMNS, withPreview ? half : columns),
		toAbsolute: scene.toAbsolute,
	};
	const list = drawList(found, state, lines, size, style);
	const selected = found.results[selectedOf(found.results, state.choice)];
	if (!withPreview || !selected) return list;
	const preview = drawPreview(selected, lines, style);
	const { pad } = scene.look;
	const beside = Array.from({ length: lines }, (_, at) =>
		preview[at]
			? pad(list.lines[at] ?? "", style.columns + PREVIEW_GAP) + preview[at]
			: (list.lines[at] ?? ""),
	);
	return { ...list, lines: beside };
}

function termsOf({ answer }: Found, { marksWords }: Scene): Set<string> {
	return new Set(marksWords ? questionTerms(answer.question) : []);
}

function drawList(
	{ results }: Found,
	{ choice, first }: State,
	lines: number,
	size: Size,
	style: EntryStyle,
): Window & { lines: string[] } {
	const selected = selectedOf(results, choice);
	const gap = size.rows >= ROWS_FOR.gaps ? 1 : 0;
	const all = Math.max(lines - SOURCE_LINES, 1);
	const entries = results.map((result, at) => {
		const most = at === selected ? all : Math.min(SENTENCE_LINES, all);
		return drawEntry(result, { selected: at === selected, most }, style);
	});
	const seen = windowOf(
		entries.map(({ length }) => length),
		{ selected, lines, gap, before: first },
	);
	// Of the one after the last as much as there is room for: one sees that there are more.
	const shown = entries
		.slice(seen.first)
		.flatMap((entry, at) => (at > 0 && gap > 0 ? ["", ...entry] : entry))
		.slice(0, lines);
	return { ...seen, lines: shown };
}

function drawWelcome({ look, welcome }: Scene, columns: number): string[] {
	const example = plainLine(welcome.example);
	return [
		...wrapped("Ask as you would ask a person, for example", columns, 3).map(
			(line) => look.style(["dim"], line),
		),
		"",
		...wrapped(example, columns - 2, 3).map((line) => `  ${line}`),
	];
}
