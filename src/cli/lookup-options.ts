import { type Command, Option } from "commander";
import { STALE_POLICIES } from "../lookup/stale.ts";
import { RERANK_DEPTH } from "../ranking/weights.ts";
import { MODES } from "../searcher/options.ts";
import { FORMATS } from "./formats/format.ts";
import { collect, indexOption, share, wholeFrom } from "./values.ts";

/** The options of a lookup. */
export function addLookupOptions(command: Command): Command {
	return command
		.option(
			"-k, --top <n>",
			"passages to print, 1-100 (default: 5)",
			wholeFrom(1, 100),
		)
		.addOption(indexOption())
		.addOption(
			new Option("--mode <mode>", "how passages are found")
				.choices(MODES)
				.default("hybrid"),
		)
		.addOption(
			new Option(
				"--rerank <n>",
				`passages that a second model reads again, 1-100 (default: ${RERANK_DEPTH} in hybrid mode)`,
			).argParser(wholeFrom(1, 100)),
		)
		.addOption(
			new Option(
				"--fast",
				"read none again: no second model is loaded",
			).conflicts("rerank"),
		)
		.option(
			"--min-score <x>",
			"least score, 0-1, instead of the index's own threshold",
			share,
		)
		.option("--all", "print the best passages even below the threshold")
		.option(
			"--per-article <n>",
			"most passages of one article (default: 2)",
			wholeFrom(1),
		)
		.option(
			"--path <glob>",
			"only articles whose path matches; can be given more than once",
			collect,
		)
		.option(
			"--since <date>",
			'only articles published on this day or later: 2025-04-15, 2025-04, "last month"',
		)
		.option("--until <date>", "only articles published on this day or before")
		.option(
			"--source <name>",
			"only articles of this outlet; this and the next three can be given more than once",
			collect,
		)
		.option("--author <name>", "only articles by this author", collect)
		.option(
			"--speaker <name>",
			"only passages in which this person or body speaks",
			collect,
		)
		.option(
			"--lang <tag>",
			"only articles in this language: en, pt-BR",
			collect,
		)
		.addOption(
			new Option(
				"--sort <order>",
				"order of the passages; by date newest first",
			)
				.choices(["relevance", "date"])
				.default("relevance"),
		)
		.option("--recent", "prefer what is newer, within bounds")
		.addOption(
			new Option(
				"--timeline",
				"a line a passage, oldest first (-k 20, one an article, unless said otherwise)",
			).conflicts(["sort", "compare", "batch"]),
		)
		.addOption(
			new Option(
				"--compare",
				"what each article says, side by side (-k 6, two an article, unless said otherwise)",
			).conflicts(["batch"]),
		)
		.addOption(
			new Option(
				"--stale <policy>",
				"what to do about passages whose source changed or vanished since",
			)
				.choices(STALE_POLICIES)
				.default("warn"),
		)
		.addOption(
			new Option(
				"--format <format>",
				"how the answer is printed (default: text)",
			).choices(FORMATS),
		)
		.option("--json", "print the answer as one JSON object: --format json")
		.option(
			"--jsonl",
			"print a JSON object a line for each result: --format jsonl",
		)
		.option(
			"--batch <file>",
			"ask each line of a file (- for standard input); prints a --json object a line",
		);
}
