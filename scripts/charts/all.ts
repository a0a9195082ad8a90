import { toSvg } from "./chart.ts";
import { coldChart } from "./cold.ts";
import { peersChart } from "./peers.ts";
import { qualityChart } from "./quality.ts";
import { refusalsChart } from "./refusals.ts";
import { scalingChart } from "./scaling.ts";

/** The SVG of every chart, by the name of its file in docs/images. */
export function drawAll(): Record<string, string> {
	const charts = [
		coldChart(),
		peersChart(),
		qualityChart(),
		refusalsChart(),
		scalingChart(),
	];
	return Object.fromEntries(
		charts.map((chart) => [`${chart.name}.svg`, toSvg(chart)]),
	);
}
