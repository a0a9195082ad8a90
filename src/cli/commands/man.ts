import type { Command } from "commander";
import type { Action } from "../context.ts";
import { EXIT } from "../exit-codes.ts";
import { manPage } from "../man/man-page.ts";
import { packageVersion } from "../versions.ts";

/** `ask man`. */
export function man(program: Command): Action<object> {
	return async ({ terminal }) => {
		await terminal.out(manPage(program, packageVersion()));
		return EXIT.found;
	};
}
