import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { describe as described } from "../src/articles/describe.ts";
import { readMarkdown } from "../src/articles/markdown.ts";
import { readPlainText } from "../src/articles/plain-text.ts";
import { boilerplateIn, linesOf } from "../src/boilerplate/boilerplate.ts";
import { isPageFrame } from "../src/boilerplate/phrases.ts";
import { shortLines } from "../src/boilerplate/short-lines.ts";
import type { Article } from "../src/types.ts";
import { SAMPLES } from "./support/workspace.ts";

/** The lines of an article that belong to its page. */
function leftOut(read: Article): string[] {
	const { article, lines } = described(read, "a.txt");
	const { metadata, text } = article;
	return boilerplateIn(linesOf(article), metadata.headline, lines).map(
		({ start, end }) => text.slice(start, end),
	);
}

const sample = (name: string) =>
	leftOut(readPlainText(readFileSync(`${SAMPLES}/${name}.txt`, "utf8")));

describe("of the samples", () => {
	it("the pointer to another story and the last line of 001 are left out", () => {
		const lines = sample("001_fdc2816b5bf3d2e8");
		expect(lines).toHaveLength(2);
		expect(lines[0]).toMatch(/^Read: /u);
		expect(lines[1]).toMatch(/^Follow us on /u);
	});

	it("the first lines and the end of 003 are left out", () => {
		const lines = sample("003_ad411e959017d56d");
		expect(lines).toHaveLength(4);
		expect(lines[0]).toMatch(/^Home Globe /u);
		expect(lines[0]?.endsWith(lines[1] ?? "?")).toBe(true);
		expect(lines.slice(2)).toEqual(["by editor", "Related Posts"]);
	});

	it.each([
		"000_23877be62b5c9be2",
		"002_537f2f19a6c79c72",
		"004_3c3a5e0c6daa29be",
	])("nothing of %s is", (name) => {
		expect(sample(name)).toEqual([]);
	});
});

describe("a line", () => {
	it.each([
		"Related Posts",
		"RELATED STORIES:",
		"More from Tolley Courier",
		"Read more: Ferry sinks in the strait",
		"READ ALSO: Ferry sinks in the strait",
		"See also » The harbour in pictures",
		"Follow us on Google News, Instagram and TikTok for latest updates",
		"Follow @tolleycourier on X",
		"Share this article",
		"Share Facebook Twitter WhatsApp Email",
		"Facebook | Twitter | LinkedIn",
		"Sign up to our newsletter",
		"Subscribe to The Courier for £1 a week",
		"We use cookies to give you the best experience on our site.",
		"By using this site you agree to our use of cookies",
		"Cookie settings",
		"Home › World › Europe",
		"Advertisement",
		"Story continues below advertisement",
		"Leave a comment",
		"12 Comments",
		"© 2025 Tolley Courier. All rights reserved.",
		"Skip to main content",
		"Photo: Per Vang/Courier",
		"The post Ferry sinks appeared first on Tolley Courier.",
		"Click here to read the report",
		"With inputs from agencies",
	])("%j belongs to the page", (line) => {
		expect(isPageFrame(line)).toBe(true);
	});

	it.each([
		"Read the report, and you will see that the ferry was never inspected, Holm said.",
		"“Follow us on the long road to peace,” the minister told them.",
		"Home secretary Olga Brandt resigned on Monday.",
		"Home prices rose 3% in May.",
		"Share prices fell on Monday as banks reported losses.",
		"Shares in Quintrel fell 4%",
		"Cookies were sold in aid of the hospital.",
		"The company uses cookies to track its readers, the regulator found.",
		"More than 200 people were on board.",
		"More from less: how a village saves water while its neighbours run dry every summer and nobody seems to mind",
		"Related charges against his brother were dropped.",
		"Subscribers will pay two crowns more.",
		"Twitter and Facebook said they would appeal.",
		"Print runs of the paper fell to 9,000.",
		"Search teams found the wreck at dawn.",
		"Comments by the mayor drew laughter.",
		"Watch makers in the valley laid off 40 people.",
		"Tags were found on three of the whales.",
		"The latest news from the front was bad.",
		"Recommended doses were exceeded in nine cases.",
		"Photographs of the harbour were shown in court.",
		"Previous attempts had failed.",
		"Join the queue, the pensioners were told.",
		"Background",
	])("%j does not", (line) => {
		expect(isPageFrame(line)).toBe(false);
	});

	it("takes no long time, whatever stands in it", () => {
		for (const part of [
			"Home › ",
			"share ",
			"read: ",
			"©",
			"more ",
			"\u200b",
		]) {
			expect(isPageFrame(part.repeat(100_000))).toBe(false);
			expect(typeof isPageFrame(part.repeat(20))).toBe("boolean");
		}
	});
});

describe("a headline", () => {
	const BODY =
		"\n\nThe ferry Asphodel sank in the strait on Monday night, and nobody was hurt, the mayor said.\n";

	it("that stands in the text a second time is left out", () => {
		const text = `---\ntitle: Ferry sinks in strait\n---\n\n# Ferry sinks in strait${BODY}`;
		expect(leftOut(readMarkdown(text))).toEqual(["# Ferry sinks in strait"]);
		const twice = `Ferry sinks in strait\n\nFERRY SINKS IN STRAIT${BODY}`;
		expect(leftOut(readPlainText(twice))).toEqual([
			"Ferry sinks in strait",
			"FERRY SINKS IN STRAIT",
		]);
	});

	it("that only stands there stays, unless what parts it from the article is left out", () => {
		expect(leftOut(readPlainText(`Ferry sinks in strait${BODY}`))).toEqual([]);
		expect(
			leftOut(readPlainText(`Ferry sinks in strait\n\nBy Per Vang${BODY}`)),
		).toEqual(["Ferry sinks in strait", "By Per Vang"]);
	});

	it("is left out at the top only", () => {
		const later = `Ferry sinks in strait${BODY.repeat(8)}\nFerry sinks in strait\n`;
		expect(leftOut(readPlainText(later))).toEqual([]);
	});
});

describe("links at the end", () => {
	it("are left out with their heading, and nothing before it is", () => {
		const text =
			"The ferry sank on Monday.\n\nNobody was hurt.\n\nRelated Posts\n\nTram stops for good\n\nBridge closed after storm\n";
		expect(leftOut(readPlainText(text))).toEqual([
			"Related Posts",
			"Tram stops for good",
			"Bridge closed after storm",
		]);
	});

	it("end where the article goes on", () => {
		const text =
			"The ferry sank on Monday.\n\nRelated Posts\n\nTram stops for good\n\nThe mayor said on Tuesday that the ferry would be raised.\n";
		expect(leftOut(readPlainText(text))).toEqual(["Related Posts"]);
	});
});

describe("short lines", () => {
	it("are counted by outlet and words, and an article by its longest line", () => {
		const long = "The ferry sank, and nobody was hurt. ".repeat(8).trim();
		const lines = linesOf(readPlainText(`${long}\n\nNot  ours\n\nNot ours\n`));
		const [line, ...others] = shortLines(lines, "Tolley Courier");
		expect(others).toEqual([]);
		expect(Number.isSafeInteger(line?.hash)).toBe(true);
		const [elsewhere] = shortLines(lines, "Brannock Post");
		expect(elsewhere?.hash).not.toBe(line?.hash);
		expect(elsewhere?.context).toBe(line?.context);
		const [reprint] = shortLines(
			linesOf(readPlainText(`${long}\n\nSomething else\n`)),
			"Tolley Courier",
		);
		expect(reprint?.context).toBe(line?.context);
	});
});
