import { beforeAll, describe, expect, it } from "vitest";
import { asSearchError, orMeant, wantsJson } from "../src/cli/failure.ts";
import { commandMeant } from "../src/cli/meant.ts";
import { createProgram } from "../src/cli/program.ts";
import { processTerminal } from "../src/cli/terminal.ts";
import { SearchError } from "../src/errors.ts";
import { Workspace, workspace } from "./support/workspace.ts";

describe("a mistyped command", () => {
	/** The command that a line suggests, had it found nothing. */
	async function meant(line: string): Promise<string | null> {
		const program = createProgram(
			{
				terminal: await processTerminal(),
				environment: {},
				signal: new AbortController().signal,
				build: null,
			},
			() => {},
		);
		for (const command of program.commands) command.action(() => {});
		try {
			await program.parseAsync(line.split(" "), { from: "user" });
		} catch {
			// What the line asks of a question may make no sense.
		}
		return commandMeant(program);
	}

	it.each([
		["statsu", "status"],
		["statsu --duplicates", "status"],
		["idnex articles more", "index"],
		["idnex articles --rebuild", "index"],
		["verfy", "verify"],
		["shwo a.txt#c0-1@00000000", "show"],
		["modle pull OWNER/NAME", "model"],
		["complation bash", "completion"],
	])("is recognised: %s", async (line, command) => {
		expect(await meant(line)).toBe(command);
	});

	it.each([
		// Words of a question, of which none is like a command's name, or which say little by themselves.
		"harbour rebuilt",
		"who",
		"how many",
		// What names a command, or begins with something else.
		"status",
		"search statsu",
		"-k 3 statsu",
		"Statsu",
		// More words than the command could take.
		"states of emergency",
		"",
	])("is not taken for one: %j", async (line) => {
		expect(await meant(line)).toBeNull();
	});

	it("is told in place of what would help a question", () => {
		const missing = new SearchError("INDEX_NOT_FOUND", "no index", "build one");
		expect(orMeant(missing, "status").hint).toBe(
			'did you mean "ask status"? Else build one',
		);
		expect(orMeant(missing, null)).toBe(missing);
		const corrupt = new SearchError("INDEX_CORRUPT", "damaged", "rebuild");
		expect(orMeant(corrupt, "status")).toBe(corrupt);
		expect(asSearchError(corrupt)).toBe(corrupt);
	});
});

describe("errors are wanted as JSON", () => {
	it.each([
		[["--json", "x"], true],
		[["--format", "json", "x"], true],
		[["--format=json", "x"], true],
		[["--format", "jsonl", "x"], false],
		[["--", "--json"], false],
		[["x"], false],
	])("%j: %s", (args, wanted) => {
		expect(wantsJson(args)).toBe(wanted);
	});
});

describe("ask", () => {
	const space = new Workspace();
	beforeAll(async () => {
		space.write("news/a.txt", "The harbour will be rebuilt, the mayor said.\n");
		await space.ask(["index", "news"]);
		return () => space.remove();
	});

	it("suggests a command where the question that it became finds nothing", async () => {
		const { stderr, exitCode } = await space.ask(["statsu"]);
		expect(exitCode).toBe(1);
		expect(stderr).toMatch(
			/nothing found: [\s\S]*\nhint: did you mean "ask status"\?\n$/u,
		);
		const named = await space.ask(["search", "statsu"]);
		expect(named.stderr).not.toContain("did you mean");
		const json = await space.ask(["statsu", "--json"]);
		expect(json.stderr).toBe("");
	});

	it("suggests a command where there is no index, and where its options are unknown", async () => {
		const elsewhere = workspace();
		const missing = await elsewhere.ask(["statsu"]);
		expect(missing.exitCode).toBe(2);
		expect(missing.stderr).toMatch(
			/^ask: no index in .*\nhint: did you mean "ask status"\? Else build one: /u,
		);
		const unknown = await space.ask(["idnex", "news", "--rebuild", "--json"]);
		expect(JSON.parse(unknown.stderr).error).toEqual({
			code: "USAGE",
			message: "unknown option '--rebuild'",
			hint: 'did you mean "ask index"?',
		});
	});

	it("suggests a command of a group, and names the choices of a value", async () => {
		const group = await space.ask(["model", "pul", "x/y"]);
		expect(group.stderr).toBe(
			"ask: unknown command 'pul'\nhint: did you mean pull?\n",
		);
		const none = await space.ask(["model"]);
		expect(none.stderr).toMatch(/^ask: .*none is named\nhint: .*--help\n$/u);
		for (const [args, choices] of [
			[["--mode", "sematic", "x"], "hybrid, semantic, keyword"],
			[["--format", "cvs", "x"], "text, json, jsonl, csv, md, bibtex"],
			[["completion", "tcsh"], "bash, zsh, fish"],
		] as const) {
			const { stderr, exitCode } = await space.ask([...args]);
			expect(exitCode).toBe(2);
			expect(stderr).toContain(`Allowed choices are ${choices}.`);
		}
	});

	it("without a question, and without a terminal, is a mistake", async () => {
		const { stderr, exitCode } = await space.ask([]);
		expect(exitCode).toBe(2);
		expect(stderr).toMatch(/^ask: no question\n/u);
	});

	it("--version names the package, the models and the engines", async () => {
		const { stdout, stderr, exitCode } = await space.ask(["--version"]);
		expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
		expect(stdout).toMatch(
			/^ask \d+\.\d+\.\d+\nembedding model +Xenova\/all-MiniLM-L6-v2, 384 dimensions\nreranker +Xenova\/ms-marco-MiniLM-L-12-v2\nonnxruntime-node +1\.14\.0\nhnswlib-node +\d\S+\nbetter-sqlite3 +\d\S+\nSQLite +3\.\d\S+\nNode +\d\S+\n$/u,
		);
		const json = JSON.parse((await space.ask(["--version", "--json"])).stdout);
		expect(json).toMatchObject({
			models: [
				{ kind: "embedding model", dimensions: 384 },
				{ kind: "reranker", dimensions: null },
			],
			engines: { Node: process.versions.node },
		});
		expect(stdout).toContain(`ask ${json.ask}\n`);
	});
});
