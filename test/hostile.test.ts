import { execFileSync, spawn } from "node:child_process";
import {
	chmodSync,
	mkdirSync,
	renameSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { describe, expect, it } from "vitest";
import { SearchError } from "../src/errors.ts";
import { buildIndex } from "../src/indexer/indexer.ts";
import { openIndex } from "../src/searcher/searcher.ts";
import { fakeEmbedder } from "./support/fake-embedder.ts";
import { type Workspace, workspace } from "./support/workspace.ts";

const SENTENCE = "The council met on Tuesday and agreed on nothing at all. ";

async function build(space: Workspace) {
	return buildIndex({
		index: space.path("index"),
		paths: [space.path("news")],
		embedder: fakeEmbedder(),
	});
}

async function opened(space: Workspace) {
	return openIndex({
		index: space.path("index"),
		embedder: fakeEmbedder(),
		reranker: null,
	});
}

async function heldOf(space: Workspace) {
	const index = await opened(space);
	let [checked, held] = [0, 0];
	for await (const { holds } of index.verify()) {
		checked += 1;
		if (holds) held += 1;
	}
	await index.close();
	return { checked, held };
}

describe("a folder", () => {
	it("with links in circles, pipes, sockets' places and devices is walked once", async () => {
		const space = workspace();
		space.write("news/a.txt", SENTENCE);
		symlinkSync(space.path("news"), space.path("news/circle"));
		symlinkSync(space.path("news/self.txt"), space.path("news/self.txt"));
		symlinkSync("/dev/zero", space.path("news/zero.txt"));
		execFileSync("mkfifo", [space.path("news/pipe.txt")]);
		const report = await build(space);
		expect(report).toMatchObject({ articles: 1, ignored: 4, skipped: [] });
	});

	it("with names that are options, citations, or in another normal form keeps them as they are", async () => {
		const space = workspace();
		const names = [
			"--help.txt",
			"-k.txt",
			"a#c1-2@00000000.txt",
			"e\u0301.txt",
			"\u00e9.txt",
			"\u202egpj.txt",
			"\u001b[31m.txt",
			"line\nfeed.txt",
			"$(reboot).txt",
			" .txt",
		];
		for (const [at, name] of names.entries()) {
			space.write(`news/${name}`, `Place ${at} has a harbour.\n`);
		}
		expect(await build(space)).toMatchObject({ articles: names.length });
		const index = await opened(space);
		for (const [at, name] of names.entries()) {
			const { results } = await index.ask(`place ${at} harbour`, {
				mode: "keyword",
				all: true,
				top: 100,
			});
			const paths = results.flatMap(({ citation, alsoIn }) =>
				[citation, ...alsoIn].map(({ path }) => path),
			);
			expect(paths).toContain(`news/${name}`);
		}
		await index.close();
		expect(await heldOf(space)).toEqual({ checked: 10, held: 10 });
		const named = await space.ask(["index", "--json", "--", "news/--help.txt"]);
		expect(named.stderr).toContain("INDEX_INCOMPATIBLE");
	});

	it("that changes while it is read is indexed as it was read, or skipped by name", async () => {
		const space = workspace();
		for (let at = 0; at < 60; at += 1) {
			space.write(`news/${at}.txt`, `Place ${at}. ${SENTENCE.repeat(40)}`);
		}
		let read = 0;
		const report = await buildIndex({
			index: space.path("index"),
			paths: [space.path("news")],
			embedder: fakeEmbedder(),
			onProgress({ phase, done }) {
				if (phase !== "read" || done <= read) return;
				read = done;
				// What comes later is gone, other, or no file any more.
				if (read === 5) {
					rmSync(space.path("news/7.txt"));
					writeFileSync(space.path("news/8.txt"), "Other words.\n");
					rmSync(space.path("news/9.txt"));
					mkdirSync(space.path("news/9.txt"));
				}
			},
		});
		expect(report.skipped.map(({ path }) => path).sort()).toEqual([
			"news/7.txt",
			"news/9.txt",
		]);
		expect(report.articles).toBe(58);
		const { checked, held } = await heldOf(space);
		expect(checked - held).toBeLessThanOrEqual(1);
		// The next update has seen it all.
		rmSync(space.path("news/9.txt"), { recursive: true });
		await build(space);
		const after = await heldOf(space);
		expect(after.held).toBe(after.checked);
	});
});

describe("an article", () => {
	it("of one word, one line or one sentence of a megabyte is cited whole", async () => {
		const space = workspace();
		space.write("news/word.txt", "x".repeat(1_000_000));
		space.write("news/line.txt", "word ".repeat(200_000));
		space.write("news/blanks.txt", `Before ${" ".repeat(200_000)} after.`);
		space.write("news/marks.txt", `e${"\u0301".repeat(200_000)}`);
		space.write("news/quotes.txt", "“".repeat(100_000));
		space.write("news/breaks.txt", "\n\r\n".repeat(100_000));
		space.write("news/brackets.txt", "[".repeat(100_000));
		space.write("news/headings.md", "# a\n".repeat(50_000));
		space.write("news/rules.md", `${"---\n".repeat(50_000)}`);
		expect((await build(space)).skipped).toEqual([]);
		const { checked, held } = await heldOf(space);
		expect(held).toBe(checked);
		expect(checked).toBeGreaterThan(1_000);
	});

	it("that is no text, or in another encoding, is skipped with the reason and a cure", async () => {
		const space = workspace();
		space.write("news/good.txt", SENTENCE);
		const bad: Record<string, [Buffer, RegExp]> = {
			"utf16le.txt": [Buffer.from("\ufeffText", "utf16le"), /UTF-16/],
			"utf16be.txt": [Buffer.from([0xfe, 0xff, 0, 65]), /UTF-16/],
			"bare16.txt": [Buffer.from("Text", "utf16le"), /NUL/],
			"lone.txt": [Buffer.from([0x41, 0xed, 0xa0, 0x80]), /not valid UTF-8/],
			"long.txt": [Buffer.from([0xc0, 0xaf]), /not valid UTF-8/],
			"cut.txt": [Buffer.from([0x41, 0xe2, 0x82]), /not valid UTF-8/],
			"image.txt": [
				Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"),
				/NUL|UTF-8/,
			],
		};
		for (const [name, [bytes]] of Object.entries(bad)) {
			space.write(`news/${name}`, bytes);
		}
		const report = await build(space);
		expect(report.articles).toBe(1);
		for (const { path, reason } of report.skipped) {
			expect(reason).toMatch(bad[path.slice(5)]?.[1] ?? /never/u);
		}
		expect(report.skipped).toHaveLength(Object.keys(bad).length);
	});

	it("that may not be read is skipped, and kept as it was", async () => {
		const space = workspace();
		space.write("news/a.txt", SENTENCE);
		space.write("news/b.txt", `Second. ${SENTENCE}`);
		await build(space);
		space.write("news/b.txt", `Secret. ${SENTENCE}`);
		chmodSync(space.path("news/b.txt"), 0);
		chmodSync(space.root, 0o777);
		execFileSync("chmod", ["-R", "a+rwX", space.path("index")]);
		const wasRoot = process.geteuid?.() === 0;
		if (wasRoot) process.seteuid?.(65_534);
		try {
			const report = await build(space);
			expect(report.skipped).toEqual([
				{ path: "news/b.txt", reason: expect.stringMatching(/EACCES/u) },
			]);
			expect(report.articles).toBe(2);
		} finally {
			if (wasRoot) process.seteuid?.(0);
		}
	});
});

describe("a question", () => {
	const QUESTIONS: Record<string, string> = {
		"only stop words": "what is the of and",
		"only punctuation": "?!… “” — ()[]{}",
		"operators of FTS5": 'harbour AND NOT (storm OR "x NEAR/2 y) ^z*',
		columns: "text:harbour title:x {text title}:y",
		SQL: "'; DROP TABLE passages; --",
		"a NUL": "harbour\0storm",
		emoji: "🙂👩‍👩‍👧‍👦🇺🇦",
		"a lone surrogate": "harbour \ud800 storm",
		controls: "\u001b[2Jharbour\u202e",
		"a megabyte": "harbour storm ".repeat(75_000),
		"a word of a megabyte": "x".repeat(1_000_000),
		"many words": Array.from({ length: 20_000 }, (_, at) => `w${at}`).join(" "),
		"a glob": "*",
		numbers: "1e999 NaN -0 0x10",
	};

	it.each(Object.entries(QUESTIONS))(
		"of %s is asked as it is",
		async (_, question) => {
			const space = workspace();
			space.write("news/a.txt", "The harbour was broken by a storm.\n");
			space.write("news/b.txt", "A school opened its doors.\n");
			await build(space);
			const index = await opened(space);
			for (const mode of ["hybrid", "semantic", "keyword"] as const) {
				const answer = await index.ask(question, { mode, all: true });
				expect(answer.question).toBe(question);
				expect(answer.results.length).toBeLessThanOrEqual(2);
			}
			await index.close();
			expect(await heldOf(space)).toEqual({ checked: 2, held: 2 });
		},
	);

	it.each(["", " ", "\n\t", "\u00a0"])(
		"that is blank is refused: %j",
		async (question) => {
			const space = workspace();
			space.write("news/a.txt", SENTENCE);
			await build(space);
			const index = await opened(space);
			await expect(index.ask(question)).rejects.toMatchObject({
				code: "USAGE",
			});
			await index.close();
		},
	);
});

describe("--batch", () => {
	it("takes lines that are blank, long, of any bytes, or without an end", async () => {
		const space = workspace();
		space.write("news/a.txt", "The harbour was broken by a storm.\n");
		await space.ask(["index", "news"]);
		const lines = [
			"harbour",
			"",
			" ",
			"x ".repeat(300_000),
			"\u001b[2J",
			"harbour storm",
		];
		const { stdout, exitCode } = await space.ask(
			["--batch", "-", "--mode", "keyword"],
			{ input: lines.join("\n") },
		);
		const answers = stdout
			.trim()
			.split("\n")
			.map((line) => JSON.parse(line));
		expect(answers).toHaveLength(lines.length);
		expect(answers.map(({ error }) => error?.code)).toEqual([
			undefined,
			"USAGE",
			"USAGE",
			undefined,
			undefined,
			undefined,
		]);
		expect(answers.map(({ question }) => question)).toEqual(lines);
		expect(exitCode).toBe(2);
	});
});

describe("a citation that is forged", () => {
	it("opens nothing but articles of the index", async () => {
		const space = workspace();
		space.write("secret.txt", "The password is swordfish.\n");
		space.write("news/a.txt", `${SENTENCE}\n`);
		await build(space);
		const index = await opened(space);
		const secret = execFileSync("sha256sum", [space.path("secret.txt")])
			.toString()
			.slice(0, 8);
		const forged = [
			`secret.txt#c0-10@${secret}`,
			`news/../secret.txt#c0-10@${secret}`,
			`../secret.txt#c0-10@${secret}`,
			`${space.path("secret.txt")}#c0-10@${secret}`,
			"/etc/passwd#c0-10@00000000",
			"news/a.txt#c0-10@00000000",
			"news/a.txt#c5-2@00000000",
			"news/a.txt#c-1-2@00000000",
			"news/a.txt#c0-999999999999999@00000000",
			"news/a.txt\0#c0-10@00000000",
			"#c0-10@00000000",
			"",
		];
		for (const id of forged) {
			const shown = await index.show(id).catch((error) => error);
			expect(shown, id).toBeInstanceOf(SearchError);
			expect(shown.code, id).toBe("CITATION_INVALID");
			expect(shown.message, id).not.toContain("swordfish");
			try {
				for await (const { holds } of index.verify([id])) {
					expect(holds, id).toBe(false);
				}
			} catch (error) {
				expect((error as SearchError).code, id).toBe("CITATION_INVALID");
			}
		}
		await index.close();
	});

	it("follows no link that took an article's place, nor a folder's", async () => {
		const space = workspace();
		space.write("secret/a.txt", "The password is swordfish.\n");
		space.write("news/a.txt", `${SENTENCE}\n`);
		space.write("news/sub/a.txt", `Other. ${SENTENCE}\n`);
		await build(space);
		const secret = execFileSync("sha256sum", [space.path("secret/a.txt")])
			.toString()
			.slice(0, 8);
		rmSync(space.path("news/a.txt"));
		symlinkSync(space.path("secret/a.txt"), space.path("news/a.txt"));
		renameSync(space.path("news/sub"), space.path("news/was"));
		symlinkSync(space.path("secret"), space.path("news/sub"));
		const index = await opened(space);
		for (const path of ["news/a.txt", "news/sub/a.txt"]) {
			const id = `${path}#c0-10@${secret}`;
			await expect(index.show(id)).rejects.toMatchObject({
				code: "CITATION_INVALID",
			});
			for await (const { verdict } of index.verify([id])) {
				expect(verdict).toBe("vanished");
			}
		}
		const { results } = await index.ask("council tuesday", { all: true });
		expect(results.map(({ became }) => became)).toEqual(["vanished"]);
		await index.close();
	});
});

describe("a pipe", () => {
	it("that is closed, a terminal that is dumb or narrow, and no standard input are no errors", async () => {
		const space = workspace();
		space.write("news/a.txt", "The harbour was broken by a storm.\n");
		await space.ask(["index", "news"]);
		for (const env of [
			{ TERM: "dumb", FORCE_COLOR: "0" },
			{ COLUMNS: "1" },
			{ COLUMNS: "0" },
			{ COLUMNS: "x", LINES: "-1" },
			{ TERM: "", LANG: "C", LC_ALL: "C" },
		]) {
			const ran = await space.ask(["--fast", "harbour"], { env });
			expect(ran).toMatchObject({ exitCode: 0, stderr: "" });
			expect(ran.stdout).toContain("harbour");
		}
		const { MAIN } = await import("./support/workspace.ts");
		const child = spawn(process.execPath, [MAIN, "--fast", "harbour"], {
			cwd: space.root,
			stdio: ["ignore", "ignore", "ignore"],
		});
		expect(await new Promise((resolve) => child.on("close", resolve))).toBe(0);
	});
});
