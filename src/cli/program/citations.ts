import type { Command } from "commander";
import { indexOption, wholeFrom } from "../values.ts";
import type { Run } from "./run.ts";

/** What looks a citation up. */
export function addCitationCommands(program: Command, run: Run): void {
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
		.action(run(async () => (await import("../commands/show.ts")).show));

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
		.action(run(async () => (await import("../commands/verify.ts")).verify));
}
