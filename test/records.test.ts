import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { documentsIn } from "../src/articles/documents.ts";
import type { FieldMap } from "../src/articles/field-names.ts";
import { Newsroom } from "./support/newsroom.ts";
import { workspace } from "./support/workspace.ts";

const HARBOUR = {
	title: "Harbour to be rebuilt",
	text: "The harbour will be rebuilt, the mayor said on Monday.\n\nWork begins in “spring” — at last.",
	published: "2025-04-15T10:15:00+02:00",
	source: "Tolley Courier",
	author: ["Ida Holm", "Per Vang"],
	url: "https://courier.example/harbour",
};
const BRIDGE = {
	headline: "Bridge closed",
	body: "The bridge was closed after a storm tore off its cables.",
	date: "2025-04-16",
	publisher: { name: "Brannock Post" },
};
const SCHOOL = { content: "A new school opened its doors to 400 pupils." };

const jsonl = (...records: unknown[]) =>
	records.map((record) => `${JSON.stringify(record)}\n`).join("");

describe("a file of records", () => {
	it("may hold half a character, which is read as U+FFFD wherever it is stored", async () => {
		const room = new Newsroom();
		const text = "The mayor said \ud800 that \udfff the harbour is shut.";
		room.write("wire.jsonl", jsonl({ title: "Half \ud800", text }));
		await room.build();
		const [result] = await room.ask("harbour", { mode: "keyword" });
		expect(result?.text).toBe(text.toWellFormed());
		const { holds } = Object.values(await room.verify())[0] ?? {};
		expect(holds).toBe(true);
	});

	it("is an article a line, each with its own hash and what its fields state", async () => {
		const room = new Newsroom();
		room.write("wire.jsonl", jsonl(HARBOUR, BRIDGE, SCHOOL));
		expect(await room.build()).toMatchObject({
			articles: 3,
			added: 3,
			skipped: [],
		});
		const [result] = await room.ask("harbour", { mode: "keyword" });
		expect(result?.text).toBe(HARBOUR.text);
		expect(result?.citation).toMatchObject({
			path: "news/wire.jsonl",
			member: null,
			record: 1,
			byteStart: null,
			byteEnd: null,
			sha256: createHash("sha256")
				.update(JSON.stringify(HARBOUR))
				.digest("hex"),
			title: HARBOUR.title,
			source: HARBOUR.source,
			author: "Ida Holm, Per Vang",
			published: HARBOUR.published,
			url: HARBOUR.url,
		});
		expect(result?.citation.id).toMatch(
			/^news\/wire\.jsonl!!1#c0-\d+@[0-9a-f]{8}$/u,
		);
		const [bridge] = await room.ask("bridge", { mode: "keyword" });
		expect(bridge?.citation).toMatchObject({
			record: 2,
			title: "Bridge closed",
			source: "Brannock Post",
			published: "2025-04-16",
		});
	});

	it("lets a line be appended or put in between without breaking the others", async () => {
		const room = new Newsroom();
		room.write("wire.jsonl", jsonl(HARBOUR, BRIDGE));
		await room.build();
		room.write("wire.jsonl", jsonl(HARBOUR, BRIDGE, SCHOOL));
		for (const check of Object.values(await room.verify())) {
			expect(check.verdict).toBe("verified");
		}
		const [harbour] = await room.ask("harbour", { mode: "keyword" });
		expect(harbour?.became).toBeNull();
		expect(await room.build()).toMatchObject({
			articles: 3,
			added: 1,
			changed: 0,
			unchanged: 2,
			embedded: 1,
		});

		room.write("wire.jsonl", jsonl(SCHOOL, HARBOUR, BRIDGE));
		const checks = await room.verify();
		expect(checks["news/wire.jsonl!!1"]).toMatchObject({
			verdict: "moved",
			now: expect.stringContaining("news/wire.jsonl!!2#c0-"),
		});
		const [moved] = await room.ask("harbour", { mode: "keyword" });
		expect(moved?.became).toBe("changed");
		expect(await room.build()).toMatchObject({ changed: 3, embedded: 0 });
		for (const check of Object.values(await room.verify())) {
			expect(check.verdict).toBe("verified");
		}
	});

	it("finds a record that moved, also once it is indexed where it stands now", async () => {
		const room = new Newsroom();
		room.write("wire.jsonl", jsonl(HARBOUR));
		await room.build();
		const [{ id } = { id: "" }] = Object.values(await room.verify());
		expect(id).toMatch(/^news\/wire\.jsonl!!1#/u);
		room.write("wire.jsonl", jsonl(SCHOOL, HARBOUR));
		await room.build();
		await room.open(async (index) => {
			const { value: check } = await index.verify([id]).next();
			expect(check).toMatchObject({
				verdict: "moved",
				now: expect.stringMatching(/^news\/wire\.jsonl!!2#/u),
			});
			const shown = await index.show(id);
			expect(shown.text).toBe(HARBOUR.text);
			expect(shown.warnings).toEqual([
				"news/wire.jsonl!!1 stands at news/wire.jsonl!!2 now",
			]);
		});
	});

	it("drops what left it, and says what of it changed", async () => {
		const room = new Newsroom();
		room.write("wire.jsonl", jsonl(HARBOUR, BRIDGE, SCHOOL));
		await room.build();
		const edited = { ...BRIDGE, body: BRIDGE.body.replace("storm", "flood") };
		room.write("wire.jsonl", jsonl(HARBOUR, edited));
		const checks = await room.verify();
		expect(checks["news/wire.jsonl!!2"]?.verdict).toBe("changed");
		expect(checks["news/wire.jsonl!!3"]?.verdict).toBe("vanished");
		await room.open(async (index) => {
			expect((await index.status()).stale).toEqual({ changed: 1, vanished: 1 });
		});
		expect(await room.build()).toMatchObject({
			articles: 2,
			changed: 1,
			removed: 1,
		});
	});

	it("skips lines that are no articles, names the first, and reads them once mended", async () => {
		const room = new Newsroom();
		const broken = `${jsonl(HARBOUR)}{"text": \n\n[1]\n${jsonl({ title: "x" }, BRIDGE)}`;
		room.write("wire.jsonl", broken);
		const report = await room.build();
		expect(report).toMatchObject({ articles: 2, added: 2 });
		expect(report.skipped).toEqual([
			{
				path: "news/wire.jsonl",
				reason: expect.stringMatching(
					/^record 2 is not JSON.*\(and 2 more parts\)$/u,
				),
			},
		]);
		expect((await room.build()).skipped).toHaveLength(1);
		const [bridge] = await room.ask("bridge", { mode: "keyword" });
		expect(bridge?.citation.record).toBe(6);
		room.write("wire.jsonl", jsonl(HARBOUR, SCHOOL, SCHOOL, SCHOOL, BRIDGE));
		expect((await room.build()).skipped).toEqual([]);
	});

	it.each(["{broken", "null", "[1]", "3"])(
		"is not lost for its first line %j",
		async (line) => {
			const room = new Newsroom();
			room.write("wire.jsonl", `${line}\n${jsonl(HARBOUR)}`);
			const report = await room.build();
			expect(report.articles).toBe(1);
			expect(report.skipped[0]?.reason).toMatch(/^record 1 /u);
		},
	);

	it("has its fields named where they have other names, and keeps the names", async () => {
		const room = new Newsroom();
		const record = {
			story: "The ferry was late.",
			meta: { day: "15 April 2025" },
			hed: "Ferry late",
		};
		room.write("wire.jsonl", jsonl(record));
		await expect(room.build()).rejects.toThrow(/has no text in text, body/u);
		const map: FieldMap = { text: "story", title: "hed", date: "meta.day" };
		expect(await room.build({ map })).toMatchObject({ articles: 1 });
		const [ferry] = await room.ask("ferry", { mode: "keyword" });
		expect(ferry?.citation).toMatchObject({
			title: "Ferry late",
			published: "2025-04-15",
		});
		expect(await room.build()).toMatchObject({ unchanged: 1 });
		const other = await room.build({ map: { text: "nothing" } });
		expect(other.skipped).toHaveLength(1);
		// What could not be read is tried again, whatever was read before.
		expect((await room.build()).skipped).toHaveLength(1);
		await room.build({ map: { text: "story" } });
		const [again] = await room.ask("ferry", { mode: "keyword" });
		expect(again?.citation).toMatchObject({ title: null, published: null });
		expect(Object.values(await room.verify())[0]?.verdict).toBe("verified");
	});

	it.each([
		["an array", "a.json", JSON.stringify([HARBOUR, BRIDGE]), [1, 2]],
		["one object", "a.json", JSON.stringify(HARBOUR, null, 2), [null]],
		[
			"a list in an object",
			"a.json",
			JSON.stringify({ status: "ok", articles: [HARBOUR] }),
			[1],
		],
		["lines by another name", "a.json", jsonl(HARBOUR, BRIDGE), [1, 2]],
		["an array by another name", "a.jsonl", JSON.stringify([HARBOUR]), [1]],
		[
			"lines with CRLF and a byte order mark",
			"a.ndjson",
			`\ufeff${jsonl(HARBOUR, BRIDGE).replaceAll("\n", "\r\n")}`,
			[1, 2],
		],
		[
			"a last line without an end",
			"a.jsonl",
			jsonl(HARBOUR, BRIDGE).trimEnd(),
			[1, 2],
		],
	])("is told by its content: %s", async (_, name, content, records) => {
		const room = new Newsroom();
		room.write(name, content);
		await room.build();
		const found = await room.ask("harbour bridge");
		expect(found.map(({ citation }) => citation.record).sort()).toEqual(
			records,
		);
		for (const check of Object.values(await room.verify())) {
			expect(check.verdict).toBe("verified");
		}
	});

	it("is read a line at a time, wherever the pieces of the stream end", async () => {
		const space = workspace();
		const long = { text: `${"é🙂 ".repeat(30_000)}end` };
		const file = space.write("a.jsonl", jsonl(long, HARBOUR, long, BRIDGE));
		const texts: string[] = [];
		for await (const found of documentsIn(file, null, {})) {
			if ("reason" in found) throw new Error(found.reason);
			texts.push((await found.read()).text);
			const { start = 0, length = 0 } = found.at ?? {};
			const bytes = space.read("a.jsonl").subarray(start, start + length);
			expect(createHash("sha256").update(bytes).digest("hex")).toBe(
				found.sha256,
			);
		}
		expect(texts).toEqual([long.text, HARBOUR.text, long.text, BRIDGE.body]);
	});

	it("is not crashed by what is nested without end", async () => {
		const room = new Newsroom();
		const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
		room.write("a.json", `[{"text": "The ferry was late.", "x": ${deep}}]`);
		room.write("b.jsonl", `{"text": "The ferry sank.", "author": ${deep}}\n`);
		const report = await room.build();
		expect(report.articles).toBe(1);
		expect(report.skipped).toEqual([
			{
				path: "news/a.json",
				reason: expect.stringContaining("nested too deeply"),
			},
		]);
	});
});

describe("an archive", () => {
	const files = {
		"east/harbour.txt": strToU8(HARBOUR.text),
		"west/bridge.md": strToU8(
			`---\ntitle: Bridge\ndate: 2025-04-16\n---\n\n${BRIDGE.body}\n`,
		),
		"wire.jsonl": strToU8(jsonl(SCHOOL, { text: "The ferry was late." })),
		"odd!name%.txt": strToU8("The tram stopped.\n"),
		".hidden.txt": strToU8("Hidden."),
		"__MACOSX/x.txt": strToU8("Not an article."),
		"photo.jpg": strToU8("no"),
	};

	it("holds articles that are cited by their path inside it", async () => {
		const room = new Newsroom();
		room.write("week.zip", zipSync(files));
		expect(await room.build()).toMatchObject({ articles: 5, skipped: [] });
		const [bridge] = await room.ask("bridge", { mode: "keyword" });
		expect(bridge?.text).toBe(BRIDGE.body);
		expect(bridge?.citation).toMatchObject({
			path: "news/week.zip",
			member: "west/bridge.md",
			record: null,
			byteStart: null,
			title: "Bridge",
			published: "2025-04-16",
			sha256: createHash("sha256")
				.update(files["west/bridge.md"])
				.digest("hex"),
		});
		const checks = await room.verify();
		expect(Object.keys(checks).sort()).toEqual([
			"news/week.zip!east/harbour.txt!",
			"news/week.zip!odd%21name%25.txt!",
			"news/week.zip!west/bridge.md!",
			"news/week.zip!wire.jsonl!1",
			"news/week.zip!wire.jsonl!2",
		]);
		for (const { id, verdict } of Object.values(checks)) {
			expect(verdict).toBe("verified");
			await room.open(async (index) => {
				const { value: check } = await index.verify([id]).next();
				expect(check?.verdict).toBe("verified");
				expect((await index.show(id)).lines.length).toBeGreaterThan(0);
			});
		}
	});

	it("is read again only where a member changed", async () => {
		const room = new Newsroom();
		room.write("week.zip", zipSync(files));
		await room.build();
		const { "photo.jpg": _, ...others } = files;
		room.write("week.zip", zipSync(others));
		expect(await room.build()).toMatchObject({ unchanged: 5, changed: 0 });
		const edited = strToU8("The tram ran again.\n");
		room.write("week.zip", zipSync({ ...others, "odd!name%.txt": edited }));
		const checks = await room.verify();
		expect(checks["news/week.zip!odd%21name%25.txt!"]?.verdict).toBe("changed");
		expect(checks["news/week.zip!west/bridge.md!"]?.verdict).toBe("verified");
		expect(await room.build()).toMatchObject({ changed: 1, unchanged: 4 });
	});

	it("of one file is unpacked, also when it holds records", async () => {
		const room = new Newsroom();
		room.write("harbour.txt.gz", gzipSync(HARBOUR.text));
		room.write("wire.jsonl.gz", gzipSync(jsonl(BRIDGE, SCHOOL)));
		room.write("photo.jpg.gz", gzipSync("no"));
		expect(await room.build()).toMatchObject({
			articles: 3,
			ignored: 1,
			skipped: [],
		});
		expect(Object.keys(await room.verify()).sort()).toEqual([
			"news/harbour.txt.gz!harbour.txt!",
			"news/wire.jsonl.gz!wire.jsonl!1",
			"news/wire.jsonl.gz!wire.jsonl!2",
		]);
		for (const check of Object.values(await room.verify())) {
			expect(check.verdict).toBe("verified");
		}
	});

	it("that is damaged, or another file by its name, is skipped with its reason, and keeps what it held", async () => {
		const room = new Newsroom();
		const whole = zipSync(files);
		room.write("a.zip", whole);
		room.write("b.jsonl.gz", gzipSync(jsonl(BRIDGE)));
		await room.build();
		room.write("a.zip", whole.subarray(0, whole.length - 30));
		room.write("b.jsonl.gz", gzipSync(jsonl(BRIDGE)).subarray(0, 40));
		room.write("c.zip", "no archive at all");
		room.write("d.gz", "no archive at all");
		room.write("e.txt.gz", "no archive at all");
		room.write("f.txt", whole);
		const report = await room.build();
		const reasons = Object.fromEntries(
			report.skipped.map(({ path, reason }) => [path, reason]),
		);
		expect(reasons).toEqual({
			"news/a.zip": expect.stringMatching(/^is damaged/u),
			"news/b.jsonl.gz": expect.stringMatching(/damaged/u),
			"news/c.zip": expect.stringMatching(/damaged/u),
			"news/e.txt.gz": expect.stringMatching(/damaged, or no \.gz/u),
		});
		// What it begins with says more than its name.
		expect(report).toMatchObject({ articles: 11, added: 5 });
	});

	it("that holds a name twice is read once under it, and says so", async () => {
		const room = new Newsroom();
		const zip = Buffer.from(zipSync({ "a.txt": SMALL, "b.txt": SMALL }));
		const twice = zip.toString("latin1").replaceAll("b.txt", "a.txt");
		room.write("a.zip", Buffer.from(twice, "latin1"));
		const report = await room.build();
		expect(report).toMatchObject({ articles: 1, added: 1 });
		expect(report.skipped[0]?.reason).toMatch(/^a\.txt stands .* twice/u);
		expect(Object.values(await room.verify())[0]?.verdict).toBe("verified");
	});

	it("that unpacks to what cannot be meant is refused", async () => {
		const room = new Newsroom();
		const bomb = new Uint8Array(80 * 1024 * 1024).fill(97);
		room.write("bomb.zip", zipSync({ "a.txt": bomb, "b.txt": SMALL }));
		const report = await room.build();
		expect(report.skipped[0]?.reason).toMatch(/unpacks to more/u);
		expect(report.articles).toBe(1);
	});

	it("cannot name a file outside of it", async () => {
		const room = new Newsroom();
		room.space.write("secret.txt", "The secret.");
		room.write("a.zip", zipSync({ "../../secret.txt": SMALL, "b.txt": SMALL }));
		await expect(room.build()).rejects.toThrow(/invalid relative path/u);
	});
});

const SMALL = strToU8("The tram stopped.\n");
