import { type Bar, bars, type Scale } from "./bars.ts";
import type { Chart } from "./chart.ts";
import { type Mode, quality, sourceOf } from "./runs.ts";

const MODES: [Mode, string][] = [
	["keyword", "keyword"],
	["semantic", "semantic"],
	["hybrid", "fused: --fast"],
	["reranked", "reranked: default"],
];
const SCALE: Scale = {
	to: 1,
	ticks: [0, 0.2, 0.4, 0.6, 0.8, 1],
	format: (tick) => tick.toFixed(1),
};

/** What the ranking is worth in each mode, a panel a collection. */
export function qualityChart(): Chart {
	const { collections } = quality;
	return {
		name: "quality",
		title: "How good the ranking is",
		subtitle:
			"nDCG@10 on five judged collections; 1 is a perfect order of the first ten",
		panels: collections.map((collection, at) =>
			bars(
				{
					text: collection.name,
					aside: `${collection.about}: ${collection.questions.toLocaleString("en")} questions on ${collection.passages.toLocaleString("en")} passages`,
				},
				MODES.map(([mode, name]): Bar => {
					const value = collection.ndcg10[mode];
					return { name, value, label: value.toFixed(3), tone: mode };
				}),
				SCALE,
				{ axis: at === collections.length - 1 },
			),
		),
		notes: [quality.command, sourceOf("quality", quality)],
	};
}
