import type { Command } from "commander";
import type { ServeCommandOptions } from "../commands/serve.ts";
import { collect, indexOption, wholeFrom } from "../values.ts";
import type { Run } from "./run.ts";

const LAST_PORT = 65_535;

/** What answers others than the one who started it: a page and an API, and the Model Context Protocol. */
export function addServerCommands(program: Command, run: Run): void {
	addNetworkOptions(
		program
			.command("serve")
			.description("serve a page to search on, an HTTP API, and MCP")
			.addOption(indexOption()),
	)
		.option("--json", "print the address as JSON")
		.addHelpText(
			"after",
			`
The page is at /, the API at /api/search?q=…, its description at /api/openapi.json,
the Model Context Protocol at /mcp. Ctrl-C stops it. While it runs, lookups of the
command line over the same index are answered by it, and are quicker.
Any --host but this machine's own needs a token, in ASK_TOKEN.

Examples:
  ask serve
  ask serve --port 0 --json
  ASK_TOKEN="$(openssl rand -hex 32)" ask serve --host 0.0.0.0`,
		)
		.action(
			run<ServeCommandOptions>(
				async () => (await import("../commands/serve.ts")).serveIndex,
			),
		);

	addNetworkOptions(
		program
			.command("mcp")
			.description(
				"serve agents: the Model Context Protocol on standard input and output",
			)
			.addOption(indexOption())
			.option("--http", "serve it over HTTP, at /mcp"),
	)
		.addHelpText(
			"after",
			`
Tools: search, read_article, verify_citation, status. Articles are resources.

Examples:
  ask mcp --index ~/news/index
  ask mcp --http --port 7701`,
		)
		.action(run(async () => (await import("../commands/mcp.ts")).mcp));
}

function addNetworkOptions(command: Command): Command {
	return command
		.option(
			"--port <n>",
			"port to listen on, 0 for any that is free (default: 7700)",
			wholeFrom(0, LAST_PORT),
		)
		.option(
			"--host <address>",
			"address to listen on (default: 127.0.0.1); any but this machine's own needs ASK_TOKEN",
		)
		.option(
			"--allow-host <name>",
			"a further name by which it is called, by a proxy say; can be given more than once",
			collect,
		)
		.option(
			"--rate <n>",
			"most requests a second from one address (default: 200)",
			wholeFrom(1),
		);
}
