import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { type Cold, measureCold } from "./bench/cold.ts";
import { readQuestions, writeArticles } from "./bench/corpus.ts";
import { type Indexing, measureIndexing } from "./bench/indexing.ts";
import { type Large, measureLarge } from "./bench/large.ts";
import { measurePeers, type Peers } from "./bench/peers.ts";
import { measureRecall, type Recall } from "./bench/recall.ts";
import { measureServing, type Serving } from "./bench/serving.ts";
import { table } from "./bench/table.ts";
import { measureWarm, type Warm } from "./bench/warm.ts";

export interface Report {
	date: string;
	machine: string;
	command: string;
	indexing: Indexing;
	cold: Cold;
	warm: Warm;
	serving: Serving;
	recall10: Recall;
	peers?: Peers;
	large?: Large[];
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const program = new Command("npm run bench --")
	.description(
		"Times the built command and the library, by themselves and against what a user would otherwise pick.",
	)
	.option(
		"--corpus <path>",
		"folder of articles, or a corpus.jsonl",
		here("../articles"),
	)
	.option(
		"--limit <n>",
		"articles of a corpus.jsonl",
		Number,
		Number.POSITIVE_INFINITY,
	)
	.option(
		"--questions <file>",
		"a queries.jsonl; those of at most twelve words are asked",
	)
	.option("--smoke", "a short run, to see that all of it works")
	.option("--large <n...>", "also indexes of so many made-up passages")
	.option("--peers", "also the peers, on the same passages")
	.option(
		"--peers-script <file>",
		"peers.py",
		here("../../shared/bench/peers.py"),
	)
	.option(
		"--peers-python <file>",
		"python of their environment",
		"peers/bin/python",
	)
	.option("--save <name>", "keep the report as scripts/runs/DATE-NAME.json")
	.option("--json", "print the report as JSON")
	.parse();
const options = program.opts();

const folder = mkdtempSync(join(tmpdir(), "verbatim-bench-"));
try {
	await writeArticles(options.corpus, join(folder, "articles"), options.limit);
	const questions = await readQuestions(options.questions);
	const { texts, ...indexing } = await measureIndexing(folder);
	const report: Report = {
		date: new Date().toISOString().slice(0, 10),
		machine: `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`,
		command: `npm run bench -- ${process.argv.slice(2).join(" ")}`,
		indexing,
		cold: await measureCold(folder, options.smoke ? 1 : 10),
		warm: await measureWarm(folder, questions, options.smoke ? 4 : 200),
		serving: await measureServing(folder, questions, {
			seconds: options.smoke ? 1 : 60,
			runs: options.smoke ? 1 : 10,
		}),
		recall10: await measureRecall(folder, questions),
	};
	if (options.peers) {
		const where = { script: options.peersScript, python: options.peersPython };
		report.peers = await measurePeers(folder, where, texts, questions);
	}
	for (const passages of options.large ?? []) {
		report.large ??= [];
		report.large.push(await measureLarge(Number(passages), texts, questions));
	}
	const json = `${JSON.stringify(report, null, "\t")}\n`;
	if (options.save) {
		writeFileSync(here(`runs/${report.date}-${options.save}.json`), json);
	}
	process.stdout.write(options.json ? json : table(report));
} finally {
	rmSync(folder, { recursive: true });
}
