import { SearchError } from "../../errors.ts";
import { serveStdio } from "../../mcp/stdio.ts";
import { LiveIndex } from "../../service/live-index.ts";
import { type Action, indexFolder, warn } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { EXIT } from "../exit-codes.ts";
import { packageVersion } from "../versions.ts";
import type { ServeCommandOptions } from "./serve.ts";

export interface McpOptions extends Omit<ServeCommandOptions, "json"> {
	http?: boolean;
}

/** `ask mcp`: a server of the Model Context Protocol on standard input and output. */
export const mcp: Action<McpOptions> = async (context, _, options) => {
	if (options.http) {
		const { serveProtocol } = await import("./serve.ts");
		return serveProtocol(context, options);
	}
	refuseNetworkOptions(options);
	const { terminal, environment, signal } = context;
	const { stdin, stdout } = process;
	if (stdin.isTTY) {
		terminal.err(
			"ask: speaks the Model Context Protocol on standard input and output; Ctrl-D ends it\n",
		);
	}
	const live = new LiveIndex({
		index: indexFolder(options.index, environment),
	});
	try {
		await serveStdio(live, {
			version: packageVersion(),
			input: stdin,
			output: stdout,
			signal,
			onUnreadable: (reason) =>
				warn(terminal, `passed over on standard input: ${escapeLine(reason)}`),
		});
		return EXIT.found;
	} finally {
		await live.close();
	}
};

function refuseNetworkOptions(options: McpOptions): void {
	const given = (["port", "host", "allowHost", "rate"] as const).filter(
		(name) => options[name] !== undefined,
	);
	if (given.length > 0) {
		throw new SearchError(
			"USAGE",
			"on standard input and output there is no network to choose",
			"add --http",
		);
	}
}
