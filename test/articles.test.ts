import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readArticle } from "../src/articles/documents.ts";
import { SearchError } from "../src/errors.ts";
import { locate } from "../src/offsets.ts";

const read = (name: string, content: string | Buffer) =>
	readArticle(name, Buffer.from(content));
const titleOf = async (name: string, content: string) =>
	(await read(name, content)).metadata.headline?.value ?? null;

const BODY = "\n\nThe harbour will be rebuilt, the mayor said.\n";

describe("title", () => {
	it.each([
		[`Harbour to be rebuilt${BODY}`, "Harbour to be rebuilt"],
		[`\ufeffHarbour to be rebuilt${BODY}`, "Harbour to be rebuilt"],
		[`Who will pay for the harbour?${BODY}`, "Who will pay for the harbour?"],
		[`The harbour will be rebuilt.${BODY}`, null],
		[`April 15 (UPI) — He said that “it stands.”${BODY}`, null],
		[`“We will rebuild,”${BODY}`, null],
		["Harbour to be rebuilt", null],
		["Harbour to be rebuilt\n\n  \n", null],
		[
			"The mayor of the town said on Monday that\nthe harbour will be rebuilt.\n",
			null,
		],
		[`${"very ".repeat(30)}long${BODY}`, null],
		[`* * *${BODY}`, null],
		[`By John Smith${BODY}`, null],
		[`Published: 15 April 2025${BODY}`, null],
		[`Last updated at 10.15 GMT${BODY}`, null],
		[`Reporting by Kim Lo in Ulm; editing by Jo Ray${BODY}`, null],
		[
			`Updated plans for the harbour shown${BODY}`,
			"Updated plans for the harbour shown",
		],
		[`LONDON (Reuters)${BODY}`, null],
		[`BREAKING${BODY}`, null],
		[
			`Zelenskyy seeks more Patriots from the U.S.${BODY}`,
			"Zelenskyy seeks more Patriots from the U.S.",
		],
	])("of %j is %j", async (text, title) => {
		expect(await titleOf("a.txt", text)).toBe(title);
	});

	it.each([
		[`---\ntitle: The harbour\n---\n# Other${BODY}`, "The harbour"],
		[`---\r\ntitle: "A: b"\r\n---\r\n${BODY}`, "A: b"],
		[`---\ntitle: 1984\n---\n${BODY}`, "1984"],
		[`---\nauthor: me\n---\n# Heading #${BODY}`, "Heading"],
		[`Heading\n=======${BODY}`, "Heading"],
		[`Headline of the day${BODY}`, "Headline of the day"],
		[`---${BODY}`, null],
		[`Text first.\n\n## Background${BODY}`, null],
		["Text first, and it goes on.\n\n```\n# comment\n```\n", null],
		[`# a${" ".repeat(20_000)}b${BODY}`, `a${" ".repeat(20_000)}b`],
	])("of Markdown %j is %j", async (text, title) => {
		expect(await titleOf("a.md", text)).toBe(title);
	});
});

describe("front matter", () => {
	it("belongs to no passage", async () => {
		const { text, body } = await read("a.md", "---\ntitle: x\n---\nBody.\n");
		expect(text.slice(body.start, body.end)).toBe("Body.\n");
	});

	it("that is not YAML is left out with a warning", async () => {
		const { body, text, warnings } = await read(
			"a.md",
			"---\na: [\n---\nBody.\n",
		);
		expect(text.slice(body.start)).toBe("Body.\n");
		expect(warnings).toEqual([
			expect.stringMatching(/^front matter is not YAML/u),
		]);
	});

	it("is not what stands between two rules", async () => {
		const text = "---\nA leading rule, then text.\n\n---\nMore.\n";
		expect((await read("a.md", text)).body.start).toBe(0);
	});

	it("cannot run code", async () => {
		const title = await titleOf("a.md", "---js\n{ title: 'x' }\n---\nBody.\n");
		expect(title).not.toBe("x");
	});

	it("cannot grow without end", async () => {
		const bomb = Array.from(
			{ length: 12 },
			(_, level) => `l${level}: &l${level} [${`*l${level - 1},`.repeat(9)}]`,
		)
			.join("\n")
			.replace(/\*l-1/gu, "x");
		const { warnings } = await read("a.md", `---\n${bomb}\n---\nBody.\n`);
		expect(warnings).toHaveLength(1);
	});
});

describe("what cannot be read", () => {
	it.each([
		["a.txt", Buffer.from([0x63, 0xe9]), /not valid UTF-8/u],
		["a.txt", Buffer.from("a\0b"), /NUL/u],
		["a.txt", Buffer.from("\ufeffa", "utf16le"), /UTF-16/u],
		["a.pdf", Buffer.from("a"), /no reader for \.pdf/u],
		["README", Buffer.from("a"), /without extension/u],
	])("%s is refused with its reason", async (name, bytes, reason) => {
		await expect(read(name, bytes)).rejects.toThrow(SearchError);
		await expect(read(name, bytes)).rejects.toThrow(reason);
	});
});

describe("locate", () => {
	it("counts bytes and lines as the file has them", () => {
		const text = "\ufeffé\r\n🙂 b\nc";
		const [first, second] = locate(text, [
			{ start: 4, end: 8 },
			{ start: 9, end: 10 },
		]);
		expect(first).toMatchObject({
			byteStart: 7,
			byteEnd: 13,
			lineStart: 2,
			lineEnd: 2,
		});
		expect(second).toMatchObject({ byteStart: 14, lineStart: 3 });
	});

	it("gives bytes that decode to the span, for any text", () => {
		const text = fc
			.string({ unit: "binary", maxLength: 200 })
			.map((raw) => raw.toWellFormed());
		fc.assert(
			fc.property(text, fc.nat(), fc.nat(), (text, a, b) => {
				const [start = 0, end = 0] = [a, b]
					.map((offset) => offset % (text.length + 1))
					.sort((x, y) => x - y);
				const slice = text.slice(start, end);
				fc.pre(slice.isWellFormed());
				fc.pre(text.slice(0, start).isWellFormed());
				const [at] = locate(text, [{ start, end }]);
				const bytes = Buffer.from(text).subarray(
					at?.byteStart ?? 0,
					at?.byteEnd ?? 0,
				);
				expect(bytes.toString()).toBe(slice);
			}),
		);
	});
});
