import {
	axisX,
	axisY,
	dot,
	gridY,
	line,
	ruleY,
	text,
} from "@observablehq/plot";
import type { Large } from "../bench/large.ts";
import type { Chart, Heading, Panel } from "./chart.ts";
import { draw } from "./plot.ts";
import { large, largest, sourceOf } from "./runs.ts";
import type { Tone } from "./style.ts";

interface Line {
	name: string;
	tone: Tone;
	value: (measured: Large) => number;
}

const HEIGHT = 230;
const AXIS_HEIGHT = 30;

/** What becomes of the time of a question as an index grows. */
export function scalingChart(): Chart {
	const measured = [
		...large.large.filter(({ passages }) =>
			largest.large.every((one) => one.passages !== passages),
		),
		...largest.large,
	];
	const cold = (command: string) => (one: Large) => {
		const seconds = one.cold[command]?.seconds;
		if (seconds === undefined) throw new Error(`${command} was not measured`);
		return seconds;
	};
	return {
		name: "scaling",
		title: "As an index grows",
		subtitle:
			"Time of a question, by the number of passages in the index; less is better",
		panels: [
			lines(
				{ text: "From a cold start", aside: "seconds" },
				measured,
				[
					{ name: "ask", tone: "reranked", value: cold("ask") },
					{ name: "ask --fast", tone: "hybrid", value: cold("ask --fast") },
					{
						name: "--mode keyword",
						tone: "semantic",
						value: cold("ask --mode keyword"),
					},
				],
				{ to: 1.25, ticks: [0, 0.5, 1], digits: () => 2 },
			),
			lines(
				{ text: "With all loaded", aside: "milliseconds, median" },
				measured,
				[
					{
						name: "ask",
						tone: "reranked",
						value: (one) => one.warm.default.p50,
					},
					{
						name: "ask --fast",
						tone: "hybrid",
						value: (one) => one.warm.fast.p50,
					},
				],
				{
					to: 200,
					ticks: [0, 50, 100, 150, 200],
					digits: (value) => (value < 10 ? 1 : 0),
				},
			),
		],
		notes: [
			"Made-up passages with the vectors of real ones, each moved a little. The last of a run of its own, on an idle",
			"machine; both before a cold question was made shorter.",
			sourceOf("large", large),
			sourceOf("largest", largest),
		],
	};
}

/** Lines over the number of passages, which is drawn in powers; the values from zero. */
function lines(
	heading: Heading,
	measured: Large[],
	drawn: Line[],
	scale: { to: number; ticks: number[]; digits: (value: number) => number },
): Panel {
	const passages = measured.map((one) => one.passages);
	const written = (value: number) => value.toFixed(scale.digits(value));
	const drawing = draw({
		height: HEIGHT,
		marginTop: 8,
		marginBottom: AXIS_HEIGHT,
		marginLeft: 32,
		// Room for the first labels beside the axis.
		insetLeft: 30,
		marginRight: 170,
		x: { type: "log", domain: [passages[0], passages.at(-1)], axis: null },
		y: { domain: [0, scale.to], axis: null },
		marks: [
			gridY({ ticks: scale.ticks, className: "grid", strokeOpacity: 1 }),
			axisX({
				ticks: passages,
				tickFormat: (count: number) => count.toLocaleString("en"),
				tickSize: 0,
				label: null,
				className: "tick",
			}),
			axisY({
				ticks: scale.ticks,
				tickSize: 0,
				label: null,
				className: "tick",
			}),
			ruleY([0], { className: "zero" }),
			drawn.map(({ name, tone, value }) => {
				const at = { x: "passages", y: value };
				return [
					line(measured, { ...at, className: tone, strokeWidth: 2.5 }),
					dot(measured, {
						...at,
						className: tone,
						r: 4,
						fill: "black",
						stroke: "none",
					}),
					text(measured.slice(0, -1), {
						...at,
						text: (one: Large) => written(value(one)),
						dy: -14,
						className: "label",
					}),
					text(measured.slice(-1), {
						...at,
						text: (one: Large) => `${written(value(one))}  ${name}`,
						textAnchor: "start",
						dx: 10,
						className: "label",
					}),
				];
			}),
		],
	});
	const description = drawn
		.map(
			({ name, value }) =>
				`${name} ${measured.map((one) => `${written(value(one))} at ${one.passages.toLocaleString("en")}`).join(", ")}`,
		)
		.join("; ");
	return { heading, drawing, height: HEIGHT, description };
}
