import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markdown } from "../src/references/markdown.ts";
import { reference, STYLES } from "../src/references/references.ts";
import type { Citation } from "../src/types.ts";

const CITATION: Citation = {
	id: "articles/000_2387.txt#c850-977@9e506e76",
	path: "articles/000_2387.txt",
	member: null,
	record: null,
	start: 850,
	end: 977,
	byteStart: 850,
	byteEnd: 981,
	lineStart: 5,
	lineEnd: 6,
	sha256: "9e506e76".padEnd(64, "0"),
	title: "NATO allies pledge $23 billion",
	source: "UPI",
	author: "Jane Doe and John Smith",
	published: "2025-04-15T10:00:00Z",
	url: "https://example.com/nato?a=1&b=2",
	speaker: "Mark Rutte",
};
const BARE: Citation = {
	...CITATION,
	title: null,
	source: null,
	author: null,
	published: null,
	url: null,
	speaker: null,
	lineEnd: 5,
};
const TEXT = "Rutte said\nallies have “already pledged [$23 billion]”.";

// Mostly what means something to Markdown, BibTeX or TeX.
const hostile = fc.string({
	unit: fc.oneof(
		fc.constantFrom(..."\\{}%#_&~^$`*[]()<>!|\"'@,=+-:;.1 \t\r\n\u2028\u0085"),
		fc.constantFrom(
			"```",
			"\n\n",
			"\n- ",
			"\n1. ",
			"\n---\n",
			"](javascript:x)",
			"<b>",
			"&amp;",
			"\n}\n@misc{x,",
			"\\end{document}",
			"word ",
		),
		fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
	),
	maxLength: 60,
});
const maybe = fc.option(hostile);
const cited = fc.record({
	text: hostile.filter((text) => text.trim() !== ""),
	citation: fc
		.record({
			path: hostile.filter((path) => path.trim() !== ""),
			member: maybe,
			record: fc.option(fc.nat()),
			title: maybe,
			source: maybe,
			author: maybe,
			published: fc.oneof(maybe, fc.constant("2025-04-15")),
			url: fc.oneof(
				maybe,
				fc.webUrl({ withQueryParameters: true, withFragments: true }),
				hostile.map((path) => `https://example.com/${path}`),
			),
			speaker: maybe,
		})
		.map((stated) => ({
			...CITATION,
			...stated,
			id: `${stated.path}#c850-977@9e506e76`,
		})),
});

/** The fields of an entry by their names, braces around them taken off; throws where it is none. */
function fieldsOf(entry: string): Record<string, string> {
	const body = /^@(?:online|misc)\{[A-Za-z0-9._/-]+,\n([\s\S]*)\}$/u.exec(
		entry,
	)?.[1];
	if (body === undefined) throw new Error(`no entry: ${entry}`);
	const fields: Record<string, string> = {};
	for (const line of body.split(/(?<=,\n)/u)) {
		const [, name = "", value] = /^ {2}([a-z]+) *= (.*),\n$/su.exec(line) ?? [];
		if (value === undefined || depthsOf(value).lastIndexOf(0) === -1) {
			throw new Error(`no field: ${line}`);
		}
		fields[name] = value;
	}
	return fields;
}

/** How deep in braces a text is after each of its characters, as BibTeX counts: whatever stands before a brace. */
function depthsOf(text: string): number[] {
	let depth = 0;
	return [...text].map((character) => {
		if (character === "{") depth += 1;
		if (character === "}") depth -= 1;
		return depth;
	});
}

/** What TeX prints. */
function printed(tex: string): string {
	const commands: Record<string, string> = {
		backslash: "\\",
		braceleft: "{",
		braceright: "}",
		asciitilde: "~",
		asciicircum: "^",
		asciigrave: "`",
		less: "<",
		greater: ">",
		bar: "|",
	};
	return tex.replace(
		/\\text([a-z]+)\{\}|\\([$&%#_])|-\{\}/gu,
		(all, command?: string, sign?: string) =>
			all === "-{}" ? "-" : (sign ?? commands[command ?? ""] ?? "?"),
	);
}

const oneLine = (text: string) => text.replace(/[\s\p{Cc}]+/gu, " ").trim();

describe("a BibTeX entry", () => {
	it("has what is known of the article, the citation and the words", () => {
		expect(reference("bibtex", { citation: CITATION, text: TEXT })).toBe(
			[
				"@online{articles/000_2387.txt-c850-977-9e506e76,",
				"  author       = {{Jane Doe and John Smith}},",
				"  title        = {{NATO allies pledge \\$23 billion}},",
				"  organization = {{UPI}},",
				"  date         = {2025-04-15},",
				"  url          = {https://example.com/nato?a=1&b=2},",
				"  note         = {articles/000\\_2387.txt, lines 5-6; speaking: Mark Rutte; articles/000\\_2387.txt\\#c850-977@9e506e76},",
				"  annotation   = {Rutte said allies have “already pledged [\\$23 billion]”.},",
				"}",
			].join("\n"),
		);
	});

	it("of an article that says nothing about itself is @misc, and has its place for a title", () => {
		const entry = reference("bibtex", { citation: BARE, text: TEXT });
		expect(entry).toMatch(/^@misc\{/u);
		expect(Object.keys(fieldsOf(entry))).toEqual([
			"title",
			"note",
			"annotation",
		]);
		expect(fieldsOf(entry).title).toBe("{{articles/000\\_2387.txt}}");
	});

	it("is one entry with balanced braces, whatever the article holds, and prints the words", () => {
		fc.assert(
			fc.property(cited, ({ citation, text }) => {
				const entry = reference("bibtex", { citation, text });
				const depths = depthsOf(entry);
				expect(Math.min(...depths)).toBe(0);
				// Only its last brace closes it.
				expect(depths.indexOf(0, "@online".length)).toBe(depths.length - 1);
				const fields = fieldsOf(entry);
				expect(printed(fields.annotation ?? "")).toBe(`{${oneLine(text)}}`);
				// Without their commands, no sign is left that TeX would read as its own.
				const { url: _, ...escaped } = fields;
				for (const value of Object.values(escaped)) {
					expect(
						value.replace(/\\text[a-z]+\{\}|\\[$&%#_]|-\{\}/gu, "x"),
					).not.toMatch(/[\\$&%#_~^`<>|]|--/u);
				}
			}),
			{ numRuns: 500 },
		);
	});
});

describe("a Markdown reference", () => {
	it("is a block quotation and a line that says where it stands", () => {
		expect(reference("markdown", { citation: CITATION, text: TEXT })).toBe(
			[
				"> Rutte said",
				"> allies have “already pledged \\[\\$23 billion\\]”.",
				"",
				"— Mark Rutte, UPI, [“NATO allies pledge \\$23 billion”](<https://example.com/nato?a=1&b=2>), 2025-04-15, articles/000\\_2387.txt, lines 5-6, `articles/000_2387.txt#c850-977@9e506e76`",
			].join("\n"),
		);
	});

	it("of an article that says nothing about itself has its place and the citation", () => {
		expect(
			reference("markdown", { citation: BARE, text: "Text." })
				.split("\n")
				.at(-1),
		).toBe(
			"— articles/000\\_2387.txt, line 5, `articles/000_2387.txt#c850-977@9e506e76`",
		);
	});

	it.each([
		["# Title", "\\# Title"],
		["- item", "\\- item"],
		["+ item", "\\+ item"],
		["    code", "code"],
		["12. item", "12\\. item"],
		["3) item", "3\\) item"],
		["===", "\\==="],
		["> quoted", "\\> quoted"],
		["| a | b |", "\\| a \\| b \\|"],
		["<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"],
		["![x](y)", "!\\[x\\](y)"],
		["```", "\\`\\`\\`"],
		["&lt;", "\\&lt;"],
	])("shows %j as it is", (line, escaped) => {
		const [quotation] = markdown({ citation: CITATION, text: line }).split(
			"\n",
		);
		expect(quotation).toBe(`> ${escaped}`);
	});

	it("links only to the web", () => {
		const linking = (url: string) =>
			reference("markdown", { citation: { ...CITATION, url }, text: TEXT });
		expect(linking("javascript:alert(1)")).not.toContain("javascript");
		expect(linking("https://example.com/a b>`|c\n\n# x")).toContain(
			"(<https://example.com/a%20b%3E%60%7Cc#%20x>)",
		);
		expect(linking("https://example.com/?a&copy;")).toContain("?a&amp;copy;>");
	});

	it("stays a quotation and one line, whatever the article holds, with every sign of Markdown escaped", () => {
		fc.assert(
			fc.property(cited, ({ citation, text }) => {
				const lines = reference("markdown", { citation, text }).split("\n");
				const said = lines.at(-1) ?? "";
				expect(lines.at(-2)).toBe("");
				for (const line of lines.slice(0, -2)) {
					expect(line).toMatch(/^>(?: \S.*)?$/u);
					expect(line).not.toMatch(/[\r\u2028\u2029\u0085]/u);
					const bare = line.slice(2).replace(/\\[!-/:-@[-`{-~]/gu, "");
					expect(bare).not.toMatch(/[\\`*_{}[\]<>&~|$^]/u);
					expect(line.slice(2)).not.toMatch(/^(?:[#+=:-]|\d+[.)])/u);
				}
				expect(said).toMatch(/^— /u);
				expect(said).not.toMatch(/[\r\u2028\u2029\u0085]/u);
				expect(said.endsWith("`")).toBe(true);
			}),
			{ numRuns: 500 },
		);
	});
});

describe("a plain reference", () => {
	it("has the words as they stand, who says them, the article, the place and the citation", () => {
		expect(reference("plain", { citation: CITATION, text: TEXT })).toBe(
			[
				"Rutte said",
				"allies have “already pledged [$23 billion]”.",
				"",
				"— Mark Rutte, in UPI, “NATO allies pledge $23 billion”, 2025-04-15",
				"articles/000_2387.txt, lines 5-6",
				"https://example.com/nato?a=1&b=2",
				"articles/000_2387.txt#c850-977@9e506e76",
			].join("\n"),
		);
		expect(
			reference("plain", {
				citation: { ...BARE, member: "a/b.jsonl", record: 3 },
				text: "Text.",
			}),
		).toBe(
			[
				"Text.",
				"",
				"articles/000_2387.txt, a/b.jsonl, record 3, line 5",
				"articles/000_2387.txt#c850-977@9e506e76",
			].join("\n"),
		);
	});
});

it.each(STYLES)("a %s reference ends without a line break", (style) => {
	expect(reference(style, { citation: CITATION, text: TEXT })).not.toMatch(
		/\s$/u,
	);
});
