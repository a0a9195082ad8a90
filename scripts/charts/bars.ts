import { axisX, barX, gridX, ruleX, text } from "@observablehq/plot";
import type { Heading, Panel } from "./chart.ts";
import { draw } from "./plot.ts";
import type { Tone } from "./style.ts";

export interface Bar {
	name: string;
	value: number;
	/** The value as it stands beside the bar. */
	label: string;
	tone: Tone;
}

export interface Scale {
	/** Where the scale ends; it begins at zero. */
	to: number;
	ticks: number[];
	/** How a tick is written, with its unit. */
	format: (tick: number) => string;
}

const ROW_HEIGHT = 24;
const AXIS_HEIGHT = 26;
const MARGIN_LEFT = 184;
const MARGIN_RIGHT = 64;

/**
 * Horizontal bars from zero, one below the other.
 *
 * @param axis - Whether the ticks are named: bars of several panels may share those of the last.
 * @throws {Error} A bar is longer than the scale.
 */
export function bars(
	heading: Heading | undefined,
	rows: Bar[],
	{ to, ticks, format }: Scale,
	{ axis = true }: { axis?: boolean } = {},
): Panel {
	const beyond = rows.find(({ value }) => value > to);
	if (beyond) throw new Error(`the scale ends before ${beyond.name}`);
	const marginBottom = axis ? AXIS_HEIGHT : 0;
	const height = rows.length * ROW_HEIGHT + marginBottom;
	const tones = [...new Set(rows.map(({ tone }) => tone))];
	const y = "name";
	const drawing = draw({
		height,
		marginTop: 0,
		marginBottom,
		marginLeft: MARGIN_LEFT,
		marginRight: MARGIN_RIGHT,
		x: { domain: [0, to], axis: null },
		y: { domain: rows.map(({ name }) => name), axis: null, padding: 0.24 },
		marks: [
			gridX({ ticks, className: "grid", strokeOpacity: 1 }),
			axis
				? axisX({
						ticks,
						tickFormat: format,
						tickSize: 0,
						label: null,
						className: "tick",
					})
				: null,
			tones.map((tone) =>
				barX(
					rows.filter((row) => row.tone === tone),
					{ x: "value", y, className: tone },
				),
			),
			ruleX([0], { className: "zero" }),
			text(rows, {
				frameAnchor: "left",
				y,
				text: y,
				textAnchor: "end",
				dx: -8,
			}),
			text(rows, {
				x: "value",
				y,
				text: "label",
				textAnchor: "start",
				dx: 6,
				className: "label",
			}),
		],
	});
	const description = rows
		.map(({ name, label }) => `${name} ${label}`)
		.join("; ");
	return { ...(heading && { heading }), drawing, height, description };
}
