import { Argument, type Command } from "commander";
import { SHELLS } from "../completion/shells.ts";
import type { Run } from "./run.ts";

/** What tells a shell, and man, of all the commands. */
export function addShellCommands(program: Command, run: Run): void {
	program
		.command("completion")
		.description("print a script that completes commands and options")
		.addArgument(new Argument("<shell>", "for which").choices(SHELLS))
		.addHelpText(
			"after",
			`
The script knows all commands and options by itself: completing runs nothing.
Load it in every new shell by one of these:

  echo 'source <(ask completion bash)' >> ~/.bashrc
  echo 'source <(ask completion zsh)' >> ~/.zshrc          after compinit
  ask completion fish > ~/.config/fish/completions/ask.fish

Examples:
  ask completion bash
  ask completion zsh > "\${fpath[1]}/_ask"`,
		)
		.action(
			run(async () =>
				(await import("../commands/completion.ts")).completion(program),
			),
		);

	program
		.command("man")
		.description("print the manual page")
		.addHelpText(
			"after",
			`
Examples:
  ask man | man -l -
  ask man > ~/.local/share/man/man1/ask.1`,
		)
		.action(run(async () => (await import("../commands/man.ts")).man(program)));
}
