import type { Command } from "commander";
import type { Action, Context } from "../context.ts";
import type { ExitCode } from "../exit-codes.ts";

/** Makes what commander calls for a command of the action that is loaded when it runs. */
export type Run = <Options>(
	load: () => Promise<Action<Options>>,
) => (...args: unknown[]) => Promise<void>;

/** Runs actions with the operands and options that commander read. */
export function runner(context: Context, done: (code: ExitCode) => void): Run {
	return <Options>(load: () => Promise<Action<Options>>) =>
		async (...args) => {
			const command = args.at(-1) as Command;
			const action = await load();
			done(await action(context, command.args, command.opts() as Options));
		};
}
