import type { Command } from "commander";
import { collect, fields, indexOption, wholeFrom } from "../values.ts";
import type { Run } from "./run.ts";

/** What makes an index, and what tells about it. */
export function addIndexCommands(program: Command, run: Run): void {
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
		.action(run(async () => (await import("../commands/index.ts")).index));

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
		.action(run(async () => (await import("../commands/status.ts")).status));
}
