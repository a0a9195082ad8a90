import { type Bar, bars } from "./bars.ts";
import type { Chart } from "./chart.ts";
import { peers, sourceOf } from "./runs.ts";
import type { Tone } from "./style.ts";

/** How long a question takes whose process has yet to start. */
export function coldChart(): Chart {
	const row = (command: string, name: string, tone: Tone): Bar => {
		const measured = peers.cold[command];
		if (!measured) throw new Error(`${command} was not measured`);
		const { seconds, ofNode } = measured;
		const ratio =
			command === "node -e 0" ? "" : `  ${ofNode.toFixed(1)} × Node`;
		return { name, value: seconds, label: format(seconds) + ratio, tone };
	};
	const { coldSeconds } = peers.peers;
	const rows: Bar[] = [
		row("node -e 0", "Node alone: node -e 0", "node"),
		row("ask --mode keyword", "ask --mode keyword", "ours"),
		row("ask --fast", "ask --fast", "ours"),
		row("ask", "ask", "ours"),
		{
			name: "sentence-transformers",
			value: coldSeconds,
			label: format(coldSeconds),
			tone: "other",
		},
	];
	return {
		name: "cold",
		title: "A question from a cold start",
		subtitle:
			"Seconds from the start of the command to its end; less is better",
		panels: [
			bars(undefined, rows, {
				to: 8,
				ticks: [0, 2, 4, 6, 8],
				format: (tick) => `${tick} s`,
			}),
		],
		notes: [
			`ask and Node: median of ten, over ${peers.indexing.passages.toLocaleString("en")} passages. sentence-transformers, in Python: once;`,
			"it has by then embedded the question, and searched nothing.",
			sourceOf("peers", peers),
		],
	};
}

function format(seconds: number): string {
	return `${seconds.toFixed(2)} s`;
}
