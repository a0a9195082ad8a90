import { type Bar, bars, type Scale } from "./bars.ts";
import type { Chart } from "./chart.ts";
import { quality, sourceOf } from "./runs.ts";

const SCALE: Scale = {
	to: 100,
	ticks: [0, 20, 40, 60, 80, 100],
	format: (tick) => `${tick} %`,
};

/** How often "nothing found" is said, where it is right and where it is wrong. */
export function refusalsChart(): Chart {
	const { collections, near } = quality;
	const row = (name: string, share: number, tone: Bar["tone"]): Bar => {
		const value = share * 100;
		return { name, value, label: `${value.toFixed(1)} %`, tone };
	};
	return {
		name: "refusals",
		title: "How often it says “nothing found”",
		subtitle: "Share of the questions that are refused",
		panels: [
			bars(
				{
					text: "Of other collections",
					aside: `${collections[0]?.nulls.asked} questions that it does not answer; more is better`,
				},
				collections.map(({ name, nulls }) =>
					row(name, nulls.refusedShare, "ours"),
				),
				SCALE,
				{ axis: false },
			),
			bars(
				{
					text: "Close to its articles",
					aside: `${near.asked} without an answer, on the same people and companies; more is better`,
				},
				[row(near.collection, near.refused / near.asked, "ours")],
				SCALE,
				{ axis: false },
			),
			bars(
				{
					text: "Its own",
					aside: "questions that it does answer; less is better",
				},
				collections.map(({ name, own }) =>
					row(name, own.refusedShare, "other"),
				),
				SCALE,
			),
		],
		notes: [sourceOf("quality", quality)],
	};
}
