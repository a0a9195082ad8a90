import { rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { formatCitation, parsePlace, placeName } from "../src/citation.ts";
import { Newsroom } from "./support/newsroom.ts";

const TRAM = "A tram line opened.\n\nIt leads to the harbour.\n";

describe("a whole article", () => {
	it("has the text that citations are of, and its passages", async () => {
		const room = new Newsroom();
		room.write("tram.txt", `\ufeff${TRAM}`);
		await room.build();
		await room.open(async (index) => {
			const article = await index.article("news/tram.txt");
			expect(article).toMatchObject({
				id: "news/tram.txt",
				record: null,
				stale: false,
				became: null,
			});
			for (const { text, start, end, id } of article.passages) {
				expect(article.text?.slice(start, end)).toBe(text);
				expect(await index.article(id)).toEqual(article);
			}
			expect(article.passages.length).toBeGreaterThan(0);
		});
	});

	it("is that of a record, as it was extracted, even when the file is gone", async () => {
		const room = new Newsroom();
		const records = [
			{ title: "One", text: "The first." },
			{ text: "The second." },
		];
		room.write(
			"feed.jsonl",
			records.map((each) => JSON.stringify(each)).join("\n"),
		);
		await room.build();
		await room.open(async (index) => {
			const name = "news/feed.jsonl!!2";
			const { text } = await index.article(name);
			expect(text).toContain("The second.");
			rmSync(room.space.path("news/feed.jsonl"));
			expect(await index.article(name)).toMatchObject({
				text,
				became: "vanished",
			});
		});
	});

	it("keeps its passages, and has no text, once the file has changed", async () => {
		const room = new Newsroom();
		room.write("tram.txt", TRAM);
		await room.build();
		room.write("tram.txt", "Something else.");
		await room.open(async (index) => {
			const article = await index.article("news/tram.txt");
			expect(article).toMatchObject({ text: null, became: "changed" });
			expect(article.passages[0]?.text).toContain("A tram line opened.");
		});
	});

	it("is none that the index does not hold", async () => {
		const room = new Newsroom();
		room.write("tram.txt", TRAM);
		room.space.write("secret.txt", "secret");
		await room.build();
		await room.open(async (index) => {
			for (const name of [
				"secret.txt",
				"news/../secret.txt",
				"/etc/passwd",
				"",
			]) {
				await expect(index.article(name)).rejects.toMatchObject({
					code: "CITATION_INVALID",
				});
			}
		});
	});
});

describe("the list of articles", () => {
	it("is in the order of their places, a stretch at a time", async () => {
		const room = new Newsroom();
		for (const name of ["c", "a", "b"]) {
			room.write(`${name}.md`, `# Title ${name}\n\nThis is ${name}.`);
		}
		await room.build();
		await room.open(async (index) => {
			const all = await index.articles();
			expect(all.total).toBe(3);
			expect(all.articles.map(({ title }) => title)).toEqual([
				"Title a",
				"Title b",
				"Title c",
			]);
			const some = await index.articles({ from: 1, most: 1 });
			expect(some).toEqual({ articles: [all.articles[1]], total: 3 });
		});
	});
});

describe("an article's name", () => {
	it.each([
		{ path: "news/a.txt", member: null, record: null },
		{ path: "a!b.txt", member: null, record: null },
		{ path: "a.zip", member: "x/y!z%.txt", record: null },
		{ path: "a.jsonl", member: null, record: 12 },
		{ path: "a.zip", member: "m.jsonl", record: 3 },
		{ path: "odd!x!7", member: null, record: null },
	])("is read as it is written: %j", (place) => {
		expect(parsePlace(placeName(place))).toEqual(place);
		const id = formatCitation(place, { start: 1, end: 2 }, "0123456789");
		expect(parsePlace(id)).toEqual(place);
	});
});
