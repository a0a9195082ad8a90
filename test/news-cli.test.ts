import { afterAll, beforeAll, describe, expect, it } from "vitest";
import wrapAnsi from "wrap-ansi";
import { UNSTATED } from "../src/articles/unstated.ts";
import { renderComparison } from "../src/cli/render-comparison.ts";
import { renderTimeline } from "../src/cli/render-timeline.ts";
import type { Look } from "../src/cli/terminal.ts";
import type { Answer, Result } from "../src/types.ts";
import { Workspace } from "./support/workspace.ts";

const RECORDS = [
	{
		title: "Ferry sinks",
		text: "The ferry Asphodel sank in the strait on Monday night. Nobody was hurt.\n\n“We will raise her,” Mayor Ida Holm said.",
		published: "2025-04-15",
		source: "Tolley Courier",
		author: "Per Vang",
	},
	{
		title: "Ferry to be raised",
		text: "The ferry Asphodel will be raised in June by two cranes from Brannock, whatever that costs the town.",
		published: "2025-05-02T10:00:00+02:00",
		source: "Brannock Post",
	},
	{
		title: "Ferry sinks in strait",
		text: "The ferry Asphodel sank in the strait on Monday night. Nobody was hurt.\n\n“We will raise her,” Mayor Ida Holm said.",
		published: "2025-04-16",
		source: "Evening Lantern",
	},
	{
		text: "A ferry of that name, Asphodel, was built in 1931 and carried the mail between the islands until the war.",
	},
];

describe("the command line, over news,", () => {
	const space = new Workspace();
	const ask = (...args: string[]) => space.ask(["--mode", "keyword", ...args]);
	beforeAll(async () => {
		space.write(
			"news/wire.jsonl",
			RECORDS.map((record) => `${JSON.stringify(record)}\n`).join(""),
		);
		space.write(
			"news/page.html",
			"<!doctype html><html lang=en><head><title>Tram stops - Tolley Courier</title><meta property=og:site_name content='Tolley Courier'><meta property=article:published_time content=2025-06-01></head><body><nav><a href=/>Home</a> <a href=/w>World</a></nav><article><h1>Tram stops</h1><p>The tram of Tolley stopped for good on Sunday, after ninety years on the same eleven rails.</p><p>Its last driver, Olga Brandt, rang the bell twice &amp; went home; nobody knows what will become of the depot behind the market.</p></article><footer>© 2025 Tolley Courier. All rights reserved.</footer></body></html>",
		);
		const { exitCode, stderr } = await space.ask(["index", "news"]);
		expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
	}, 60_000);
	afterAll(() => space.remove());

	it("prints a timeline, a line a passage, oldest first, each with its citation's place", async () => {
		const { stdout, exitCode } = await ask("--timeline", "ferry Asphodel");
		expect(exitCode).toBe(0);
		const lines = stdout.trimEnd().split("\n");
		expect(lines).toHaveLength(3);
		expect(lines[0]).toMatch(
			/^2025-04-1[56] {2}(?:Tolley Courier|Evening Lantern): The ferry Asphodel sank in the strait on Monday night\. {2}also in (?:Tolley Courier|Evening Lantern) \(news\/wire\.jsonl:[13]:1\) {2}news\/wire\.jsonl:[13]:1-3$/u,
		);
		expect(lines[1]).toMatch(/^2025-05-02 {2}Brannock Post: .*:2:1$/u);
		expect(lines[2]).toMatch(/^no date {5}A ferry of that name/u);
	});

	it("compares what articles say, below each other in a pipe", async () => {
		const { stdout } = await ask("--compare", "ferry Asphodel");
		const told = stdout.trimEnd().split("\n\n");
		expect(told).toHaveLength(3);
		expect(told).toContainEqual(
			expect.stringMatching(
				/^(?:Tolley Courier · 2025-04-15 · Ferry sinks|Evening Lantern · 2025-04-16 · Ferry sinks in strait)\nThe ferry Asphodel sank.*\nalso in (?:Tolley Courier|Evening Lantern) \(/u,
			),
		);
		expect(told).toContainEqual(
			expect.stringMatching(
				/^Brannock Post · 2025-05-02 · Ferry to be raised\nThe ferry/u,
			),
		);
		expect(told).toContainEqual(
			expect.stringMatching(/^news\/wire\.jsonl!!4\nA ferry of that name/u),
		);
	});

	it("lists the articles that tell the same story, and folds them in an answer", async () => {
		const listed = await space.ask(["status", "--duplicates"]);
		expect(listed.stdout).toBe(
			"news/wire.jsonl!!1  Tolley Courier · 2025-04-15 · Ferry sinks\nnews/wire.jsonl!!3  Evening Lantern · 2025-04-16 · Ferry sinks in strait\n",
		);
		const { groups } = JSON.parse(
			(await space.ask(["status", "--duplicates", "--json"])).stdout,
		);
		expect(groups).toHaveLength(1);
		expect(groups[0].articles[1]).toMatchObject({
			path: "news/wire.jsonl",
			record: 3,
			source: "Evening Lantern",
		});
		const { results } = JSON.parse(
			(await ask("--json", "ferry sank Monday")).stdout,
		);
		expect(results[0].alsoIn).toHaveLength(1);
	});

	it("says on stderr what words mean today, and filters by them", async () => {
		const { stdout, stderr, exitCode } = await ask(
			"--jsonl",
			"--since",
			"April 2025",
			"--until",
			"30 April 2025",
			"ferry",
		);
		expect(exitCode).toBe(0);
		expect(stderr).toBe(
			"ask: since 2025-04-01 (April 2025)\nask: until 2025-04-30 (30 April 2025)\n",
		);
		const [line = ""] = stdout.split("\n");
		expect(JSON.parse(line).citation.published).toMatch(/^2025-04-1[56]$/u);
		const exact = await ask("--since", "2025-05-01", "ferry");
		expect(exact.stderr).toBe("");
		const nobody = await ask("--speaker", "Rutte", "ferry");
		expect(nobody.exitCode).toBe(1);
		expect(nobody.stderr).toContain("nothing matches the filters");
		const holm = await ask("--speaker", "holm", "--source", "lantern", "ferry");
		expect(holm.stdout).toContain("speaking: Ida Holm");
	});

	it("shows and verifies what was extracted of a page, without the page around it", async () => {
		const { results } = JSON.parse(
			(await ask("--json", "tram depot market")).stdout,
		);
		const [{ citation, text }] = results;
		expect(text).toContain("rang the bell twice & went home");
		expect(text).not.toMatch(/World|rights reserved/u);
		expect(citation).toMatchObject({
			byteStart: null,
			title: "Tram stops",
			source: "Tolley Courier",
			published: "2025-06-01",
		});
		const shown = await space.ask(["show", citation.id]);
		expect(shown.stdout).toMatch(
			/^news\/page\.html · Tolley Courier · 2025-06-01 · Tram stops\n/u,
		);
		expect(shown.stdout).toContain("rang the bell twice & went home");
		const { article } = JSON.parse(
			(await space.ask(["show", "--json", citation.id])).stdout,
		);
		expect(article).toEqual({
			...UNSTATED,
			headline: { value: "Tram stops", from: "markup" },
			source: { value: "Tolley Courier", from: "meta tag" },
			published: { value: "2025-06-01", from: "meta tag" },
			language: { value: "en", from: "markup" },
		});
		expect((await space.ask(["verify", citation.id])).exitCode).toBe(0);
		expect((await space.ask(["verify"])).exitCode).toBe(0);
	});
});

describe("in a terminal", () => {
	const COLUMNS = 100;
	const look: Look = {
		style: (_, text) => text,
		wrap: (text, indent, width) => wrapAnsi(text, (width ?? COLUMNS) - indent),
		pad: (text, width) => text.padEnd(width),
		link: (text) => text,
		columns: COLUMNS,
	};
	const result = (source: string, text: string): Result => ({
		rank: 1,
		score: 0.9,
		similarity: null,
		keyword: 1,
		reranker: null,
		text,
		highlight: null,
		quotes: [],
		speakers: [],
		citation: {
			id: `${source}.txt#c0-9@00000000`,
			path: `${source}.txt`,
			member: null,
			record: null,
			start: 0,
			end: 9,
			byteStart: 0,
			byteEnd: 9,
			lineStart: 1,
			lineEnd: 1,
			sha256: "0".repeat(64),
			title: null,
			source,
			author: null,
			published: null,
			url: null,
			speaker: null,
		},
		stale: false,
		became: null,
		alsoIn: [],
	});
	const answer = (results: Result[]): Answer => ({
		question: "ferry",
		answered: true,
		results,
		period: { since: null, until: null },
		threshold: 0,
		bestScore: 1,
		nearestMiss: null,
		index: { generation: 1, articles: 3, passages: 3, model: "x" },
		timings: { loadMs: 0, embedMs: 0, searchMs: 0, rerankMs: 0, vectors: null },
		warnings: [],
	});
	const words = "The ferry sank in the strait on Monday night, again. ";
	const three = answer([
		result("Courier", words),
		result("Post", words.repeat(3)),
		result("Lantern", words),
	]);

	it("columns stand side by side, and no line is wider than the terminal", () => {
		const lines = renderComparison(three, new Set(), look, (path) => `/${path}`)
			.trimEnd()
			.split("\n");
		expect(lines[0]).toMatch(/^Courier +Post$/u);
		expect(lines.some((line) => line.startsWith("Lantern"))).toBe(true);
		for (const line of lines) expect(line.length).toBeLessThanOrEqual(COLUMNS);
		const narrow = { ...look, columns: 60 };
		const below = renderComparison(
			three,
			new Set(),
			narrow,
			(path) => `/${path}`,
		);
		expect(below).toMatch(/^Courier\n/u);
	});

	it("a line of a timeline wraps under itself", () => {
		const [, second] = renderTimeline(
			answer([result("Post", words.repeat(3))]),
			new Set(),
			look,
			(path) => `/${path}`,
		).split("\n");
		expect(second).toMatch(/^ {12}\S/u);
	});
});
