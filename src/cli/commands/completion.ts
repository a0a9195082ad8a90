import type { Command } from "commander";
import { bash } from "../completion/bash.ts";
import { type Described, describe } from "../completion/described.ts";
import { fish } from "../completion/fish.ts";
import { SHELLS, type Shell } from "../completion/shells.ts";
import { zsh } from "../completion/zsh.ts";
import type { Action } from "../context.ts";
import { EXIT } from "../exit-codes.ts";

const SCRIPTS: Record<Shell, (program: Described) => string> = {
	bash,
	zsh,
	fish,
};

/** `ask completion <shell>`. */
export function completion(program: Command): Action<object> {
	return async ({ terminal }, [wanted]) => {
		// Commander lets no other pass.
		const shell = SHELLS.find((each) => each === wanted) ?? "bash";
		await terminal.out(SCRIPTS[shell](describe(program)));
		return EXIT.found;
	};
}
