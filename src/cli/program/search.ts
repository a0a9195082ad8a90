import type { Command } from "commander";
import { search } from "../commands/search.ts";
import { addLookupOptions } from "../lookup-options.ts";
import { commandMeant } from "../meant.ts";
import type { Run } from "./run.ts";

/** The command that a line names which names none. */
export const DEFAULT_COMMAND = "search";

export function addSearch(program: Command, run: Run): void {
	addLookupOptions(
		program
			.command(DEFAULT_COMMAND, { isDefault: true })
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
  ask --format bibtex "what did Rutte pledge" >> sources.bib
  ask --batch questions.txt > answers.jsonl
  ask search index                   asks the word "index"`,
		)
		.action(run(async () => search(() => commandMeant(program))));
}
