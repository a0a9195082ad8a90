import { spawn } from "node:child_process";
import {
	cpSync,
	existsSync,
	mkdirSync,
	rmSync,
	truncateSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lockWriter } from "../src/store/lock.ts";
import {
	type Ran,
	SAMPLES,
	Workspace,
	workspace,
} from "./support/workspace.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const PLEDGE = "what did Rutte pledge";
const FOREIGN = "best running shoes for flat feet";

const errorOf = ({ stderr }: Ran) => JSON.parse(stderr.trim()).error;

describe("over the samples", () => {
	const space = new Workspace();
	let built: Ran;
	beforeAll(async () => {
		cpSync(SAMPLES, space.path("articles"), { recursive: true });
		built = await space.ask(["index", "articles"]);
	});
	afterAll(() => space.remove());

	it("index says on stdout what it did, and nothing else off a terminal", () => {
		expect(built.exitCode).toBe(0);
		expect(built.stdout).toMatch(
			/^5 articles, \d+ passages; 5 added; index generation 1, [\d.]+ s\n$/u,
		);
		expect(built.stderr).toBe("");
	});

	it("ask prints passages and their citations, best first, without colours in a pipe", async () => {
		const { stdout, stderr, exitCode } = await space.ask([PLEDGE]);
		expect(exitCode).toBe(0);
		expect(stderr).toBe("");
		const [first = ""] = stdout.split("\n\n");
		expect(first).toMatch(/^1\. /u);
		expect(first).toContain("[$23 billion]");
		expect(first).toMatch(
			/\n {3}articles\/000_23877be62b5c9be2\.txt:\d+-\d+ {2}speaking: Mark Rutte.* · UPI · score 0\.\d\d\n/u,
		);
		expect(first).toMatch(/txt#c\d+-\d+@[0-9a-f]{8}$/u);
		expect(stdout).not.toContain("\u001b");
	});

	it("ask takes words with and without quotes, and search is the same command", async () => {
		const [quoted, words, search] = await Promise.all([
			space.ask([PLEDGE]),
			space.ask(PLEDGE.split(" ")),
			space.ask(["search", PLEDGE]),
		]);
		expect(words.stdout).toBe(quoted.stdout);
		expect(search.stdout).toBe(quoted.stdout);
	});

	it("after -- every word is a question's", async () => {
		const { stdout } = await space.ask(["--", "status", "--json"]);
		expect(stdout).toBe("");
		const { exitCode, stderr } = await space.ask(["--all", "--", "index"]);
		expect({ exitCode, stderr }).toEqual({
			exitCode: 1,
			stderr: expect.stringContaining("nothing found"),
		});
	});

	it("nothing found is exit 1, says how far it fell short, and prints nothing", async () => {
		const ran = await space.ask([FOREIGN]);
		expect(ran).toMatchObject({ exitCode: 1, stdout: "" });
		expect(ran.stderr).toMatch(
			/nothing found: the nearest miss, articles\/\S+\.txt:\d+, scores 0\.\d\d, below 0\.\d\d\nhint: --all/u,
		);
		const all = await space.ask(["--all", "-k", "1", FOREIGN]);
		expect(all.exitCode).toBe(1);
		expect(all.stdout).toMatch(/^1\. /u);
		expect((await space.ask(["--min-score", "0", FOREIGN])).exitCode).toBe(0);
	});

	it("--json is one object, whether found or not", async () => {
		const found = await space.ask(["--json", "-k", "2", PLEDGE]);
		const answer = JSON.parse(found.stdout);
		expect(found.stdout.trim().split("\n")).toHaveLength(1);
		expect(answer).toMatchObject({
			question: PLEDGE,
			answered: true,
			index: { generation: 1, articles: 5, model: "Xenova/all-MiniLM-L6-v2" },
			timings: {
				loadMs: expect.any(Number),
				embedMs: expect.any(Number),
				searchMs: expect.any(Number),
				rerankMs: expect.any(Number),
			},
		});
		expect(Object.keys(answer.results[0])).toEqual([
			"rank",
			"score",
			"similarity",
			"keyword",
			"reranker",
			"text",
			"highlight",
			"quotes",
			"speakers",
			"citation",
			"stale",
			"became",
			"alsoIn",
		]);
		expect(Object.keys(answer.results[0].citation)).toEqual([
			"id",
			"path",
			"member",
			"record",
			"start",
			"end",
			"byteStart",
			"byteEnd",
			"lineStart",
			"lineEnd",
			"sha256",
			"title",
			"source",
			"author",
			"published",
			"url",
			"speaker",
		]);
		const { byteStart, byteEnd, path } = answer.results[0].citation;
		expect(space.read(path).subarray(byteStart, byteEnd).toString()).toBe(
			answer.results[0].text,
		);
		const nothing = await space.ask(["--json", FOREIGN]);
		expect(nothing.exitCode).toBe(1);
		expect(nothing.stderr).toBe("");
		expect(JSON.parse(nothing.stdout)).toMatchObject({
			answered: false,
			results: [],
		});
	});

	it("--jsonl is a line a result", async () => {
		const { stdout } = await space.ask(["--jsonl", "-k", "3", PLEDGE]);
		const lines = stdout
			.trim()
			.split("\n")
			.map((line) => JSON.parse(line));
		expect(lines.map(({ rank }) => rank)).toEqual([1, 2, 3]);
	});

	it("--batch answers in order, one object a line, from a file or standard input", async () => {
		const questions = `${PLEDGE}\r\n${FOREIGN}\nUkraine belongs in NATO`;
		const piped = await space.ask(["--batch", "-"], { input: questions });
		expect(piped).toMatchObject({ exitCode: 0, stderr: "" });
		const answers = piped.stdout
			.trim()
			.split("\n")
			.map((line) => JSON.parse(line));
		expect(answers.map(({ question }) => question)).toEqual([
			PLEDGE,
			FOREIGN,
			"Ukraine belongs in NATO",
		]);
		expect(answers.map(({ answered }) => answered)).toEqual([
			true,
			false,
			true,
		]);
		space.write("foreign.txt", `${FOREIGN}\n`);
		expect((await space.ask(["--batch", "foreign.txt"])).exitCode).toBe(1);
		const blank = await space.ask(["--batch", "-"], {
			input: `${PLEDGE}\n\n${PLEDGE}\n`,
		});
		expect(blank.exitCode).toBe(2);
		expect(
			blank.stdout
				.trim()
				.split("\n")
				.map((line) => JSON.parse(line)),
		).toMatchObject([
			{ answered: true },
			{ question: "", error: { code: "USAGE" } },
			{ answered: true },
		]);
	});

	it("--mode, --path and --per-article narrow what is found", async () => {
		const of = async (args: string[]) =>
			JSON.parse((await space.ask(["--json", "--all", ...args])).stdout)
				.results;
		expect(await of(["--mode", "keyword", "Patriot"])).toMatchObject([
			{ similarity: null, keyword: expect.any(Number) },
			{ similarity: null },
			{ similarity: null },
		]);
		const paths = (
			await of(["--path", "004*", "--path", "*/000*", "NATO"])
		).map(({ citation }: { citation: { path: string } }) =>
			citation.path.slice(9, 12),
		);
		expect([...new Set(paths)].sort()).toEqual(["000", "004"]);
		const one = await of(["--per-article", "1", "-k", "100", "Ukraine"]);
		expect(one).toHaveLength(5);
	});

	it("status tells what the index holds", async () => {
		const { stdout, exitCode } = await space.ask(["status", "--json"]);
		expect(exitCode).toBe(0);
		expect(JSON.parse(stdout)).toEqual({
			articles: 5,
			passages: expect.any(Number),
			model: "Xenova/all-MiniLM-L6-v2",
			dimensions: 384,
			generation: 1,
			bytes: expect.any(Number),
			complete: true,
			stale: { changed: 0, vanished: 0 },
			sources: ["articles"],
			skipped: [],
			building: null,
		});
		expect((await space.ask(["status"])).stdout).toMatch(
			/^index +index, generation 1\n/u,
		);
	});

	it("show prints the passage in its article, verify proves it", async () => {
		const { stdout } = await space.ask(["--json", PLEDGE]);
		const [{ citation, text }] = JSON.parse(stdout).results;
		const shown = await space.ask(["show", citation.id]);
		expect(shown.exitCode).toBe(0);
		for (const line of text.split("\n")) {
			expect(shown.stdout).toMatch(/^ *\d+: .*/mu);
			expect(shown.stdout).toContain(line);
		}
		expect(shown.stdout).toMatch(/^ *\d+- /mu);
		const verified = await space.ask(["verify", citation.id]);
		expect(verified).toMatchObject({
			exitCode: 0,
			stdout: `verified ${citation.id}\n`,
		});
		const everything = await space.ask(["verify"]);
		expect(everything.exitCode).toBe(0);
		expect(everything.stdout).toMatch(/^(\d+) of \1 citations hold\n$/u);
		expect(
			JSON.parse((await space.ask(["verify", "--json"])).stdout),
		).toMatchObject({
			citations: [],
		});
	});

	it("ASK_INDEX names the index, and --index wins over it", async () => {
		const elsewhere = workspace();
		const env = { ASK_INDEX: space.path("index") };
		expect((await elsewhere.ask([PLEDGE], { env })).exitCode).toBe(0);
		const missing = await elsewhere.ask(["--index", "none", PLEDGE], { env });
		expect(missing.exitCode).toBe(2);
	});

	it("colours can be forced, and the words that matched are bold", async () => {
		const { stdout } = await space.ask([PLEDGE], { env: { FORCE_COLOR: "1" } });
		expect(stdout).toContain("\u001b[1mRutte\u001b[22m");
	});

	it("a closed pipe is no error", async () => {
		const child = spawn(
			"bash",
			[
				"-c",
				`"$0" "$1" --batch - | head -n 1; echo "\${PIPESTATUS[0]}"`,
				process.execPath,
				join(ROOT, "dist/js/ask.cjs"),
			],
			{ cwd: space.root, stdio: ["pipe", "pipe", "inherit"] },
		);
		child.stdin.on("error", () => {});
		child.stdin.end(`${PLEDGE}\n`.repeat(300));
		let out = "";
		for await (const chunk of child.stdout) out += chunk;
		expect(out.trim().split("\n").at(-1)).toBe("0");
	});
});

describe("help", () => {
	it.each([[], ["search"], ["index"], ["status"], ["show"], ["verify"]])(
		"of %s ends with examples",
		async (...command) => {
			const { stdout, stderr, exitCode } = await workspace().ask([
				...command,
				"--help",
			]);
			expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
			expect(stdout).toMatch(/Usage: ask/u);
			expect(stdout).toMatch(/Examples:\n( {2}ask .*\n)+$/u);
		},
	);

	it("--version begins with the package's", async () => {
		expect((await workspace().ask(["--version"])).stdout).toMatch(
			/^ask \d+\.\d+\.\d+\n/u,
		);
	});
});

describe("ask eval", () => {
	it("prints a line for each way of finding passages, or all of it as JSON", async () => {
		const space = workspace();
		const lines = (...records: object[]) =>
			records.map((record) => `${JSON.stringify(record)}\n`).join("");
		space.write(
			"c/corpus.jsonl",
			lines(
				{ _id: "a", text: "The harbour will be rebuilt, the mayor said." },
				{ _id: "b", text: "A new school opened its doors to pupils." },
			),
		);
		space.write(
			"c/queries.jsonl",
			lines(
				{ _id: "1", text: "Who said the harbour will be rebuilt?" },
				{ _id: "2", text: "the price of copper in Chile" },
			),
		);
		space.write("c/qrels.tsv", "1\ta\t1\n");
		const env = { XDG_CACHE_HOME: space.path("cache"), HOME: space.root };
		const printed = await space.ask(["eval", "c", "--nulls", "-q"], { env });
		expect(printed).toMatchObject({ exitCode: 0, stderr: "" });
		expect(printed.stdout).toMatch(
			/^2 documents, 2 passages, .*; 1 questions\n/u,
		);
		for (const mode of ["keyword", "semantic", "hybrid", "reranked"]) {
			expect(printed.stdout).toMatch(
				new RegExp(`^${mode} +1\\.0000 +1\\.0000`, "mu"),
			);
		}
		expect(printed.stdout).toContain(
			"refused 1 of 1 (100.0 %) questions that it does not",
		);
		const json = await space.ask(["eval", "c", "--json"], { env });
		expect(JSON.parse(json.stdout)).toMatchObject({
			documents: 2,
			questions: 1,
			modes: { reranked: { ndcg10: 1, answer1: null } },
			nulls: { asked: 0, refused: 0 },
		});
	});
});

describe("every error has its code, a cure, and exit 2:", () => {
	async function failing(
		code: string,
		args: string[],
		prepare: (space: Workspace) => unknown = () => {},
	): Promise<{ ran: Ran; space: Workspace }> {
		const space = workspace();
		await prepare(space);
		const ran = await space.ask(args);
		expect(ran.exitCode).toBe(2);
		expect(ran.stdout).toBe("");
		expect(ran.stderr).toMatch(/^(.*\n)*ask: .+\nhint: .+\n$/u);
		const json = await space.ask([...args, "--json"]);
		expect(json.exitCode).toBe(2);
		expect(JSON.parse(json.stderr.trim().split("\n").at(-1) ?? "")).toEqual({
			error: { code, message: expect.any(String), hint: expect.any(String) },
		});
		return { ran, space };
	}
	const indexed = async (space: Workspace) => {
		space.write("news/a.txt", "The harbour will be rebuilt, the mayor said.\n");
		expect((await space.ask(["index", "news"])).exitCode).toBe(0);
	};

	it.each([
		[["--top", "0", "x"]],
		[["--top", "x", "x"]],
		[["--mode", "fuzzy", "x"]],
		[["--min-score", "2", "x"]],
		[["--per-article", "0", "x"]],
		[["--jsonl", "--batch", "-"]],
		[["--batch", "-", "x"]],
		[["--batch", "no-such-file"]],
		[["--fast", "--rerank", "3", "x"]],
		[["--rerank", "0", "x"]],
		[["--rerank", "101", "x"]],
		[["--rerank", "3", "--mode", "keyword", "x"]],
		[["eval"]],
		[["eval", "no-such-folder"]],
		[["eval", "--half", "c", "."]],
		[["--since", "soon", "x"]],
		[["--until", "2025-02-30", "x"]],
		[["--sort", "size", "x"]],
		[["--timeline", "--compare", "x"]],
		[["--timeline", "--sort", "date", "x"]],
		[["index", "--map", "body=text", "x"]],
		[["index", "--map", "text=a,text=b", "x"]],
		[["index", "--map", "text==a", "x"]],
		[["index", "--bogus"]],
		[["show"]],
		[[]],
		[["  "]],
		[["index", "--remove", "never-added"]],
	])("USAGE for ask %j", async (args) => {
		await failing("USAGE", args, indexed);
	});

	it("suggests the option that was meant", async () => {
		const { stderr } = await workspace().ask(["--tpo", "3", "x"]);
		expect(stderr).toMatch(
			/unknown option '--tpo'\nhint: did you mean --top\?/u,
		);
	});

	it("NO_ARTICLES", async () => {
		await failing("NO_ARTICLES", ["index"]);
		await failing("NO_ARTICLES", ["index", "empty"], (space) =>
			mkdirSync(space.path("empty")),
		);
	});

	it("ARTICLE_UNREADABLE for a path that is not there, and for files that were skipped", async () => {
		await failing("ARTICLE_UNREADABLE", ["index", "typo"]);
		const space = workspace();
		space.write("news/a.txt", "The harbour will be rebuilt.\n");
		space.write("news/b.txt", Buffer.from([0xe9]));
		space.write("c.pdf", "%PDF");
		const ran = await space.ask(["index", "news", "c.pdf"]);
		expect(ran.exitCode).toBe(2);
		expect(ran.stdout).toMatch(/^1 articles, 1 passages/u);
		expect(ran.stderr).toBe(
			[
				"ask: skipped c.pdf: no reader for .pdf; readable formats: .txt .md .markdown .html .htm .xhtml .json .jsonl .ndjson .zip .gz",
				"ask: skipped news/b.txt: is not valid UTF-8; convert it: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW",
				"ask: 2 files were skipped; the rest is indexed",
				"hint: mend or move the files named, and run ask index again",
				"",
			].join("\n"),
		);
		expect((await space.ask(["harbour rebuilt"])).exitCode).toBe(0);
	});

	it("INDEX_NOT_FOUND", async () => {
		for (const command of [
			["x"],
			["status"],
			["show", "a#c0-1@00000000"],
			["verify"],
		]) {
			await failing("INDEX_NOT_FOUND", command);
		}
	});

	it("INDEX_CORRUPT, and --rebuild cures it", async () => {
		const { space } = await failing(
			"INDEX_CORRUPT",
			["harbour"],
			async (space) => {
				await indexed(space);
				truncateSync(space.path("index/index.sqlite"), 8192);
			},
		);
		await failing("INDEX_CORRUPT", ["status"], (other) => {
			mkdirSync(other.path("index"));
			writeFileSync(other.path("index/index.sqlite"), "rubbish".repeat(1000));
		});
		expect((await space.ask(["index", "--rebuild", "news"])).exitCode).toBe(0);
		expect((await space.ask(["harbour rebuilt"])).exitCode).toBe(0);
	});

	it("INDEX_INCOMPATIBLE for another format, and for another model", async () => {
		const { space, ran } = await failing(
			"INDEX_INCOMPATIBLE",
			["harbour"],
			async (space) => {
				await indexed(space);
				const database = new Database(space.path("index/index.sqlite"));
				database.pragma("user_version = 99");
				database.close();
			},
		);
		expect(ran.stderr).toMatch(/format 99, this version reads 5/u);
		expect((await space.ask(["index", "--rebuild", "news"])).exitCode).toBe(0);

		const model = space.path("Xenova/other");
		cpSync(join(ROOT, "models/Xenova/all-MiniLM-L6-v2"), model, {
			recursive: true,
		});
		space.write(
			"Xenova/other/1_Pooling/config.json",
			'{"pooling_mode_cls_token": true}',
		);
		const refused = await space.ask(["index", "--model", model, "--json"]);
		expect(refused.exitCode).toBe(2);
		expect(errorOf(refused)).toMatchObject({
			code: "INDEX_INCOMPATIBLE",
			message: expect.stringMatching(/all-MiniLM-L6-v2.*Xenova\/other/u),
		});
		expect(
			(await space.ask(["index", "--model", model, "--rebuild"])).exitCode,
		).toBe(0);
		// The index knows its model from then on.
		expect((await space.ask(["index"])).exitCode).toBe(0);
		expect((await space.ask(["harbour rebuilt"])).exitCode).toBe(0);
		rmSync(model, { recursive: true });
		expect(errorOf(await space.ask(["--json", "harbour"]))).toMatchObject({
			code: "MODEL_NOT_FOUND",
		});
	});

	it("INDEX_BUSY while another process writes", async () => {
		let unlock = () => {};
		await failing("INDEX_BUSY", ["index"], async (space) => {
			await indexed(space);
			unlock = lockWriter(space.path("index"));
		});
		unlock();
	});

	it("MODEL_NOT_FOUND, before anything is written", async () => {
		const { space } = await failing(
			"MODEL_NOT_FOUND",
			["index", "--model", "none", "a.txt"],
			(space) => space.write("a.txt", "Text.\n"),
		);
		expect(() => space.read("index/index.sqlite")).toThrow(/ENOENT/u);
	});

	it("MODEL_CORRUPT for a model that cannot be loaded, and for a bundled file that was changed", async () => {
		await failing(
			"MODEL_CORRUPT",
			["index", "--model", "m", "a.txt"],
			(space) => {
				space.write("a.txt", "Text.\n");
				cpSync(join(ROOT, "models/Xenova/all-MiniLM-L6-v2"), space.path("m"), {
					recursive: true,
				});
				truncateSync(space.path("m/onnx/model_quantized.onnx"), 5_000_000);
			},
		);
		const space = workspace();
		const command = space.copyPackage();
		truncateSync(
			space.path(
				"package/models/Xenova/all-MiniLM-L6-v2/onnx/model_quantized.onnx",
			),
			22_803_986,
		);
		space.write("a.txt", "Text.\n");
		const { stderr } = await space.ask(["index", "a.txt", "--json"], {
			command,
		});
		expect(JSON.parse(stderr).error).toMatchObject({
			code: "MODEL_CORRUPT",
			message: expect.stringContaining("model_quantized.onnx"),
		});
		expect(existsSync(space.path("index"))).toBe(false);
	});

	it("no error where there are no models, of what needs none", async () => {
		const space = workspace();
		const command = space.copyPackage({ without: "models" });
		space.write("news/a.txt", "The harbour will be rebuilt.\n");
		await space.ask(["index", "news"]);
		const withoutModels = async (...args: string[]) => {
			const { stdout, stderr } = await space.ask(args, { command });
			return stdout + stderr;
		};
		expect(await withoutModels("--help")).toContain("Usage");
		expect(await withoutModels("status")).toContain("generation 1");
		expect(await withoutModels("verify")).toContain("1 of 1 citations hold");
		expect(await withoutModels("--mode", "keyword", "harbour")).toContain(
			"rebuilt",
		);
		expect(await withoutModels("--index", "none", "harbour")).toContain(
			"no index in",
		);
		expect(await withoutModels("harbour")).toContain("no model in");
	});

	it("no error where the second model is missing: the fused order answers, and says so", async () => {
		const space = workspace();
		const command = space.copyPackage({ without: "ms-marco" });
		space.write("news/a.txt", "The harbour will be rebuilt.\n");
		const indexed = await space.ask(["index", "news"], { command });
		expect(indexed.exitCode).toBe(0);
		expect(indexed.stderr).toMatch(/without --fast.*ms-marco/u);
		const { stdout } = await space.ask(["--json", "harbour rebuilt"], {
			command,
		});
		const answer = JSON.parse(stdout);
		expect(answer.answered).toBe(true);
		expect(answer.results[0].reranker).toBeNull();
		expect(answer.warnings).toEqual([
			expect.stringMatching(/no passage was read again: .*ms-marco/u),
		]);
	});

	it("CITATION_INVALID", async () => {
		for (const args of [
			["show", "nonsense"],
			["show", "/etc/passwd#c0-4@00000000"],
			["verify", "nonsense"],
		]) {
			await failing("CITATION_INVALID", args, indexed);
		}
	});

	it("INTERNAL where the database cannot be opened", async () => {
		await failing("INTERNAL", ["index", "a.txt"], (space) => {
			space.write("a.txt", "Text.\n");
			mkdirSync(space.path("index/index.sqlite"), { recursive: true });
		});
	});

	it("USAGE where the index folder is a file", async () => {
		await failing("USAGE", ["index", "a.txt"], (space) => {
			space.write("a.txt", "Text.\n");
			space.write("index", "in the way");
		});
	});
});

describe("verify", () => {
	it("exits 1 when a citation no longer holds, and says where the words are now", async () => {
		const space = workspace();
		space.write("a.txt", "The harbour will be rebuilt, the mayor said.\n");
		await space.ask(["index", "a.txt"]);
		const { stdout } = await space.ask(["--json", "--all", "harbour"]);
		const { id } = JSON.parse(stdout).results[0].citation;
		space.write(
			"a.txt",
			"New!\nThe harbour will be rebuilt, the mayor said.\n",
		);
		const moved = await space.ask(["verify", id]);
		expect(moved.exitCode).toBe(1);
		expect(moved.stdout).toMatch(
			/^moved a\.txt#c0-44@.*\n.*still holds these words\n {2}now a\.txt#c5-49@/u,
		);
		const all = await space.ask(["verify"]);
		expect(all.exitCode).toBe(1);
		expect(all.stdout).toMatch(/0 of 1 citations hold\n$/u);
		const asked = await space.ask(["harbour rebuilt"]);
		expect(asked.stdout).toContain(
			"the source has changed since it was indexed",
		);
	});
});

describe("an article that attacks the terminal", () => {
	it("is shown with its control and bidi characters spelled out, and kept whole in JSON", async () => {
		const space = workspace();
		const evil =
			"The harbour \u001b[2J\u001b]0;owned\u0007 will \u202erebuilt\u202c be rebuilt.";
		space.write("a.txt", `${evil}\n`);
		await space.ask(["index", "a.txt"]);
		for (const args of [["harbour"], ["--jsonl", "harbour"]]) {
			const { stdout } = await space.ask(["--all", ...args]);
			// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
			expect(stdout).not.toMatch(/[\u001b\u0007\u202e]/u);
			if (args[0] === "--jsonl") expect(JSON.parse(stdout).text).toBe(evil);
			else expect(stdout).toContain("\\u{1b}[2J");
		}
	});
});

describe("interrupted", () => {
	it("by Ctrl-C while it waits for questions, it exits 130", async () => {
		const space = workspace();
		space.write("a.txt", "The harbour will be rebuilt.\n");
		await space.ask(["index", "a.txt"]);
		const child = spawn(
			process.execPath,
			[join(ROOT, "dist/js/ask.cjs"), "--batch", "-"],
			{ cwd: space.root },
		);
		child.stdin.write("harbour\n");
		for await (const _ of child.stdout) {
			child.kill("SIGINT");
			break;
		}
		expect(await new Promise((resolve) => child.on("close", resolve))).toBe(
			130,
		);
	});

	it("by Ctrl-C while it indexes, it exits 130, and the next run resumes", async () => {
		const space = workspace();
		for (let at = 0; at < 400; at += 1) {
			space.write(
				`news/${at}.txt`,
				`Article ${at} says ${"word ".repeat(80)}${at}.\n`,
			);
		}
		const child = spawn(
			process.execPath,
			[join(ROOT, "dist/js/ask.cjs"), "index", "news", "--quiet"],
			{ cwd: space.root },
		);
		await someEmbeddings(space.path("index/index.sqlite"));
		child.kill("SIGINT");
		const exitCode = await new Promise((resolve) => child.on("close", resolve));
		expect(exitCode).toBe(130);
		expect((await space.ask(["status"])).exitCode).toBe(2);
		const report = JSON.parse(
			(await space.ask(["index", "news", "--json"])).stdout,
		);
		expect(report.articles).toBe(400);
		expect(report.embedded).toBeLessThan(400);
	});
});

/** Waits until a build has made its first embeddings durable. */
async function someEmbeddings(file: string): Promise<void> {
	for (;;) {
		await new Promise((resolve) => setTimeout(resolve, 50));
		if (!existsSync(file)) continue;
		const database = new Database(file, { readonly: true });
		try {
			const tables = database
				.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'embeddings'")
				.pluck()
				.get();
			const rows = tables
				? database.prepare("SELECT count(*) FROM embeddings").pluck().get()
				: 0;
			if (Number(rows) > 0) return;
		} finally {
			database.close();
		}
	}
}
