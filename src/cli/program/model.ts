import type { Command } from "commander";
import type { Run } from "./run.ts";

export function addModelCommands(program: Command, run: Run): void {
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
		.action(run(async () => (await import("../commands/model.ts")).pull));
	model
		.command("list")
		.description("list the models that are here")
		.option("--json", "print them as JSON")
		.addHelpText("after", "\nExamples:\n  ask model list")
		.action(run(async () => (await import("../commands/model.ts")).list));
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
			run(async () => (await import("../commands/model.ts")).verifyModels),
		);
}
