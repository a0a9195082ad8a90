import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildIndex, openIndex, type SearchIndex } from "../dist/js/index.js";
import { SAMPLES, Workspace } from "./support/workspace.ts";

interface Questions {
	/** Each with words that its answer must contain. */
	answered: { kind: string; question: string; answer: string }[];
	/** On the matter of the samples, and yet none of them answers these. */
	close: string[];
	/** None of the samples says anything about these. */
	foreign: string[];
}

const { answered, close, foreign }: Questions = JSON.parse(
	readFileSync(new URL("fixtures/questions.json", import.meta.url), "utf8"),
);

describe("over the five samples", () => {
	const space = new Workspace();
	let index: SearchIndex;
	beforeAll(async () => {
		const folder = space.path("index");
		await buildIndex({ index: folder, paths: [SAMPLES] });
		index = await openIndex({ index: folder });
	});
	afterAll(async () => {
		await index.close();
		space.remove();
	});

	it("puts the pledge of $23 billion first", async () => {
		const { answered, results } = await index.ask("what did Rutte pledge");
		expect(answered).toBe(true);
		expect(results[0]?.text).toContain("[$23 billion]");
		expect(results[0]?.citation.path).toMatch(/000_23877be62b5c9be2\.txt$/u);
	});

	// The golden set: what each part of the ranking reaches on it guards every later change.
	it.each([
		["by default", {}, 48],
		["with --fast", { rerank: 0 }, 42],
		["by words alone", { mode: "keyword" }, 38],
		["by meaning alone", { mode: "semantic" }, 28],
	] as const)(
		"has the answer in the first passage %s",
		async (_, options, least) => {
			const missed: string[] = [];
			for (const { kind, question, answer } of answered) {
				const { results } = await index.ask(question, {
					...options,
					all: true,
				});
				if (!results[0]?.text.includes(answer)) {
					missed.push(`${kind}: ${question}`);
				}
			}
			expect(answered.length + close.length).toBeGreaterThanOrEqual(60);
			expect(
				answered.length - missed.length,
				missed.join("\n"),
			).toBeGreaterThanOrEqual(least);
		},
	);

	it("marks the sentence that answers", async () => {
		let right = 0;
		let found = 0;
		for (const { question, answer } of answered) {
			const [first] = (await index.ask(question, { all: true })).results;
			if (!first?.text.includes(answer)) continue;
			const { highlight, citation } = first;
			found += 1;
			if (highlight?.text.includes(answer)) right += 1;
			const start = (highlight?.start ?? 0) - citation.start;
			const end = (highlight?.end ?? 0) - citation.start;
			expect(first.text.slice(start, end)).toBe(highlight?.text);
		}
		expect(right).toBeGreaterThanOrEqual(0.9 * found);
	});

	it("answers what it can", async () => {
		const refused: string[] = [];
		for (const { question } of answered) {
			if (!(await index.ask(question)).answered) refused.push(question);
		}
		// Paraphrases that share no word with any article, told in half a sentence.
		expect(refused.length, refused.join("\n")).toBeLessThanOrEqual(6);
	});

	it("refuses some of what is close to the articles and yet not in them", async () => {
		const refused: string[] = [];
		for (const question of close) {
			if (!(await index.ask(question)).answered) refused.push(question);
		}
		expect(close.length).toBeGreaterThanOrEqual(8);
		expect(refused.length, refused.join("\n")).toBeGreaterThanOrEqual(4);
	});

	it("refuses nine foreign questions in ten", async () => {
		const fooled: string[] = [];
		for (const question of foreign) {
			const answer = await index.ask(question);
			if (answer.answered) fooled.push(question);
			expect(answer.results.length > 0).toBe(answer.answered);
		}
		expect(foreign.length).toBeGreaterThanOrEqual(30);
		expect(fooled.length, fooled.join("\n")).toBeLessThanOrEqual(
			foreign.length / 10,
		);
	});
});
