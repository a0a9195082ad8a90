import { chmodSync, cpSync, readdirSync, rmSync } from "node:fs";
import { basename } from "node:path";
import { setImmediate } from "node:timers/promises";
import { stripVTControlCharacters, styleText } from "node:util";
import { render } from "@inquirer/testing";
import stringWidth from "string-width";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { windowOn } from "../src/cli/prompt/fit.ts";
import { drawFrame } from "../src/cli/prompt/frame.ts";
import { windowOf } from "../src/cli/prompt/list.ts";
import { lookUpIn } from "../src/cli/prompt/look-up.ts";
import { argumentsOf, nameOf, programOf } from "../src/cli/prompt/program.ts";
import { type ScreenOptions, screen } from "../src/cli/prompt/screen.ts";
import {
	type Found,
	type Search,
	Searching,
} from "../src/cli/prompt/searching.ts";
import { stagesOf } from "../src/cli/prompt/stages.ts";
import type { Scene, State } from "../src/cli/prompt/state.ts";
import type { Look } from "../src/cli/terminal.ts";
import type { AskOptions } from "../src/searcher/options.ts";
import type { Answer, Result } from "../src/types.ts";
import { Newsroom } from "./support/newsroom.ts";
import {
	hasPseudoTerminals,
	PseudoTerminal,
} from "./support/pseudo-terminal.ts";
import { MAIN, SAMPLES, Workspace } from "./support/workspace.ts";

function result(text: string, changes: Partial<Result> = {}): Result {
	return {
		rank: 1,
		score: 0.5,
		similarity: null,
		keyword: 1,
		reranker: null,
		text,
		highlight: null,
		quotes: [],
		speakers: [],
		citation: {
			id: `news/${text}.txt#c0-${text.length}@3f2a9c41`,
			path: `news/${text}.txt`,
			member: null,
			record: null,
			start: 0,
			end: text.length,
			byteStart: 0,
			byteEnd: text.length,
			lineStart: 1,
			lineEnd: 1,
			sha256: "3f2a9c41".padEnd(64, "0"),
			title: null,
			source: "The Harbour Post",
			author: null,
			published: "2025-04-15T10:00Z",
			url: null,
			speaker: null,
		},
		stale: false,
		became: null,
		alsoIn: [],
		...changes,
	};
}

function found(
	question: string,
	texts: readonly string[],
	changes: Partial<Answer> = {},
): Found {
	const results = texts.map((text) => result(text));
	return {
		answer: {
			question,
			answered: results.length > 0,
			results,
			period: { since: null, until: null },
			threshold: 0.3,
			bestScore: results[0]?.score ?? 0.1,
			nearestMiss: null,
			index: { generation: 1, articles: 5, passages: 23, model: "test/fake" },
			timings: {
				loadMs: 0,
				embedMs: 0,
				searchMs: 0,
				rerankMs: 0,
				vectors: null,
			},
			warnings: [],
			...changes,
		},
		results,
	};
}

/** Lookups and rests that end when the test says so. */
function controlled(asked: AskOptions = {}) {
	const lookups: {
		question: string;
		mode: AskOptions["mode"];
		rerank: AskOptions["rerank"];
		signal: AbortSignal;
		give(texts: readonly string[]): Promise<unknown>;
		fail(error: Error): Promise<unknown>;
	}[] = [];
	const rests: { ms: number; end(): void }[] = [];
	const searching = new Searching(
		(question, { mode, rerank, signal }) =>
			new Promise((resolve, reject) => {
				lookups.push({
					question,
					mode,
					rerank,
					signal,
					give(texts) {
						resolve(found(question, texts));
						return setImmediate();
					},
					fail(error) {
						reject(error);
						return setImmediate();
					},
				});
			}),
		stagesOf(asked),
		(ms, signal) =>
			new Promise((resolve, reject) => {
				rests.push({ ms, end: () => resolve(undefined) });
				signal.addEventListener("abort", () => reject(signal.reason));
			}),
	);
	const seen: Search[] = [];
	searching.subscribe((search) => seen.push(search));
	return {
		searching,
		lookups,
		seen,
		/** Lets the keys have rested for so long. */
		async rested(ms: number) {
			for (const each of rests) if (each.ms <= ms) each.end();
			await setImmediate();
		},
		/** What is seen now. */
		now() {
			const { found, stage, pending, failure } = searching.search;
			const texts = found?.results.map(({ text }) => text) ?? null;
			return { texts, stage, pending, failure };
		},
	};
}

describe("what is typed is looked up", () => {
	it("by its words at once, then by its meaning, then read again, each after its rest", async () => {
		const { searching, lookups, rested, now } = controlled();
		searching.lookFor("who spoke");
		await setImmediate();
		expect(lookups).toEqual([]);

		await rested(40);
		expect(lookups).toMatchObject([{ question: "who spoke", mode: "keyword" }]);
		await lookups[0]?.give(["a"]);
		expect(now()).toMatchObject({
			texts: ["a"],
			stage: "words",
			pending: true,
		});
		expect(lookups).toHaveLength(1);

		await rested(150);
		expect(lookups[1]).toMatchObject({ mode: "hybrid", rerank: 0 });
		await lookups[1]?.give(["b", "a"]);
		expect(now()).toMatchObject({ stage: "meaning", pending: true });

		await rested(400);
		expect(lookups[2]).toMatchObject({ mode: "hybrid", rerank: undefined });
		await lookups[2]?.give(["c", "a"]);
		expect(now()).toEqual({
			texts: ["c", "a"],
			stage: "read again",
			pending: false,
			failure: null,
		});
	});

	it("never twice at once: what is typed meanwhile waits, and only the last of it is asked", async () => {
		const { searching, lookups, rested } = controlled();
		searching.lookFor("who");
		await rested(400);
		searching.lookFor("who sp");
		await rested(400);
		searching.lookFor("who spoke");
		await rested(400);
		expect(lookups.map(({ question }) => question)).toEqual(["who"]);
		expect(lookups[0]?.signal.aborted).toBe(true);
		await lookups[0]?.give(["late"]);
		expect(lookups.map(({ question }) => question)).toEqual([
			"who",
			"who spoke",
		]);
	});

	it("and what comes late for an older question is dropped", async () => {
		const { searching, lookups, seen, rested, now } = controlled();
		searching.lookFor("old");
		await rested(40);
		await lookups[0]?.give(["of the old"]);
		await rested(150);
		searching.lookFor("new");
		await rested(40);
		await lookups[1]?.give(["late"]);
		expect(now()).toMatchObject({ texts: ["of the old"], pending: true });
		await lookups[2]?.give(["of the new"]);
		expect(now()).toMatchObject({ texts: ["of the new"] });
		expect(
			seen.flatMap(({ found }) => found?.results.map(({ text }) => text) ?? []),
		).not.toContain("late");
	});

	it("and words that stand nowhere do not empty the list, but a meaning that is nowhere does", async () => {
		const { searching, lookups, rested, now } = controlled();
		searching.lookFor("harbour");
		await rested(40);
		await lookups[0]?.give(["wall"]);
		searching.lookFor("harbour wa");
		await rested(40);
		await lookups[1]?.give([]);
		expect(now()).toMatchObject({ texts: ["wall"], pending: true });
		await rested(150);
		await lookups[2]?.give([]);
		expect(now()).toMatchObject({ texts: [], stage: "meaning" });
	});

	it("and a stage that fails leaves what was found before, and says why", async () => {
		const { searching, lookups, rested, now } = controlled();
		searching.lookFor("harbour");
		await rested(40);
		await lookups[0]?.give(["wall"]);
		await rested(400);
		await lookups[1]?.fail(new Error("the model is damaged"));
		expect(now()).toEqual({
			texts: ["wall"],
			stage: "words",
			pending: false,
			failure: "the model is damaged",
		});
		expect(lookups).toHaveLength(2);
		searching.lookFor("harbour wall");
		expect(now()).toMatchObject({ pending: true, failure: null });
	});

	it("and blanks are no question: nothing is found, nothing looked for", async () => {
		const { searching, lookups, rested, now } = controlled();
		searching.lookFor("harbour");
		await rested(40);
		await lookups[0]?.give(["wall"]);
		searching.lookFor("harbour ");
		expect(now()).toMatchObject({ texts: ["wall"] });
		searching.lookFor("  ");
		await rested(400);
		expect(now()).toMatchObject({ texts: null, pending: false });
		expect(lookups).toHaveLength(1);
	});

	it("and giving up waits for the lookup that is under way, and publishes nothing of it", async () => {
		const { searching, lookups, seen, rested } = controlled();
		searching.lookFor("harbour");
		await rested(40);
		const published = seen.length;
		const ended: string[] = [];
		const stopped = searching.stop().then(() => ended.push("stopped"));
		await setImmediate();
		expect(ended).toEqual([]);
		await lookups[0]?.give(["wall"]);
		await stopped;
		expect(seen).toHaveLength(published);
	});

	it("and an example that is looked up before anybody asks is not seen, and gives way to a question", async () => {
		const { searching, lookups, rested, now } = controlled();
		searching.warmUp("what did Holm say");
		await setImmediate();
		expect(lookups).toMatchObject([{ mode: "hybrid", rerank: 0 }]);
		searching.lookFor("harbour");
		await rested(40);
		expect(lookups[0]?.signal.aborted).toBe(true);
		await lookups[0]?.give(["an example"]);
		expect(now().texts).toBeNull();
		expect(lookups[1]).toMatchObject({ question: "harbour", mode: "keyword" });
	});

	it.each<[string, AskOptions, string[]]>([
		["--mode keyword: words alone", { mode: "keyword" }, ["words"]],
		["--mode semantic: meaning alone", { mode: "semantic" }, ["meaning"]],
		["--fast: not read again", { rerank: 0 }, ["words", "meaning"]],
	])("with %s", (_, asked, names) => {
		expect(stagesOf(asked).map(({ name }) => name)).toEqual(names);
	});

	it("within the filters that were given, in every stage", () => {
		for (const { options } of stagesOf({ speakers: ["Holm"], top: 7 })) {
			expect(options).toMatchObject({ speakers: ["Holm"], top: 7 });
		}
	});
});

describe("over an index", () => {
	it("an answer without results has the words of its nearest miss", async () => {
		const newsroom = new Newsroom();
		newsroom.write("a.txt", "The harbour wall was rebuilt in spring.");
		await newsroom.build();
		await newsroom.open(async (index) => {
			const { answer, results } = await lookUpIn(index)("harbour", {
				mode: "keyword",
				minScore: 1,
				signal: new AbortController().signal,
			});
			expect(answer).toMatchObject({ answered: false, results: [] });
			expect(results).toMatchObject([
				{
					text: "The harbour wall was rebuilt in spring.",
					score: answer.bestScore,
				},
			]);
		});
	});

	it("a source that changed is told of, or not, or refused, as is wanted", async () => {
		const newsroom = new Newsroom();
		newsroom.write("a.txt", "The harbour wall was rebuilt in spring.");
		await newsroom.build();
		newsroom.write("a.txt", "Another text.");
		const { signal } = new AbortController();
		const asked = { mode: "keyword", minScore: 0, signal } as const;
		await newsroom.open(async (index) => {
			const warned = await lookUpIn(index, "warn")("harbour", asked);
			expect(warned.results).toMatchObject([{ became: "changed" }]);
			const ignored = await lookUpIn(index, "ignore")("harbour", asked);
			expect(ignored.results).toMatchObject([{ became: null }]);
			await expect(
				lookUpIn(index, "error")("harbour", asked),
			).rejects.toMatchObject({ code: "SOURCE_STALE" });
		});
	});
});

describe("an article is opened with", () => {
	const all = () => true;
	const none = () => false;
	it.each<[string, Record<string, string>, (name: string) => boolean, unknown]>(
		[
			[
				"the pager before the editor",
				{ PAGER: "less -R", EDITOR: "vi" },
				all,
				{ command: "less -R", kind: "pager" },
			],
			[
				"the visual editor before the other",
				{ VISUAL: "code --wait", EDITOR: "vi" },
				all,
				{ command: "code --wait", kind: "editor" },
			],
			["the editor", { EDITOR: "vi" }, all, { command: "vi", kind: "editor" }],
			[
				"what is there, where nothing is named",
				{},
				(name) => name === "more",
				{ command: "more", kind: "pager" },
			],
			["nothing, where there is nothing", {}, none, null],
			[
				"not with a pager that is blank or cat: what it writes would be gone at once",
				{ PAGER: "/bin/cat", EDITOR: " " },
				all,
				{ command: "less", kind: "pager" },
			],
			[
				"an editor that is named as the pager",
				{ PAGER: "nvim -R" },
				all,
				{ command: "nvim -R", kind: "editor" },
			],
		],
	)("%s", (_, environment, isThere, program) => {
		expect(programOf(environment, isThere)).toEqual(program);
	});

	const LESS = ["-+F", "-N", "-j.3", "+14", "/news/a b.txt"];
	it.each([
		["less", LESS],
		["/usr/bin/less -R", LESS],
		["LESS=-i less", LESS],
		["more", ["+14", "/news/a b.txt"]],
		["most", ["+14", "/news/a b.txt"]],
		[
			"batcat",
			[
				"--paging=always",
				"--style=numbers",
				"--highlight-line=14",
				"--pager=less -R -j.3 +14",
				"/news/a b.txt",
			],
		],
		["my-own-pager", ["/news/a b.txt"]],
	])("the pager %s, at the line if it knows how", (command, args) => {
		const program = { command, kind: "pager" } as const;
		expect(argumentsOf(program, "/news/a b.txt", 14)).toEqual(args);
	});

	it.each([
		["vim", ["+14", "/news/a b.txt"]],
		["emacsclient -nw", ["+14", "/news/a b.txt"]],
		["nano", ["+14", "/news/a b.txt"]],
		["hx", ["/news/a b.txt:14"]],
		["code --wait", ["--goto", "/news/a b.txt:14"]],
		["kate", ["--line", "14", "/news/a b.txt"]],
		["my-own-editor", ["+14", "/news/a b.txt"]],
	])("the editor %s, at the line", (command, args) => {
		const program = { command, kind: "editor" } as const;
		expect(argumentsOf(program, "/news/a b.txt", 14)).toEqual(args);
	});

	it.each([
		["less -R", "less"],
		["/opt/my\\ tools/vim -p", "vim"],
		['"/opt/my tools/vim" -p', "vim"],
		["'C:/Editors/Code.cmd' --wait", "Code"],
		["LESS=-R A=b less", "less"],
		["", ""],
	])("%s, whose name is %s", (command, name) => {
		expect(nameOf(command)).toBe(name);
	});
});

const LOOK: Look = {
	style: (styles, text) =>
		styles.reduce(
			(styled, style) => styleText(style, styled, { validateStream: false }),
			text,
		),
	wrap: (text) => text,
	pad: (text, width) =>
		text + " ".repeat(Math.max(0, width - stringWidth(text))),
	columns: null,
	link: (text, url) => `\u001b]8;;${url}\u0007${text}\u001b]8;;\u0007`,
};

const SCENE: Scene = {
	look: LOOK,
	welcome: {
		articles: 2225,
		passages: 10226,
		period: { since: null, until: "2025-04-30" },
		example: "what did Ida Holm announce",
	},
	marksWords: true,
	toAbsolute: (path) => `/${path}`,
};

function state(changes: Partial<State> = {}): State {
	return {
		line: { text: "harbour", cursor: 7 },
		search: { found: null, stage: null, pending: false, failure: null },
		choice: null,
		first: 0,
		note: null,
		...changes,
	};
}

function searchOf(found: Found): Search {
	return { found, stage: "words", pending: false, failure: null };
}

const NASTY = [
	"The harbour wall broke.",
	"海の壁が月曜日の嵐で壊れたと市長は述べた。修理には二百万円かかる。".repeat(
		3,
	),
	`A ${"very".repeat(60)} long word, and ${"many short ones ".repeat(40)}`,
	"\u001b[2J\u001b]0;title\u0007 repaints\r\nand\tgoes on",
	"👩‍👩‍👧‍👦 said 👍🏽, and e\u0301".repeat(9),
	`hidden ${"\u200b\u202e".repeat(30)}`,
	"Last.",
];

describe("a frame", () => {
	const sizes = [
		{ columns: 90, rows: 30 },
		{ columns: 40, rows: 12 },
		{ columns: 40, rows: 10 },
		{ columns: 200, rows: 50 },
		{ columns: 24, rows: 4 },
		{ columns: 30, rows: 2 },
	];
	const shown = (size: (typeof sizes)[number], changes: Partial<State>) => {
		const frame = drawFrame(state(changes), size, SCENE);
		return { ...frame, lines: [frame.input, ...frame.below] };
	};

	it.each(sizes)(
		"fits a terminal of $columns × $rows, whatever is in it",
		(size) => {
			const list = found("harbour", NASTY);
			const states: Partial<State>[] = [
				...list.results.map(({ citation: { id } }, at) => ({
					search: searchOf(list),
					choice: { id, at },
					first: 3,
				})),
				{ search: searchOf(found("harbour", [])) },
				{ line: { text: "", cursor: 0 } },
				{ line: { text: NASTY.join(" "), cursor: 100 } },
				{ note: NASTY[3] ?? "" },
				{ search: { ...searchOf(list), failure: NASTY.join(" ") } },
			];
			for (const changes of states) {
				const { lines, column } = shown(size, changes);
				expect(lines).toHaveLength(size.rows);
				const widest = Math.max(...lines.map((line) => stringWidth(line)));
				expect(widest).toBeLessThan(size.columns);
				expect(column).toBeLessThan(size.columns);
				const plain = stripVTControlCharacters(lines.join(""));
				expect(plain).not.toMatch(/[\p{Cc}\u200b\u202e]/u);
			}
		},
	);

	it("shows the selected result, wherever it is in the list", () => {
		const texts = Array.from({ length: 20 }, (_, at) => `Ship ${at} sank.`);
		const list = found("ship", texts);
		for (const [at, { citation }] of list.results.entries()) {
			const { lines } = shown(
				{ columns: 40, rows: 10 },
				{ search: searchOf(list), choice: { id: citation.id, at } },
			);
			expect(stripVTControlCharacters(lines.join("\n"))).toContain(
				`❯ Ship ${at} sank.`,
			);
		}
	});

	it("tells outlet, day, speaker, score and place, with the question's words in bold", () => {
		const list = found("harbour wall", ["The harbour wall broke."]);
		const [first] = list.results;
		if (!first) throw new Error("there is no result");
		const said = {
			...first,
			highlight: { text: first.text, start: 0, end: 23 },
			quotes: [{ kind: "reported", speaker: "Ida Holm", start: 0, end: 23 }],
			became: "changed",
		} satisfies Result;
		const { lines } = shown(
			{ columns: 120, rows: 20 },
			{ search: searchOf({ ...list, results: [said] }) },
		);
		expect(lines[3]).toContain("\u001b[1mharbour\u001b[22m");
		expect(
			lines.slice(4, 6).map((line) => stripVTControlCharacters(line)),
		).toEqual([
			"  The Harbour Post · 2025-04-15 · said by Ida Holm · 0.50 · changed since",
			"  news/The harbour wall broke..txt:1",
		]);
	});

	it("is honest where nothing was found: the nearest miss is dim, and its score beside what was wanted", () => {
		const miss = found("harbour", ["The tram was late."], {
			answered: false,
			bestScore: 0.5,
			threshold: 0.62,
		});
		const { lines } = shown(
			{ columns: 90, rows: 20 },
			{ search: searchOf(miss) },
		);
		expect(lines[1]).toContain("nothing found: nearest miss 0.50, below 0.62");
		expect(lines[3]).toContain("\u001b[2mThe tram was late.\u001b[22m");
	});

	it("dims what is no answer by itself, and says how many are not", () => {
		const list = found("harbour", ["The wall broke.", "The tram was late."]);
		const results = list.results.map((each, at) => ({
			...each,
			score: at === 0 ? 0.9 : 0.1,
		}));
		const { lines } = shown(
			{ columns: 90, rows: 20 },
			{ search: searchOf({ ...list, results }) },
		);
		expect(lines[1]).toContain("2 passages, 1 of them weak");
		expect(lines[3]).toContain("The wall broke.");
		expect(lines[3]).not.toContain("\u001b[2m");
		expect(lines[6]).toContain("\u001b[2mThe tram was late.");
	});

	it("says of which stage the list is, and whether more may come", () => {
		const search = searchOf(found("harbour", ["a", "b"]));
		const { lines } = shown(
			{ columns: 90, rows: 20 },
			{ search: { ...search, pending: true } },
		);
		expect(lines[1]).toBe("\u001b[2m2 passages · words …\u001b[22m");
	});

	it("without a question says what can be asked", () => {
		const { lines } = shown(
			{ columns: 90, rows: 20 },
			{ line: { text: "", cursor: 0 } },
		);
		const plain = lines.map((line) => stripVTControlCharacters(line));
		expect(plain[1]).toBe("2,225 articles, 10,226 passages · until 2025-04-30");
		expect(plain).toContain("  what did Ida Holm announce");
	});

	it("of a wide terminal shows the passage of the selected result beside the list", () => {
		const list = found("tram", ["The tram was late. A tree fell."]);
		const results = list.results.map((each) => ({
			...each,
			highlight: { text: "The tram was late.", start: 0, end: 18 },
		}));
		const beside = shown(
			{ columns: 160, rows: 20 },
			{ search: searchOf({ ...list, results }) },
		);
		expect(stripVTControlCharacters(beside.lines.join("\n"))).toContain(
			"A tree fell.",
		);
		const alone = shown(
			{ columns: 90, rows: 20 },
			{ search: searchOf({ ...list, results }) },
		);
		expect(stripVTControlCharacters(alone.lines.slice(3, 4).join("\n"))).toBe(
			"❯ The tram was late.",
		);
	});
});

describe("of what does not fit,", () => {
	it.each([
		[
			{ selected: 0, before: 0 },
			{ first: 0, end: 3 },
		],
		[
			{ selected: 2, before: 0 },
			{ first: 0, end: 3 },
		],
		[
			{ selected: 3, before: 0 },
			{ first: 1, end: 4 },
		],
		[
			{ selected: 1, before: 3 },
			{ first: 1, end: 4 },
		],
		[
			{ selected: 5, before: 5 },
			{ first: 3, end: 6 },
		],
	])(
		"a list shows whole results around the selected one: %o → %o",
		(given, window) => {
			const heights = [2, 2, 2, 2, 2, 2];
			expect(windowOf(heights, { ...given, lines: 8, gap: 1 })).toEqual(window);
		},
	);

	it("one result that is too tall stands alone", () => {
		expect(
			windowOf([2, 30, 2], { selected: 1, before: 0, lines: 8, gap: 0 }),
		).toEqual({ first: 1, end: 2 });
	});

	it.each([
		["abcdef", 6, 10, { text: "abcdef", column: 6 }],
		["abcdef", 2, 10, { text: "abcdef", column: 2 }],
		["abcdefghijkl", 12, 8, { text: "efghijkl", column: 8 }],
		["abcdefghijkl", 0, 8, { text: "abcdefgh", column: 0 }],
		["abcdefghijkl", 9, 8, { text: "defghijk", column: 6 }],
		["海の壁が壊れた", 7, 5, { text: "れた", column: 4 }],
	])(
		"of the question %s what stands around the cursor at %i, in %i columns",
		(text, cursor, width, seen) => {
			expect(windowOn(text, cursor, width)).toEqual(seen);
		},
	);
});

describe("a key", () => {
	const id = (text: string) => result(text).citation.id;

	/** The prompt on a terminal that a test reads, over a search that it makes. */
	async function prompting(
		search: Search,
		view: Partial<ScreenOptions["view"]> = {},
	) {
		let publish = (_: Search) => {};
		const lookFor = vi.fn<(question: string) => void>();
		const shown = await render(screen, {
			view: { question: "", choice: null, first: 0, note: null, ...view },
			scene: SCENE,
			searching: {
				search,
				lookFor,
				subscribe(listener) {
					publish = listener;
					return () => {};
				},
			},
			size: () => ({ columns: 90, rows: 30 }),
			onResize: () => () => {},
		});
		return {
			...shown,
			lookFor,
			publish: (search: Search) => publish(search),
			press: (name: string, ctrl = false) =>
				shown.events.keypress({ name, ctrl, shift: false } as never),
			/** The line that is marked. */
			marked: () =>
				shown
					.getScreen()
					.split("\n")
					.find((line) => line.startsWith("❯ ")),
		};
	}
	const three = searchOf(found("ship", ["one", "two", "three"]));

	it("that types looks for what stands there by then, also with the cursor inside it", async () => {
		const { events, press, lookFor, getScreen, answer } =
			await prompting(three);
		events.type("shp");
		press("left");
		events.type("i");
		expect(lookFor).toHaveBeenLastCalledWith("ship");
		expect(getScreen()).toMatch(/^ask › ship$/mu);
		press("d", true);
		await expect(answer).resolves.toEqual({ kind: "leave" });
	});

	it("that is an arrow moves, Ctrl-N and Ctrl-P too, and never beyond the list", async () => {
		const { press, marked, answer } = await prompting(three, {
			question: "ship",
		});
		expect(marked()).toBe("❯ one");
		press("down");
		expect(marked()).toBe("❯ two");
		press("n", true);
		press("down");
		expect(marked()).toBe("❯ three");
		press("p", true);
		expect(marked()).toBe("❯ two");
		press("pageup");
		expect(marked()).toBe("❯ one");
		press("up");
		expect(marked()).toBe("❯ one");
		press("pagedown");
		expect(marked()).toBe("❯ three");
		press("d", true);
		await answer;
	});

	it("that moved has chosen a citation: it stays selected where the list is replaced", async () => {
		const { press, publish, marked, answer } = await prompting(three, {
			question: "ship",
		});
		press("down");
		publish(searchOf(found("ship", ["new", "three", "two"])));
		expect(marked()).toBe("❯ two");
		press("return");
		await expect(answer).resolves.toMatchObject({
			kind: "open",
			result: { text: "two" },
			view: { question: "ship", choice: { id: id("two") } },
		});
	});

	it("that moved nowhere leaves the best result selected", async () => {
		const { press, publish, marked, answer } = await prompting(three, {
			question: "ship",
		});
		publish(searchOf(found("ship", ["new", "one"])));
		expect(marked()).toBe("❯ new");
		press("d", true);
		await answer;
	});

	it("Enter without a result changes nothing, and Up brings no older question back", async () => {
		const { press, events, getScreen, lookFor, answer } = await prompting(
			searchOf(found("x", [])),
		);
		events.type("walls");
		press("return");
		press("escape");
		events.type("wall");
		press("up");
		expect(getScreen()).toMatch(/^ask › wall$/mu);
		expect(lookFor).toHaveBeenLastCalledWith("wall");
		press("d", true);
		await expect(answer).resolves.toEqual({ kind: "leave" });
	});

	it("Esc clears the question, and leaves where there is none", async () => {
		const { press, getScreen, lookFor, answer } = await prompting(three, {
			question: "ship",
		});
		press("escape");
		expect(lookFor).toHaveBeenLastCalledWith("");
		expect(getScreen()).toContain("Ask as you would ask a person");
		press("escape");
		await expect(answer).resolves.toEqual({ kind: "leave" });
	});

	it("Tab tries the example; of a result it gives the citation to the terminal's clipboard", async () => {
		const { press, getScreen, getFullOutput, lookFor, answer } =
			await prompting(three);
		press("tab");
		expect(lookFor).toHaveBeenLastCalledWith("what did Ida Holm announce");
		press("tab");
		expect(getScreen()).toContain(`clipboard: ${id("one")}`);
		expect(getScreen()).toMatch(/^ask › what did Ida Holm announce$/mu);
		expect(await getFullOutput({ raw: true })).toContain(
			`\u001b]52;c;${Buffer.from(id("one")).toString("base64")}\u0007`,
		);
		press("d", true);
		await answer;
	});

	it("Ctrl-C interrupts", async () => {
		const { press, answer } = await prompting(three);
		press("c", true);
		await expect(answer).rejects.toMatchObject({ name: "ExitPromptError" });
	});

	it("after which something is to be told takes its place again", async () => {
		const { press, getScreen, answer } = await prompting(three, {
			question: "ship",
			note: "less ended with exit code 1",
		});
		expect(getScreen()).toContain("less ended with exit code 1");
		press("down");
		expect(getScreen()).not.toContain("less ended");
		press("d", true);
		await answer;
	});
});

const onTerminals = hasPseudoTerminals();
if (!onTerminals) {
	console.warn("SKIPPED: the prompt on a terminal; it needs Python 3");
}

describe.skipIf(!onTerminals)("ask without a question, on a terminal", () => {
	const QUESTION = "what did Rutte pledge";
	const LEFT = "\u001b[?1049l";
	const space = new Workspace();
	const ask = (
		env: Record<string, string> = {},
		size: { columns?: number; rows?: number } = {},
		args: string[] = [],
	) =>
		new PseudoTerminal([process.execPath, MAIN, ...args], {
			cwd: space.root,
			env: { TMPDIR: space.path("tmp"), ...env },
			...size,
		});
	/** A pager that writes down what it is given, and stays until Enter. */
	const pager = (name: string) => {
		const file = space.write(
			`my bin/${name}`,
			[
				"#!/bin/sh",
				"trap 'echo PAGER HEARD' INT",
				'printf "%s\\n" "$@" > arguments',
				'for last; do :; done; cat "$last" > content',
				"echo PAGER IS THERE $MARK",
				"until read line; do :; done < /dev/tty",
				"",
			].join("\n"),
		);
		chmodSync(file, 0o755);
		return file;
	};
	const lines = (name: string) =>
		space.read(name).toString().trimEnd().split("\n");

	beforeAll(async () => {
		cpSync(SAMPLES, space.path("articles"), { recursive: true });
		space.write(
			"pages/ferry.html",
			"<html><head><title>Ferry</title></head><body><article><h1>Ferry aground</h1><p>The ferry Saint Corra ran aground off Tellmouth on Sunday, the coastguard said.</p><p>Nobody was hurt, and the passengers were taken off by lifeboat before dark.</p></article></body></html>",
		);
		space.write(
			"pages/evil.txt",
			"The lighthouse \u001b]0;title\u0007 keeper resigned on Tuesday after forty years.\n",
		);
		space.write("tmp/.keep", "");
		const built = await space.ask(["index", "articles", "pages"]);
		expect(built.exitCode).toBe(0);
	});
	afterAll(() => space.remove());

	it("looks for what is typed, opens the article at the passage in $PAGER, and comes back to where it was", async () => {
		const terminal = ask({ PAGER: `MARK=marked '${pager("less")}' -i` });
		const welcome = await terminal.shows(/7 articles, \d+ passages/u);
		expect(welcome.join("\n")).toContain("Ask as you would ask a person");
		terminal.type(QUESTION);
		const best = await terminal.shows(/read again\n/u);
		expect(best[0]).toBe(`ask › ${QUESTION}`);
		terminal.type("\u001b[B");
		const moved = await terminal.shows(/^❯ /mu);
		expect(moved).not.toEqual(best);
		terminal.type("\r");
		await terminal.wrote("PAGER IS THERE marked");
		const [own, ...rest] = lines("arguments");
		expect(own).toBe("-i");
		const [line, file = ""] = rest.slice(-2);
		const opened = space.read(`articles/${basename(file)}`).toString();
		const sentence = moved.find((each) => each.startsWith("❯ ")) ?? "";
		expect(opened.split("\n")[Number(line) - 1]).toContain(
			sentence.slice(2, 40),
		);

		// Of the pager Ctrl-C is, not of this.
		terminal.type("\u0003");
		await terminal.wrote("PAGER HEARD");
		terminal.type("\r");
		expect(await terminal.shows(/read again\n/u)).toEqual(moved);
		terminal.type("\u0004");
		expect(await terminal.exitCode).toBe(0);
		expect(terminal.output.lastIndexOf(LEFT)).toBeGreaterThan(
			terminal.output.lastIndexOf("Enter open"),
		);
	});

	it("shows a copy of what was extracted, and of what would act on the terminal, and removes them", async () => {
		const terminal = ask({ PAGER: `"${pager("show")}"` });
		await terminal.shows(/7 articles/u);
		terminal.type("ferry aground");
		await terminal.shows(/read again\n.*❯ The ferry/su);
		terminal.type("\r");
		await terminal.wrote("PAGER IS THERE");
		expect(lines("arguments")).toEqual([
			expect.stringMatching(/\/tmp\/ask-\w+\/pages-ferry.html.txt$/u),
		]);
		expect(lines("content").join("\n")).toContain(
			"The ferry Saint Corra ran aground",
		);
		terminal.type("\r");
		await terminal.shows(/read again/u);
		terminal.type("\u0015");
		await terminal.shows(/Ask as you would/u);
		terminal.type("lighthouse keeper");
		await terminal.shows(/read again\n.*❯ The lighthouse/su);
		terminal.type("\r");
		await terminal.wrote("PAGER IS THERE");
		expect(lines("content")).toEqual([
			"The lighthouse \\u{1b}]0;title\\u{7} keeper resigned on Tuesday after forty years.",
		]);
		terminal.type("\r");
		await terminal.shows(/lighthouse/u);
		terminal.type("\u0004");
		expect(await terminal.exitCode).toBe(0);
		expect(readdirSync(space.path("tmp"))).toEqual([".keep"]);
		expect(terminal.output).not.toContain("\u001b]0;");
	});

	it("says that it cannot open what vanished", async () => {
		space.write("pages/gone.txt", "The bridge was closed on Friday for ice.\n");
		await space.ask(["index"]);
		rmSync(space.path("pages/gone.txt"));
		const terminal = ask({ PAGER: pager("less") });
		await terminal.shows(/8 articles/u);
		terminal.type("bridge closed for ice");
		await terminal.shows(/vanished since.*Enter open/su);
		terminal.type("\r");
		await terminal.shows(/cannot open it: pages\/gone.txt has vanished/u);
		terminal.type("\u0004");
		expect(await terminal.exitCode).toBe(0);
		await space.ask(["index"]);
	});

	it("fits the terminal when that changes its size", async () => {
		const terminal = ask({}, { columns: 90, rows: 30 });
		await terminal.shows(/Ask as you would/u);
		expect(terminal.frame()).toHaveLength(30);
		terminal.resize(40, 10);
		await terminal.shows(/^(?:.*\n){9}.*$/u);
		terminal.type(QUESTION);
		const frame = await terminal.shows(/❯ /u);
		expect(frame).toHaveLength(10);
		expect(Math.max(...frame.map((line) => stringWidth(line)))).toBeLessThan(
			40,
		);
		terminal.type("\u0004");
		await terminal.exitCode;
	});

	it("exits 130 on Ctrl-C, and leaves the terminal as it was", async () => {
		const terminal = ask();
		await terminal.shows(/Ask as you would/u);
		terminal.type("\u0003");
		expect(await terminal.exitCode).toBe(130);
		expect(terminal.output).toContain(LEFT);
	});

	it("leaves the terminal as it was when it is ended from elsewhere", async () => {
		const terminal = ask();
		await terminal.shows(/Ask as you would/u);
		terminal.kill("SIGTERM");
		expect(await terminal.exitCode).toBe(143);
		expect(terminal.output).toContain(LEFT);
	});

	it("draws nothing where there is no index, an option is wrong, or the terminal cannot", async () => {
		const refusals: [PseudoTerminal, string][] = [
			[ask({}, {}, ["--index", "nowhere"]), "no index in"],
			[ask({}, {}, ["--since", "someday"]), "someday"],
			[ask({ TERM: "dumb" }), "cannot show a prompt"],
		];
		for (const [terminal, message] of refusals) {
			expect(await terminal.exitCode).toBe(2);
			expect(terminal.output).toContain(message);
			expect(terminal.output).not.toContain("\u001b[?1049h");
		}
	});
});
