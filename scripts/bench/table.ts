import type { Report } from "../bench.ts";
import type { Latency } from "./figures.ts";

const ms = (value: number) =>
	`${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
const seconds = (value: number) => `${value.toFixed(2)} s`;
const times = (value: number) => `${value.toFixed(2)} ×`;
const share = (value: number) => `${(100 * value).toFixed(1)} %`;
const all = ({ p50, p95, p99 }: Latency) => [p50, p95, p99].map(ms).join(" / ");

/** The report as Markdown. */
export function table(report: Report): string {
	const { indexing, cold, warm, serving, recall10, peers, large } = report;
	const { read, insert, save } = indexing.stagesWithoutEmbedding;
	const rows: [string, string][] = [
		["articles, passages", `${indexing.articles}, ${indexing.passages}`],
		[
			"files to a durable index",
			`${indexing.passagesPerSecond.toFixed(1)} passages/s (${seconds(indexing.seconds)})`,
		],
		[
			"of the embedder alone",
			`${share(indexing.ofEmbedder)} of ${indexing.embedderAlonePerSecond.toFixed(1)} passages/s`,
		],
		[
			"without embedding: read, in the graph, committed after",
			[read, insert, save].map(seconds).join(", "),
		],
		[
			"peak memory while indexing, all processes",
			`${Math.round(indexing.peakMB)} MB`,
		],
		[
			"nothing changed, one article changed",
			`${seconds(indexing.unchangedSeconds)}, ${seconds(indexing.oneChangedSeconds)}`,
		],
		["bytes a passage", `${Math.round(indexing.bytesPerPassage)}`],
		...Object.entries(cold).map(
			([name, { seconds: s, ofNode }]): [string, string] => [
				`cold \`${name}\``,
				`${seconds(s)}, ${times(ofNode)}`,
			],
		),
		["warm semantic, p50 / p95 / p99", all(warm.semantic)],
		["warm `--fast`", all(warm.fast)],
		["warm default", all(warm.default)],
		[
			"`--batch --fast`, `--batch`",
			`${warm.batchFastPerSecond.toFixed(1)}, ${warm.batchPerSecond.toFixed(1)} lookups/s`,
		],
		["`ask serve` to its first answer", seconds(serving.firstAnswerSeconds)],
		...["ask --mode keyword", "ask --fast", "ask"].map(
			(name): [string, string] => [
				`\`${name}\` beside it`,
				`${seconds(serving.beside[name]?.seconds ?? Number.NaN)}, ${times(serving.beside[name]?.ofNode ?? Number.NaN)}`,
			],
		),
		...Object.entries(serving.load).map(([name, each]): [string, string] => [
			`${each.clients} clients for ${each.seconds} s, ${name}`,
			`${all(each.latency)}; ${each.answers} answers, ${each.errors} errors`,
		]),
		[
			"recall@10 of the graph, of the scan",
			`${recall10.graph.toFixed(4)}, ${recall10.scan.toFixed(4)}`,
		],
	];
	const parts = [markdown(["what", "measured"], rows)];
	if (peers) {
		const compared = Object.entries(peers.peers).map(([name, peer]) => [
			name,
			`${peer.passagesPerSecond}`,
			times(indexing.passagesPerSecond / peer.passagesPerSecond),
			ms(peer.queryMsP50),
			times(warm.semantic.p50 / peer.queryMsP50),
			times(warm.fast.p50 / peer.queryMsP50),
		]);
		parts.push(
			markdown(
				[
					"peer",
					"passages/s",
					"ours to its",
					"query p50",
					"our semantic to its",
					"our `--fast` to its",
				],
				compared,
			),
			`A cold Python process embeds its first question after ${seconds(peers.coldSeconds)}: ${[
				"ask --fast",
				"ask",
			]
				.map(
					(name) =>
						`${times(peers.coldSeconds / (cold[name]?.seconds ?? Number.NaN))} \`${name}\``,
				)
				.join(", ")}.\n`,
		);
	}
	if (large) {
		const head = [
			"passages",
			"built in",
			"cold keyword",
			"cold `--fast`",
			"cold default",
			"warm semantic p50",
			"warm `--fast` p50",
			"load graph",
			"load codes",
			"scan",
			"graph in scans",
		];
		const body = large.map((each) => [
			`${each.passages}`,
			seconds(each.buildSeconds),
			...["ask --mode keyword", "ask --fast", "ask"].map((name) =>
				seconds(each.cold[name]?.seconds ?? Number.NaN),
			),
			ms(each.warm.semantic.p50),
			ms(each.warm.fast.p50),
			ms(each.loadGraphMs),
			ms(each.loadCodesMs),
			ms(each.scanMs),
			((each.loadGraphMs - each.loadCodesMs) / each.scanMs).toFixed(1),
		]);
		parts.push(markdown(head, body));
	}
	return `${report.command}\n${report.date}, ${report.machine}\n\n${parts.join("\n")}`;
}

function markdown(
	head: readonly string[],
	rows: readonly (readonly string[])[],
): string {
	return [head, head.map(() => "---"), ...rows]
		.map((cells) => `| ${cells.join(" | ")} |\n`)
		.join("");
}
