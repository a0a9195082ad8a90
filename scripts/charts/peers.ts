import { type Bar, bars } from "./bars.ts";
import type { Chart } from "./chart.ts";
import { peers, sourceOf } from "./runs.ts";

const NAMES: Record<string, string> = {
	"st-hnswlib": "sentence-transformers",
	txtai: "txtai",
	chroma: "Chroma",
	"fastembed-hnswlib": "fastembed",
};

/** Indexing and asking, beside what a user would otherwise pick. */
export function peersChart(): Chart {
	const others = Object.entries(peers.peers.peers);
	const named = (name: string) => NAMES[name] ?? name;

	const rate = (name: string, value: number, tone: Bar["tone"]): Bar => {
		return { name, value, label: value.toFixed(0), tone };
	};
	const { passages, passagesPerSecond } = peers.indexing;
	const indexing = [
		rate("Verbatim", passagesPerSecond, "ours"),
		...others.map(([name, peer]) =>
			rate(named(name), peer.passagesPerSecond, "other"),
		),
	].sort((a, b) => b.value - a.value);

	const time = (name: string, value: number, tone: Bar["tone"]): Bar => {
		const digits = value < 10 ? 1 : 0;
		return { name, value, label: `${value.toFixed(digits)} ms`, tone };
	};
	const { semantic, fast, default: reread } = peers.warm;
	const asking = [
		time("Verbatim, by meaning", semantic.p50, "ours"),
		time("Verbatim, --fast", fast.p50, "ours"),
		...others.map(([name, peer]) =>
			time(named(name), peer.queryMsP50, "other"),
		),
	].sort((a, b) => a.value - b.value);

	return {
		name: "peers",
		title: "Beside what else there is",
		subtitle: `${passages.toLocaleString("en")} passages of the BBC, the same model, two cores`,
		panels: [
			bars(
				{ text: "Indexing", aside: "passages a second; more is better" },
				indexing,
				{
					to: 80,
					ticks: [0, 20, 40, 60, 80],
					format: (tick) => `${tick}`,
				},
			),
			bars(
				{
					text: "A question, with all loaded",
					aside: "milliseconds, median; less is better",
				},
				asking,
				{
					to: 50,
					ticks: [0, 10, 20, 30, 40, 50],
					format: (tick) => `${tick} ms`,
				},
			),
		],
		notes: [
			"sentence-transformers and fastembed find by meaning alone, with hnswlib. By default Verbatim has a second",
			`model read the best five passages again, which no other here does: ${reread.p50.toFixed(0)} ms.`,
			sourceOf("peers", peers),
		],
	};
}
