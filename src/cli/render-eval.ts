import type { EvalMeasures, EvalReport } from "../types.ts";
import { count, size } from "./render.ts";
import type { Look } from "./terminal.ts";

const COLUMNS: readonly [
	string,
	(measures: EvalMeasures) => number | null,
	number,
][] = [
	["nDCG@10", ({ ndcg10 }) => ndcg10, 4],
	["Recall@10", ({ recall10 }) => recall10, 4],
	["MRR@10", ({ mrr10 }) => mrr10, 4],
	["P@1", ({ p1 }) => p1, 4],
	["answer@1", ({ answer1 }) => answer1, 4],
	["answer@3", ({ answer3 }) => answer3, 4],
	["answer@10", ({ answer10 }) => answer10, 4],
	["p50 ms", ({ latencyMsP50 }) => latencyMsP50, 1],
	["p95 ms", ({ latencyMsP95 }) => latencyMsP95, 1],
];
const NAME_WIDTH = 9;

/** The measures of an evaluation, a line a mode; columns that no question has are left out. */
export function renderEval(report: EvalReport, look: Look): string {
	const { documents, passages, questions, modes, nulls, own } = report;
	const columns = COLUMNS.filter(([, value]) => value(modes.hybrid) !== null);
	const heading =
		" ".repeat(NAME_WIDTH) + columns.map(([name]) => cell(name, name)).join("");
	const lines = Object.entries(modes).map(
		([mode, measures]: [string, EvalMeasures | null]) =>
			mode.padEnd(NAME_WIDTH) +
			columns
				.map(([name, value, digits]) =>
					cell(name, (measures && value(measures))?.toFixed(digits) ?? "–"),
				)
				.join(""),
	);
	return [
		`${count(documents)} documents, ${count(passages)} passages, ${size(report.indexBytes)}; ${count(questions)} questions`,
		"",
		look.style(["bold"], heading),
		...lines,
		"",
		`refused ${shareOf(own)} questions that the collection answers`,
		...(nulls.asked > 0
			? [`refused ${shareOf(nulls)} questions that it does not`]
			: []),
		"",
	].join("\n");
}

function cell(name: string, value: string): string {
	return value.padStart(Math.max(name.length, 6) + 2);
}

function shareOf({ asked, refused }: EvalReport["nulls"]): string {
	const percent = ((100 * refused) / asked).toFixed(1);
	return `${count(refused)} of ${count(asked)} (${percent} %)`;
}
