import { readFileSync } from "node:fs";
import { Command, Option } from "commander";
import { RERANK_DEPTH } from "../ranking/weights.ts";
import { search } from "./commands/search.ts";
import type { Action, Context } from "./context.ts";
import type { ExitCode } from "./exit-codes.ts";
import { addLookupOptions } from "./lookup-options.ts";
import { collect, fields, indexOption, wholeFrom } from "./values.ts";

/**
 * The command line: names, options and help. What a command does is loaded only when it runs, so that
 * help and mistakes answer at once.
 *
 * @param done - Receives the exit code of the command that ran.
 */
export function createProgram(
	context: Context,
	done: (code: ExitCode) => void,
): Command {
	/** Runs an action with the operands and options that commander read. */
	const run =
		<Options>(load: () => Promise<Action<Options>>) =>
		async (...args: unknown[]) => {
			const command = args.at(-1) as Command;
			const action = await load();
			done(await action(context, command.args, command.opts() as Options));
		};

	const program = new Command("ask")
		.description(
			"Answers a question over a folder of news articles with their exact words, each with a citation that can be checked.",
		)
		.version(version(), "--version", "print the version")
		.helpCommand(false)
		.showSuggestionAfterError()
		.addHelpText(
			"after",
			`
A question is asked without naming a command: ask "what did Rutte pledge" is
ask search "what did Rutte pledge". Options of a lookup: ask search --help.

Exit codes: 0 found or done, 1 nothing found or a citation that no longer holds,
2 an error, 130 interrupted.

Examples:
  ask index articles                 build the index
  ask "what did Rutte pledge"        ask it
  ask search --help                  options of a lookup`,
		);

	addLookupOptions(
		program
			.command("search", { isDefault: true })
			.description("print the passages that answer best (the default command)")
			.argument("[question...]", "what to ask; words are joined by spaces"),
	)
		.addHelpText(
			"after",
			`
Examples:
  ask "what did Rutte pledge"
  ask -k 1 --json "who visited Odesa" | jq -r '.results[0].citation.id'
  ask --mode keyword --path 'articles/2025/*' Patriot
  ask --speaker Macron --since "last month" "what did he say about Iran"
  ask --timeline "talks between Ukraine and Russia"
  ask --compare "how many people were killed in Sumy"
  ask --batch questions.txt > answers.jsonl
  ask search index                   asks the word "index"`,
		)
		.action(run(async () => search));

	program
		.command("index")
		.description("build the index, or bring it up to date")
		.argument(
			"[paths...]",
			"files and folders to index; default: all that the index holds",
		)
		.addOption(indexOption())
		.option(
			"--model <model>",
			"a local model's folder, laid out for transformers.js, or the name of one fetched by ask model pull",
		)
		.option(
			"--remove <path>",
			"drop a source and its articles; can be given more than once",
			collect,
		)
		.option(
			"--map <fields>",
			"names of fields in JSON records, as text=story,title=hed; fields: title, text, date, source, author, url, language",
			fields,
		)
		.option("--rebuild", "build everything anew, with the settings of now")
		.option(
			"--threads <n>",
			"passages embedded side by side (default: one a core)",
			wholeFrom(1),
		)
		.option(
			"--wait",
			"wait while another process updates the index, instead of failing",
		)
		.option("-q, --quiet", "no progress, no summary")
		.option("--json", "print the summary as JSON")
		.addHelpText(
			"after",
			`
Only new and changed passages are embedded. Readable: text and Markdown in UTF-8,
web pages (.html), records (.json .jsonl .ndjson), and all of these in .zip and .gz.
Hidden files, links, node_modules and the index itself are left out of folders.

Examples:
  ask index articles                 index a folder, or what changed in it
  ask index                          refresh all that the index holds
  ask index --remove articles/old    drop a folder from the index
  ask index --map text=story,date=meta.day export.jsonl
  ask index --rebuild --model Xenova/bge-small-en-v1.5`,
		)
		.action(run(async () => (await import("./commands/index.ts")).index));

	program
		.command("status")
		.description(
			"tell what the index holds, and whether it is whole and current",
		)
		.addOption(indexOption())
		.option("--duplicates", "list the articles that tell the same story")
		.option("--json", "print it as JSON")
		.addHelpText(
			"after",
			`
Examples:
  ask status
  ask status --duplicates
  ask status --json | jq .stale`,
		)
		.action(run(async () => (await import("./commands/status.ts")).status));

	program
		.command("show")
		.description("print a cited passage inside its article")
		.argument("<citation>", "as printed with a result: path#cSTART-END@HASH")
		.addOption(indexOption())
		.option(
			"-C, --context <lines>",
			"lines before and after the passage",
			wholeFrom(0),
			3,
		)
		.option("--json", "print it as JSON")
		.addHelpText(
			"after",
			`
Cited lines are numbered 5: and those around them 4-.

Examples:
  ask show 'articles/000_23877be62b5c9be2.txt#c850-977@9e506e76'
  ask show -C 0 "$(ask -k 1 --json Patriot | jq -r '.results[0].citation.id')"`,
		)
		.action(run(async () => (await import("./commands/show.ts")).show));

	program
		.command("verify")
		.description("prove citations against the source files as they are now")
		.argument("[citations...]", "default: every passage of the index")
		.addOption(indexOption())
		.option("--json", "print the verdicts as JSON")
		.addHelpText(
			"after",
			`
verified: the file is the one cited, and the words stand where the citation says.
moved: the file changed and still holds the words (where, is printed).
changed, vanished, unknown: the words cannot be shown to stand in the source.
Exits 0 only if every citation is verified.

Examples:
  ask verify
  ask verify 'articles/000_23877be62b5c9be2.txt#c850-977@9e506e76'`,
		)
		.action(run(async () => (await import("./commands/verify.ts")).verify));

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
		.action(run(async () => (await import("./commands/eval.ts")).evaluation));

	const model = program
		.command("model")
		.description(
			"fetch, list and check embedding models for ask index --model",
		);
	model
		.command("pull")
		.description("fetch a model from a Hugging Face hub")
		.argument("<name>", "OWNER/NAME, laid out for transformers.js")
		.option("--revision <revision>", "commit, branch or tag (default: main)")
		.option("-q, --quiet", "no progress, no summary")
		.option("--json", "print what was fetched as JSON")
		.addHelpText(
			"after",
			`
Every file's size and checksum are compared with what the hub says; a download
that fails leaves nothing. HF_ENDPOINT names another hub, HF_TOKEN a token,
ASK_MODELS another folder than the user's data folder.
No other command ever opens a connection.

Examples:
  ask model pull Xenova/bge-small-en-v1.5
  ask index --model Xenova/bge-small-en-v1.5 articles`,
		)
		.action(run(async () => (await import("./commands/model.ts")).pull));
	model
		.command("list")
		.description("list the models that are here")
		.option("--json", "print them as JSON")
		.addHelpText("after", "\nExamples:\n  ask model list")
		.action(run(async () => (await import("./commands/model.ts")).list));
	model
		.command("verify")
		.description("compare the files of models with their checksums")
		.argument("[name]", "default: all that are here")
		.option("--json", "print what is damaged as JSON")
		.addHelpText(
			"after",
			"\nExits 0 only if all are whole.\n\nExamples:\n  ask model verify",
		)
		.action(
			run(async () => (await import("./commands/model.ts")).verifyModels),
		);

	for (const command of [program, ...program.commands, ...model.commands]) {
		command.exitOverride().configureOutput({
			writeOut: (text) => void context.terminal.out(text),
			// Errors are printed in one place, in the form of all others.
			writeErr: () => {},
		});
	}
	return program;
}

function version(): string {
	const file = new URL("../../package.json", import.meta.url);
	return JSON.parse(readFileSync(file, "utf8")).version;
}
