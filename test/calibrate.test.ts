import { describe, expect, it } from "vitest";
import { buildIndex } from "../src/indexer/indexer.ts";
import { UNANSWERABLE } from "../src/indexer/unanswerable.ts";
import { openIndex } from "../src/searcher/searcher.ts";
import { Store } from "../src/store/store.ts";
import { fakeEmbedder } from "./support/fake-embedder.ts";
import { type Workspace, workspace } from "./support/workspace.ts";

const TOPICS = ["harbour", "bridge", "school", "market", "valley", "theatre"];

function articles(space: Workspace, count: number): void {
	for (let at = 0; at < count; at += 1) {
		const topic = TOPICS[at % TOPICS.length];
		space.write(
			`news/${at}.txt`,
			`The ${topic} of town number ${at} was in the news that week.\n`,
		);
	}
}

/** Builds, and counts the questions that were embedded for it. */
async function building(space: Workspace) {
	const embedder = fakeEmbedder();
	let questions = 0;
	await buildIndex({
		index: space.path("index"),
		paths: [space.path("news")],
		embedder: {
			...embedder,
			embedQuestion: (question) => {
				questions += 1;
				return embedder.embedQuestion(question);
			},
		},
	});
	const store = Store.open(space.path("index"));
	const { calibration } = store.state();
	store.close();
	return { questions, calibration };
}

describe("the threshold of an index", () => {
	it("is drawn from what cannot be answered, in each mode", async () => {
		const space = workspace();
		articles(space, 30);
		const { questions, calibration } = await building(space);
		expect(questions).toBe(UNANSWERABLE.length);
		expect(calibration?.changed).toBe(0);
		const { hybrid, semantic, keyword } = calibration?.thresholds ?? {};
		for (const threshold of [hybrid, semantic, keyword]) {
			expect(threshold).toBeGreaterThan(0);
			expect(threshold).toBeLessThan(1);
		}
		// Each signal that counts lifts what unanswerable questions reach.
		expect(hybrid).toBeGreaterThan(keyword ?? 1);
		const opened = await openIndex({
			index: space.path("index"),
			embedder: fakeEmbedder(),
			reranker: null,
		});
		for (const mode of ["hybrid", "semantic", "keyword"] as const) {
			const { threshold } = await opened.ask("harbour", { mode });
			expect(threshold).toBe(calibration?.thresholds[mode]);
		}
		await opened.close();
	});

	it("is drawn anew only when a tenth of the passages came or went", async () => {
		const space = workspace();
		articles(space, 40);
		await building(space);
		space.write("news/0.txt", "Something else altogether was reported.\n");
		// One passage went and one came: 2 of 40.
		const little = await building(space);
		expect(little).toMatchObject({
			questions: 0,
			calibration: { changed: 2 },
		});
		space.write("news/1.txt", "Another thing was reported from the coast.\n");
		const enough = await building(space);
		expect(enough).toMatchObject({
			questions: UNANSWERABLE.length,
			calibration: { changed: 0 },
		});
	});

	it("is of no matter to an index without passages", async () => {
		const space = workspace();
		space.write("news/empty.txt", "");
		expect(await building(space)).toEqual({ questions: 0, calibration: null });
	});

	it("asks of nothing that could be in the news twice", () => {
		expect(new Set(UNANSWERABLE).size).toBe(UNANSWERABLE.length);
		expect(UNANSWERABLE.length).toBeGreaterThanOrEqual(40);
	});
});
