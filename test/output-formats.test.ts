import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { csv } from "../src/cli/formats/csv.ts";
import { FORMATS, type Surroundings } from "../src/cli/formats/format.ts";
import { formatterOf } from "../src/cli/formats/formats.ts";
import type { Answer, Citation, Result } from "../src/types.ts";
import { Workspace } from "./support/workspace.ts";

const CITATION: Citation = {
	id: "news/a.txt#c0-43@3f2a9c41",
	path: "news/a.txt",
	member: null,
	record: null,
	start: 0,
	end: 43,
	byteStart: 0,
	byteEnd: 43,
	lineStart: 1,
	lineEnd: 2,
	sha256: "3f2a9c41".padEnd(64, "0"),
	title: "Harbour to be rebuilt",
	source: "Tolley Courier",
	author: "Ann Lee",
	published: "2025-04-15",
	url: "https://example.com/harbour",
	speaker: "Mayor Bell",
};
const TEXT = "Heavy rain fell.\nThe harbour will be rebuilt, the mayor said.";
const RESULT: Result = {
	rank: 1,
	score: 0.8234,
	similarity: 0.5,
	keyword: 3,
	reranker: null,
	text: TEXT,
	highlight: {
		text: "The harbour will be rebuilt, the mayor said.",
		start: 17,
		end: 61,
	},
	quotes: [],
	speakers: [],
	citation: CITATION,
	stale: false,
	became: null,
	alsoIn: [],
};
const answer = (...results: Partial<Result>[]): Answer => ({
	question: "what will be rebuilt",
	answered: results.length > 0,
	results: results.map((result) => ({ ...RESULT, ...result })),
	period: { since: null, until: null },
	threshold: 0.2,
	bestScore: 0.8234,
	nearestMiss: null,
	index: { generation: 1, articles: 1, passages: 1, model: "test/fake" },
	timings: { loadMs: 0, embedMs: 0, searchMs: 0, rerankMs: 0, vectors: null },
	warnings: [],
});
const PIPE: Surroundings = {
	look: {
		style: (_, text) => text,
		wrap: (text) => text,
		pad: (text, width) => text.padEnd(width),
		columns: null,
		link: (text) => text,
	},
	byKeywords: true,
	layout: "passages",
	toAbsolute: (path) => `/${path}`,
};
const TERMINAL: Surroundings = {
	...PIPE,
	look: { ...PIPE.look, columns: 80 },
};
const HEADER =
	"rank,score,text,answer,speaker,source,title,author,published,url,path,member,record,line_start,line_end,citation,stale,also_in";

/** The cells of a table as RFC 4180 writes them, with line feeds between rows. */
function rowsOf(table: string): string[][] {
	const rows: string[][] = [];
	let row: string[] = [];
	let at = 0;
	while (at < table.length) {
		const quoted = /"((?:[^"]|"")*)"([,\n])/uy;
		const plain = /([^",\r\n]*)([,\n])/uy;
		quoted.lastIndex = at;
		plain.lastIndex = at;
		const found = quoted.exec(table) ?? plain.exec(table);
		if (!found) throw new Error(`no cell at ${at}: ${table}`);
		const [all, cell = "", end] = found;
		row.push(cell.replaceAll('""', '"'));
		at += all.length;
		if (end === "\n") {
			rows.push(row);
			row = [];
		}
	}
	return rows;
}

describe("csv", () => {
	it("is a header and a row a result, whose cells are what the article says", () => {
		const result: Partial<Result> = {
			text: '=SUM(1,2) "quoted"\r\nsecond line',
			became: "changed",
			alsoIn: [
				{ ...CITATION, id: "b.txt#c0-1@aaaaaaaa" },
				{ ...CITATION, id: "c.txt#c0-1@bbbbbbbb" },
			],
		};
		const table = csv(answer(result), PIPE);
		const [header, row, ...more] = rowsOf(table);
		expect(header?.join(",")).toBe(HEADER);
		expect(more).toEqual([]);
		expect(row).toEqual([
			"1",
			"0.8234",
			'=SUM(1,2) "quoted"\r\nsecond line',
			"The harbour will be rebuilt, the mayor said.",
			"Mayor Bell",
			"Tolley Courier",
			"Harbour to be rebuilt",
			"Ann Lee",
			"2025-04-15",
			"https://example.com/harbour",
			"news/a.txt",
			"",
			"",
			"1",
			"2",
			CITATION.id,
			"changed",
			"b.txt#c0-1@aaaaaaaa\nc.txt#c0-1@bbbbbbbb",
		]);
	});

	it("is the header alone where nothing is found", () => {
		expect(csv(answer(), PIPE)).toBe(`${HEADER}\n`);
	});

	it("keeps every cell a cell, whatever the article holds", () => {
		const hostile = fc.string({
			unit: fc.oneof(
				fc.constantFrom(..."\",;'\r\n\t =+-@\u2028\ufeff"),
				fc.constant("word"),
			),
		});
		fc.assert(
			fc.property(hostile, hostile, (text, title) => {
				const table = csv(
					answer({ text, citation: { ...CITATION, title } }),
					PIPE,
				);
				const [, row] = rowsOf(table);
				expect(row?.[2]).toBe(text);
				expect(row?.[6]).toBe(title);
				expect(row).toHaveLength(HEADER.split(",").length);
			}),
		);
	});
});

describe("md", () => {
	it("is a document with the question as its heading, and each passage with its source", async () => {
		const md = await formatterOf("md");
		const printed = md(
			answer(
				{},
				{
					became: "vanished",
					citation: { ...CITATION, url: null },
					alsoIn: [{ ...CITATION, id: "b.txt#c0-1@aaaaaaaa" }],
				},
			),
			PIPE,
		);
		const quotation =
			"> Heavy rain fell.\n> The harbour will be rebuilt, the mayor said.";
		expect(printed).toBe(
			[
				"# what will be rebuilt",
				quotation,
				"— Mayor Bell, Tolley Courier, [“Harbour to be rebuilt”](<https://example.com/harbour>), 2025-04-15, news/a.txt, lines 1-2, `news/a.txt#c0-43@3f2a9c41`",
				quotation,
				"— Mayor Bell, Tolley Courier, “Harbour to be rebuilt”, 2025-04-15, news/a.txt, lines 1-2, `news/a.txt#c0-43@3f2a9c41`",
				"*The source has vanished since it was indexed.*",
				"Also in `b.txt#c0-1@aaaaaaaa`\n",
			].join("\n\n"),
		);
		expect(md(answer(), PIPE)).toBe("");
	});

	it.each([
		["what about C#", "# what about C\\#"],
		["what about #", "# what about \\#"],
		["#", "# \\#"],
		["a\n- b", "# a - b"],
		["*a*", "# \\*a\\*"],
	])("shows the question %j as it is", async (question, heading) => {
		const md = await formatterOf("md");
		const [first] = md({ ...answer({}), question }, PIPE).split("\n");
		expect(first).toBe(heading);
	});
});

describe("bibtex", () => {
	it("is an entry a result, with a blank line between", async () => {
		const bibtex = await formatterOf("bibtex");
		const other = { ...CITATION, id: "b.txt#c0-1@aaaaaaaa", url: null };
		const printed = bibtex(answer({}, { citation: other }), PIPE);
		expect(printed.match(/^(?:@.*|\}|)$/gmu)).toEqual([
			"@online{news/a.txt-c0-43-3f2a9c41,",
			"}",
			"",
			"@misc{b.txt-c0-1-aaaaaaaa,",
			"}",
			"",
		]);
		expect(bibtex(answer(), PIPE)).toBe("");
	});
});

describe("every format", () => {
	const evil = "a \u001b[2J\u202eb";

	it.each(FORMATS)("is safe on a terminal: %s", async (format) => {
		const formatter = await formatterOf(format);
		const citation = { ...CITATION, title: evil, id: `${evil}#c0-1@aaaaaaaa` };
		const printed = formatter(answer({ text: evil, citation }), TERMINAL);
		// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
		expect(printed).not.toMatch(/[\u001b\u202e]/u);
		expect(printed).toContain("[2J");
	});

	it.each(["csv", "md"] as const)(
		"keeps the words in a pipe: %s",
		async (format) => {
			const formatter = await formatterOf(format);
			expect(formatter(answer({ text: "a\u200eb" }), PIPE)).toContain(
				"a\u200eb",
			);
		},
	);
});

describe("ask --format", () => {
	const space = new Workspace();
	beforeAll(async () => {
		space.write("news/a.txt", "The harbour will be rebuilt, the mayor said.\n");
		space.write("news/b.txt", "A school opened its doors to 300 pupils.\n");
		await space.ask(["index", "news"]);
	});
	afterAll(() => space.remove());
	const ask = (...args: string[]) =>
		space.ask(["--all", "--mode", "keyword", ...args]);

	it.each(FORMATS)("prints %s, with the same exit codes", async (format) => {
		const found = await ask("--format", format, "--min-score", "0", "harbour");
		expect(found).toMatchObject({ exitCode: 0, stderr: "" });
		expect(found.stdout).toContain("The harbour will be rebuilt");
		const nothing = await space.ask(["--format", format, "copper in Chile"]);
		expect(nothing.exitCode).toBe(1);
		if (format === "json") expect(nothing.stderr).toBe("");
		else expect(nothing.stderr).toMatch(/^ask: nothing found: /u);
	});

	it("json and jsonl are --json and --jsonl, which may be said twice", async () => {
		const withoutTimings = (json: string) => ({
			...JSON.parse(json),
			timings: null,
		});
		const [named, short, both] = await Promise.all([
			ask("--format", "json", "harbour"),
			ask("--json", "harbour"),
			ask("--json", "--format", "json", "harbour"),
		]);
		expect(withoutTimings(named.stdout)).toEqual(withoutTimings(short.stdout));
		expect(withoutTimings(both.stdout)).toEqual(withoutTimings(short.stdout));
		const lines = await ask("--format", "jsonl", "harbour");
		expect(lines.stdout).toBe((await ask("--jsonl", "harbour")).stdout);
	});

	it("takes the passages of a timeline and of a comparison, as text or not", async () => {
		const { stdout } = await ask(
			"--timeline",
			"--format",
			"csv",
			"mayor school",
		);
		expect(rowsOf(stdout)).toHaveLength(3);
		const compared = await ask("--compare", "--jsonl", "mayor school");
		expect(compared.stdout.trim().split("\n")).toHaveLength(2);
	});

	it("tells what is amiss on stderr, and prints errors as JSON where the answer would be", async () => {
		for (const way of [["--format", "json"], ["--format=json"], ["--json"]]) {
			const ran = await space.ask([...way, "--index", "none", "harbour"]);
			expect(ran.exitCode).toBe(2);
			expect(JSON.parse(ran.stderr).error.code).toBe("INDEX_NOT_FOUND");
		}
		const text = await space.ask(["--format", "md", "--index", "none", "x"]);
		expect(text.stderr).toMatch(/^ask: no index in /u);
	});

	it.each([
		["--json", "--format", "csv"],
		["--jsonl", "--format", "json"],
		["--json", "--jsonl"],
		["--batch", "-", "--format", "csv"],
		["--batch", "-", "--jsonl"],
		["--format", "xml"],
	])("refuses %j", async (...args) => {
		const { exitCode, stderr, stdout } = await space.ask([
			...args,
			...(args.includes("--batch") ? [] : ["harbour"]),
		]);
		expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
		expect(stderr).toMatch(
			/cannot be used with|Allowed choices are text, json/u,
		);
	});

	it("a batch may be asked for as the JSON that it is", async () => {
		const { stdout, exitCode } = await space.ask(
			["--mode", "keyword", "--batch", "-", "--format", "json"],
			{ input: "harbour rebuilt\n" },
		);
		expect(exitCode).toBe(0);
		expect(JSON.parse(stdout).question).toBe("harbour rebuilt");
	});
});
