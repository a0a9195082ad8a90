import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { Hono } from "hono";
import { Parser } from "htmlparser2";
import { describe, expect, it } from "vitest";
import { type Bucket, bucketsOf, MOST_BUCKETS } from "../src/page/buckets.ts";
import { paragraphsOf } from "../src/page/passage.ts";
import {
	addressOf,
	addressWith,
	addressWithout,
	readSearch,
} from "../src/page/search.ts";
import { renderSignIn } from "../src/page/sign-in.ts";
import { visibleLines } from "../src/page/visible-lines.ts";
import { markedWords, words } from "../src/page/words.ts";
import { ASSETS } from "../src/server/assets.ts";
import { tellBuilding } from "../src/store/building.ts";
import type { Excerpt } from "../src/types.ts";
import { Newsroom } from "./support/newsroom.ts";
import { appOf } from "./support/serving.ts";

const FERRY = `---
title: Ferry aground off Tellmouth
source: Brannock Post
date: 2025-04-15
---
The ferry struck a sandbank before dawn on Tuesday.

“We had no rudder,” the captain, Per Vang, told reporters on the quay.
`;
const BOATS = `---
title: Two electric boats ordered
source: Tellmouth Courier
date: 2025-05-02
url: https://tellmouthcourier.example/boats
---
Mayor Ida Holm said that two electric boats would replace the ferry.
`;

async function newsroom(): Promise<Newsroom> {
	const room = new Newsroom();
	room.write("ferry.md", FERRY);
	room.write("boats.md", BOATS);
	await room.build();
	return room;
}

async function pageOf(
	app: Hono,
	query: string,
): Promise<{ status: number; text: string }> {
	const response = await app.request(`/?${query}`);
	expect(response.headers.get("content-type")).toContain("text/html");
	expect(response.headers.get("cache-control")).toBe("no-store");
	return { status: response.status, text: await response.text() };
}

/** The citation of the first result. */
async function firstCitation(app: Hono, query: string): Promise<string> {
	const { text } = await pageOf(app, query);
	const address = /id="result-1" href="([^"]*)"/u.exec(text)?.[1] ?? "";
	const href = address.replaceAll("&amp;", "&");
	return new URL(href, "http://localhost").searchParams.get("open") ?? "";
}

/** What in a document would run, style or load something that the server does not send as a file of its own. */
function inlineIn(document: string): string[] {
	const found: string[] = [];
	let isCode = false;
	const parser = new Parser({
		onopentag(name, attributes) {
			isCode = name === "script" || name === "style";
			if (name === "style" || (name === "script" && !attributes.src)) {
				found.push(`<${name}>`);
			}
			for (const [attribute, value] of Object.entries(attributes)) {
				const isOutside =
					["src", "action"].includes(attribute) && !value.startsWith("/");
				const runs = /^(?:on.*|style|srcdoc)$/u.test(attribute);
				if (isOutside || runs || /^\s*javascript:/iu.test(value)) {
					found.push(`${name} ${attribute}="${value}"`);
				}
			}
		},
		ontext(text) {
			if (isCode && text.trim() !== "") found.push(text);
		},
		onclosetag() {
			isCode = false;
		},
	});
	parser.end(document);
	return found;
}

describe("the page", () => {
	it("renders what was found on the server: headline, outlet, date, words and score", async () => {
		const app = appOf(await newsroom());
		const { status, text } = await pageOf(app, "q=electric+boats");
		expect(status).toBe(200);
		expect(text).toContain("<bdi>Two electric boats ordered</bdi>");
		expect(text).toContain('<span class="outlet"><bdi>Tellmouth Courier</bdi>');
		expect(text).toContain('<time datetime="2025-05-02">2 May 2025</time>');
		expect(text).toContain("Speaking: <bdi>Ida Holm</bdi>");
		expect(text).toMatch(
			/<mark class="answer">Mayor Ida Holm said that two <b>electric<\/b> <b>boats<\/b> would/u,
		);
		expect(text).toMatch(/<meter min="0" max="1" value="[01]\.\d{3}"/u);
		expect(text).toContain("<title>electric boats – Verbatim</title>");
		expect(text).toContain('value="electric boats"');
	});

	it("opens an article at its passage, with the numbers of its lines and every way to cite it", async () => {
		const app = appOf(await newsroom());
		const open = await firstCitation(app, "q=electric+boats");
		expect(open).toMatch(/^news\/boats\.md#c/u);
		const { status, text } = await pageOf(
			app,
			`q=electric+boats&open=${encodeURIComponent(open)}`,
		);
		expect(status).toBe(200);
		expect(text).toMatch(/<li value="1" dir="auto">---<\/li>/u);
		expect(text).toMatch(
			/<li value="7"[^>]* id="passage" class="cited"><mark class="passage"><mark class="answer">Mayor/u,
		);
		expect(text).toContain("@online{");
		expect(text).toContain("&quot;lineStart&quot;: 7");
		expect(text).toContain(
			'Original at <a href="https://tellmouthcourier.example/boats" rel="noopener noreferrer">',
		);
		expect(text).toContain("The source is what was indexed.");
		expect(text).not.toContain("is not shown");
	});

	it("shows a cited article without a question", async () => {
		const app = appOf(await newsroom());
		const open = await firstCitation(app, "q=electric+boats");
		const { status, text } = await pageOf(
			app,
			`open=${encodeURIComponent(open)}`,
		);
		expect(status).toBe(200);
		expect(text).toContain("<title>Two electric boats ordered – Verbatim");
		expect(text).toMatch(/<h1 id="headline"/u);
		expect(text).not.toContain('id="found"');
	});

	it("says that a citation is of nothing, and still shows the results", async () => {
		const app = appOf(await newsroom());
		const { status, text } = await pageOf(
			app,
			"q=electric+boats&open=news%2Fnone.md%23c0-5%4000000000",
		);
		expect(status).toBe(404);
		expect(text).toContain("news/none.md is not in the index.");
		expect(text).toContain('id="result-1"');
	});

	it("tells before anything is asked how many articles there are", async () => {
		const { status, text } = await pageOf(
			appOf(await newsroom()),
			"q=+&since=",
		);
		expect(status).toBe(200);
		expect(text).toContain("Ask 2 articles");
	});

	it("narrows by what the address says, and drops what it says nothing of", async () => {
		const app = appOf(await newsroom());
		const narrowed = await pageOf(
			app,
			"q=the+ferry&min-score=0&source=Courier&since=&until=&speaker=&unknown=1",
		);
		expect(narrowed.status).toBe(200);
		expect(narrowed.text).toContain("Two electric boats ordered");
		expect(narrowed.text).not.toContain("Ferry aground off Tellmouth");
		expect(narrowed.text).toContain("Outlet: <bdi>Courier</bdi>");
		expect(narrowed.text).toMatch(
			/<input type="hidden" form="search" name="source" value="Courier">/u,
		);
		const dated = await pageOf(app, "q=the+ferry&min-score=0&until=April+2025");
		expect(dated.text).toContain("Ferry aground off Tellmouth");
		expect(dated.text).not.toContain("Two electric boats ordered");
		expect(dated.text).toContain(
			"Until: <bdi>April 2025</bdi> (30 April 2025)",
		);
	});

	it("says which value makes no sense, and keeps the fields to mend it", async () => {
		const app = appOf(await newsroom());
		for (const [query, message] of [
			["since=soon", "Cannot read &quot;soon&quot; as a date"],
			["since=2025&until=2024", "Nothing is both since 2025-01-01 and"],
			["top=1000", "top: "],
			["mode=magic", "mode: "],
			["source=%21", "One of the sources to look for has no letter."],
		] as const) {
			const { status, text } = await pageOf(app, `q=ferry&${query}`);
			expect(status, query).toBe(400);
			expect(text).toContain(message);
			expect(text).toContain('name="since"');
			expect(text).not.toContain("ask --help");
		}
	});

	it("shows the nearest miss where nothing is found, and ways on", async () => {
		const app = appOf(await newsroom());
		const { status, text } = await pageOf(
			app,
			"q=ferry&min-score=0.999&source=Post",
		);
		expect(status).toBe(200);
		expect(text).toContain("Nothing found for <q>ferry</q>");
		expect(text).toMatch(/scores 0\.\d\d, below the 1\.00/u);
		expect(text).toContain("<bdi>Ferry aground off Tellmouth</bdi>");
		expect(text).toContain("all=true");
		expect(text).toContain('href="/?q=ferry&amp;min-score=0.999"');
		const all = await pageOf(app, "q=ferry&min-score=0.999&all=true");
		expect(all.text).toContain("No passage is good enough to be an answer");
		expect(all.text).toContain("<blockquote>");
	});

	it("folds what several articles say into one result with all its sources", async () => {
		const room = new Newsroom();
		const story = "The harbour levy rises to two pounds a passenger in June. ";
		room.write(
			"one.md",
			`---\ntitle: Levy\nsource: Post\n---\n${story.repeat(3)}`,
		);
		room.write(
			"two.md",
			`---\ntitle: Levy\nsource: Echo\n---\n${story.repeat(3)}`,
		);
		await room.build();
		const { text } = await pageOf(appOf(room), "q=harbour+levy&min-score=0");
		expect(text.match(/data-result/gu)).toHaveLength(1);
		expect(text).toMatch(/Also in one other article: <bdi>(?:Echo|Post)/u);
	});

	it("says of a source that changed or vanished what became of it, and shows the indexed words", async () => {
		const room = await newsroom();
		const app = appOf(room);
		const query = "q=electric+boats&source=Courier";
		const open = await firstCitation(app, query);
		const opened = `${query}&open=${encodeURIComponent(open)}`;
		room.write("boats.md", BOATS.replace("two", "three"));
		const changed = await pageOf(app, opened);
		expect(changed.text).toContain("The source has changed since");
		expect(changed.text).toContain("has changed since it was indexed");
		expect(changed.text).toContain("The source is not what was indexed.");
		expect(changed.text).toContain("said that two <b>electric</b>");
		expect(changed.text).toContain("Only the passage is shown");
		rmSync(room.space.path("news/boats.md"));
		const vanished = await pageOf(app, opened);
		expect(vanished.text).toContain("The source has vanished since");
	});

	it("says how to build an index where there is none, and how far a first one has got", async () => {
		const room = new Newsroom();
		const app = appOf(room);
		const empty = await pageOf(app, "q=ferry");
		expect(empty.status).toBe(503);
		expect(empty.text).toContain(`ask index --index ${room.index} <var>`);
		expect(empty.text).not.toContain("http-equiv");

		room.space.write("index/.keep", "");
		const building = tellBuilding(room.index);
		building.show({ phase: "embed", done: 12, total: 40 });
		const started = await pageOf(app, "q=ferry");
		building.end();
		expect(started.status).toBe(503);
		expect(started.text).toContain("Embedding 12 of 40 passages.");
		expect(started.text).toContain('<progress value="12" max="40"');
		expect(started.text).toContain(
			'<noscript><meta http-equiv="refresh" content="2"></noscript>',
		);
	});

	it("answers from the old index while it is updated, and says how far that is", async () => {
		const room = await newsroom();
		const app = appOf(room);
		const building = tellBuilding(room.index);
		building.show({ phase: "save", done: 1, total: 3 });
		const { status, text } = await pageOf(app, "q=electric+boats");
		expect(status).toBe(200);
		expect(text).toContain("The index is being updated. Saving 1 of 3");
		expect(text).toContain("Two electric boats ordered");
		expect(text).not.toContain("http-equiv");
		const during = await (await app.request("/building")).text();
		building.end();
		expect(during).toContain("Saving 1 of 3");
		const after = await (await app.request("/building")).text();
		expect(after).toContain("The update of the index is over.");
	});

	it("refuses what it has no room for as a page, too", async () => {
		const room = await newsroom();
		const app = appOf(room, {
			limits: {
				rate: 1000,
				concurrency: 1,
				queue: 0,
				bodyBytes: 1000,
				lookupMs: 10_000,
				requestMs: 10_000,
			},
		});
		const { status, text } = await pageOf(app, "q=ferry");
		expect(status).toBe(503);
		expect(text).toContain("Too many lookups are waiting.");
		expect(text).toContain("Ask again in a moment.");
	});
});

describe("a hostile article", () => {
	const EVIL = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`;

	async function hostile(): Promise<Hono> {
		const room = new Newsroom();
		const record = {
			title: `Ferry ${EVIL}`,
			source: `Post ${EVIL}`,
			author: `Vang ${EVIL}`,
			date: "2025-04-15",
			url: "javascript:alert(3)",
			text: `The ferry ${EVIL} sank, \u202eknas ton did ti\u202c “we knew,” said Per${EVIL} Vang.\u0000\u001b[31m</blockquote></main>`,
		};
		room.write("evil.jsonl", `${JSON.stringify(record)}\n`);
		await room.build();
		return appOf(room);
	}

	it("is shown as its words, wherever they stand", async () => {
		const app = await hostile();
		const open = await firstCitation(app, "q=ferry");
		const query = `q=ferry+%22%3E%3Cscript%3E&open=${encodeURIComponent(open)}&since=2025&author=%22%3E%3Cimg+src%3Dx+onerror%3Dx%3E+Vang`;
		for (const each of ["q=ferry", query]) {
			const { text } = await pageOf(app, each);
			expect(text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
			expect(text).not.toContain("<script>alert");
			expect(text).not.toContain("<img");
			expect(inlineIn(text)).toEqual([]);
			expect(text.match(/<\/main>/gu)).toHaveLength(1);
		}
	});

	it("can neither reorder its words nor hide some, nor lead to a script", async () => {
		const app = await hostile();
		const open = await firstCitation(app, "q=ferry");
		const { text } = await pageOf(
			app,
			`q=ferry&open=${encodeURIComponent(open)}`,
		);
		expect(text).toContain('<span class="odd">U+202E</span>knas ton did ti');
		expect(text).toContain('<span class="odd">U+001B</span>[31m');
		expect(text).not.toContain('href="javascript:');
		expect(text).not.toContain("Original at");
	});
});

describe("every state", () => {
	it("has neither script nor style of its own, and loads nothing from elsewhere", async () => {
		const room = await newsroom();
		const app = appOf(room);
		const open = encodeURIComponent(await firstCitation(app, "q=ferry"));
		const none = appOf(new Newsroom());
		const building = tellBuilding(room.index);
		const pages = [
			await pageOf(app, ""),
			await pageOf(app, "q=ferry"),
			await pageOf(app, `q=ferry&open=${open}`),
			await pageOf(app, `open=${open}`),
			await pageOf(app, "q=ferry&min-score=1"),
			await pageOf(app, "q=ferry&since=soon"),
			await pageOf(none, "q=ferry"),
		].map(({ text }) => text);
		building.end();
		const signIn = String(await renderSignIn({ wrong: true }));
		for (const page of [...pages, signIn]) {
			expect(page).toMatch(/^<!DOCTYPE html>/u);
			expect(inlineIn(page)).toEqual([]);
			expect(page.match(/<h1/gu)).toHaveLength(1);
		}
	});

	it("has no address of elsewhere in its script and style", () => {
		for (const name of ["page.js", "page.css"]) {
			const text = readFileSync(join(ASSETS, name), "utf8");
			expect(text.match(/https?:|url\(|@import/gu)).toBe(null);
		}
	});
});

describe("a file of the page", () => {
	it("may be kept for ever at the address that has its checksum, elsewhere not unasked", async () => {
		const app = appOf(await newsroom());
		const { text } = await pageOf(app, "");
		const [script = ""] = /\/assets\/page\.js\?[0-9a-f]{12}/u.exec(text) ?? [];
		const sent = await app.request(script);
		expect(sent.headers.get("content-type")).toContain("text/javascript");
		expect(sent.headers.get("cache-control")).toContain("immutable");
		const plain = await app.request("/assets/page.css?000000000000");
		expect(plain.headers.get("cache-control")).toBe("no-cache");
		const etag = plain.headers.get("etag") ?? "";
		const again = await app.request("/assets/page.css", {
			headers: { "if-none-match": etag },
		});
		expect(again.status).toBe(304);
		const icon = await app.request("/favicon.svg");
		expect(icon.headers.get("content-type")).toBe("image/svg+xml");
	});
});

describe("the form that asks for a token", () => {
	it("sends it to /sign-in, and says when it was wrong", async () => {
		const right = String(await renderSignIn({ wrong: false }));
		expect(right).toContain('action="/sign-in" method="post"');
		expect(right).toContain('name="token"');
		expect(right).not.toContain('role="alert"');
		const wrong = String(await renderSignIn({ wrong: true }));
		expect(wrong).toContain("This is not the token.");
		expect(wrong).toContain('aria-invalid="true"');
	});
});

describe("an address", () => {
	const search = readSearch(
		new URLSearchParams(
			"q=ferry&source=Post&source=Echo&open=x&top=30&since=2025&speaker=+&utm=1",
		),
	);

	it("is read without what is empty or unknown", () => {
		expect(search).toMatchObject({ question: "ferry", open: "x" });
		expect(addressOf(search, {})).toBe(
			"/?q=ferry&source=Post&source=Echo&open=x&top=30&since=2025",
		);
	});

	it("keeps what is not changed, and begins anew where other passages are found", () => {
		expect(addressOf(search, { open: null, since: "2024-01-01" })).toBe(
			"/?q=ferry&source=Post&source=Echo&top=30&since=2024-01-01",
		);
		expect(addressWith(search, ["speaker", "Ida Holm"])).toBe(
			"/?q=ferry&source=Post&source=Echo&since=2025&speaker=Ida+Holm",
		);
		expect(addressWithout(search, ["source", "Post"])).toBe(
			"/?q=ferry&source=Echo&since=2025",
		);
	});
});

describe("buckets of days", () => {
	const ALWAYS = { since: null, until: null };
	const ofDays = (...days: string[]) =>
		bucketsOf(
			days.map((day) => ({ day, count: 1 })),
			ALWAYS,
		);
	const filled = (buckets: Bucket[]) =>
		buckets.filter(({ count }) => count > 0).map(({ label }) => label);

	it("are days, weeks, months, quarters or years, as the time between asks for", () => {
		expect(filled(ofDays("2025-04-14", "2025-04-20"))).toEqual([
			"14 April 2025",
			"20 April 2025",
		]);
		expect(filled(ofDays("2025-04-16", "2025-07-20"))).toEqual([
			"week of 14 April 2025",
			"week of 14 July 2025",
		]);
		expect(filled(ofDays("2023-02-28", "2025-07-20"))).toEqual([
			"February 2023",
			"July 2025",
		]);
		expect(filled(ofDays("2019-02-28", "2025-07-20"))).toEqual([
			"January 2019 to March 2019",
			"July 2025 to September 2025",
		]);
		expect(filled(ofDays("1999-12-31", "2025-01-01"))).toEqual([
			"1999",
			"2025",
		]);
		expect(filled(ofDays("1600-01-01", "2200-12-31"))).toEqual([
			"1600 to 1624",
			"2200 to 2224",
		]);
	});

	it("are none where all hits are of one day", () => {
		expect(ofDays()).toEqual([]);
		expect(ofDays("2025-04-14")).toEqual([]);
	});

	it("do not reach beyond what was asked for", () => {
		const buckets = bucketsOf(
			[
				{ day: "2025-04-16", count: 2 },
				{ day: "2025-07-20", count: 1 },
			],
			{ since: "2025-04-15", until: "2025-07-18" },
		);
		expect(buckets[0]).toMatchObject({ since: "2025-04-15", count: 2 });
		expect(buckets.at(-1)).toMatchObject({ until: "2025-07-18", count: 1 });
	});

	it("hold every hit once, in order and without gaps", () => {
		const day = fc
			.date({
				min: new Date("1600-01-01"),
				max: new Date("2200-12-31"),
				noInvalidDate: true,
			})
			.map((date) => date.toISOString().slice(0, 10));
		fc.assert(
			fc.property(fc.uniqueArray(day, { minLength: 2 }), (days) => {
				const buckets = ofDays(...days.sort());
				expect(buckets.length).toBeLessThanOrEqual(MOST_BUCKETS);
				expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(
					days.length,
				);
				for (const [at, { since }] of buckets.slice(1).entries()) {
					const before = new Date(buckets[at]?.until ?? "");
					expect(new Date(since).getTime() - before.getTime()).toBe(86_400_000);
				}
			}),
		);
	});
});

describe("the visible part of an article", () => {
	const line = (
		number: number,
		text: string,
		cited: Excerpt["lines"][number]["cited"] = null,
	) => ({ number, text, cited });

	it("is all of a short one, without the end of the last line", () => {
		const shown = visibleLines([
			line(1, "Title"),
			line(2, "Words", { start: 0, end: 5 }),
			line(3, ""),
		]);
		expect(shown).toEqual({
			lines: [line(1, "Title"), line(2, "Words", { start: 0, end: 5 })],
			before: false,
			after: false,
		});
	});

	it("is two hundred lines on either side of the passage, and says what is left out", () => {
		const lines = Array.from({ length: 403 }, (_, at) =>
			line(at + 1, "x", at === 201 ? { start: 0, end: 1 } : null),
		);
		const shown = visibleLines(lines);
		expect(shown.lines[0]?.number).toBe(2);
		expect(shown.lines.at(-1)?.number).toBe(402);
		expect(shown).toMatchObject({ before: true, after: true });
		expect(visibleLines(lines.slice(1, -1))).toMatchObject({
			before: false,
			after: false,
		});
	});

	it("is a part of a line that is as long as a file", () => {
		const start = 1_000_000;
		const long = `${"a".repeat(start)}words${"b".repeat(start)}`;
		const shown = visibleLines([
			line(1, "above"),
			line(2, long, { start, end: start + 5 }),
			line(3, "below"),
		]);
		const [only] = shown.lines;
		expect(shown.lines).toHaveLength(1);
		expect(only?.text.length).toBeLessThan(100_000);
		expect(only?.text.slice(only.cited?.start, only.cited?.end)).toBe("words");
		expect(shown).toMatchObject({ before: true, after: true });
	});
});

describe("a passage", () => {
	const shown = (text: string) =>
		paragraphsOf(text).map(({ start, end }) => text.slice(start, end));

	it("has a paragraph for each line, or for the lines that were only wrapped", () => {
		const long = "A paragraph that is longer than any wrapped text. ".repeat(4);
		expect(shown(`${long}\n${long}`)).toEqual([long, long]);
		const wrapped =
			"The ferry struck a sandbank before dawn on\nTuesday, and nobody was hurt by any of it.\n\nIt sails on.";
		expect(shown(wrapped)).toEqual([
			"The ferry struck a sandbank before dawn on\nTuesday, and nobody was hurt by any of it.",
			"It sails on.",
		]);
	});

	it("is marked where it answers, in bold where it matches, once where matches overlap", async () => {
		const marked = await markedWords("one two three", { start: 4, end: 13 }, [
			{ start: 0, end: 3 },
			{ start: 2, end: 5 },
			{ start: 8, end: 99 },
		]);
		expect(String(marked)).toBe(
			'<b>one</b><b> </b><mark class="answer"><b>t</b>wo <b>three</b></mark>',
		);
	});

	it("spells out what cannot be seen, but no line break", async () => {
		expect(String(await words("a\u200bb\n\tc\r\u202ed<e>"))).toBe(
			'a<span class="odd">U+200B</span>b\n\tc\r<span class="odd">U+202E</span>d&lt;e&gt;',
		);
	});
});
