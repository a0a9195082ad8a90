import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildIndex, openIndex, type SearchIndex } from "../dist/index.js";
import { SAMPLES, Workspace } from "./support/workspace.ts";

interface Questions {
	/** Each with words that its answer must contain. */
	answered: { question: string; answer: string }[];
	/** None of the samples says anything about these. */
	foreign: string[];
}

const { answered, foreign }: Questions = JSON.parse(
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

	it("has the answer in the first passage for nine questions in ten", async () => {
		const missed: string[] = [];
		for (const { question, answer } of answered) {
			const { results } = await index.ask(question);
			if (!results[0]?.text.includes(answer)) missed.push(question);
		}
		expect(answered.length).toBeGreaterThanOrEqual(30);
		expect(missed.length, missed.join("\n")).toBeLessThanOrEqual(
			answered.length / 10,
		);
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
