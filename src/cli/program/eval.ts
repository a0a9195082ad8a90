import { type Command, Option } from "commander";
import { RERANK_DEPTH } from "../../ranking/weights.ts";
import { wholeFrom } from "../values.ts";
import type { Run } from "./run.ts";

export function addEval(program: Command, run: Run): void {
	program
		.command("eval")
		.description("measure retrieval over a judged collection")
		.argument(
			"<folder>",
			"with corpus.jsonl, queries.jsonl and qrels.tsv, as BEIR lays them out",
		)
		.option(
			"--qrels <file>",
			"another file of relevance: a path, else a name in the folder",
		)
		.option("--limit <n>", "only the first n judged questions", wholeFrom(1))
		.addOption(
			new Option(
				"--half <half>",
				"only questions whose id has an even (a) or odd (b) sha256",
			).choices(["a", "b"]),
		)
		.option(
			"--nulls [file]",
			"also count how many questions without an answer are refused: those that are not judged, or those of another queries.jsonl",
		)
		.option(
			"--rerank <n>",
			"passages that are read again, 1-100",
			wholeFrom(1, 100),
			RERANK_DEPTH,
		)
		.option("-q, --quiet", "no progress")
		.option("--json", "print the measures as JSON")
		.addHelpText(
			"after",
			`
Prints nDCG@10, Recall@10, MRR@10, P@1 and, where the questions carry answers,
the share of them that the first 1, 3 and 10 passages hold, for each way of
finding passages. Documents are ranked by their best passage.
The index of a collection is kept in the user's cache and used again.

Examples:
  ask eval beir/scifact
  ask eval --qrels qrels_test.tsv --limit 100 --json beir/scifact
  ask eval --nulls other/queries.jsonl news-qa`,
		)
		.action(run(async () => (await import("../commands/eval.ts")).evaluation));
}
