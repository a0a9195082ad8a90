import { cpSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
	type Answer,
	type AskOptions,
	buildIndex,
	type Citation,
	openIndex,
	type Result,
	type SearchIndex,
} from "../dist/js/index.js";
import { Workspace } from "./support/workspace.ts";

interface Question {
	question: string;
	options?: AskOptions;
	/** Words that the first passage has to hold. */
	answer: string;
}

interface Questions {
	/** Days decide which article answers; `published` is the day that the first citation has to state. */
	dates: (Question & { published: string })[];
	/** `speaker` is who has to speak in the first citation. */
	speakers: (Question & { speaker: string })[];
	/**
	 * `told` are all articles that say it, as `path` or `path!record`: the first result has to name them all and no
	 * other result any of them. `apart` are others on the same matter, which stand in results of their own.
	 */
	duplicates: (Question & { told: string[]; apart?: string[] })[];
	/** What the pages say around their articles. */
	boilerplate: string[];
	/** Only what stands around an article would answer these. */
	baits: string[];
}

const { dates, speakers, duplicates, boilerplate, baits }: Questions =
	JSON.parse(
		readFileSync(
			new URL("fixtures/news-questions.json", import.meta.url),
			"utf8",
		),
	);
const NEWSROOM = fileURLToPath(new URL("fixtures/newsroom", import.meta.url));

describe("over the newsroom", () => {
	const space = new Workspace();
	const shown: Result[] = [];
	let index: SearchIndex;
	beforeAll(async () => {
		const folder = space.path("index");
		// Beside the index, so that citations have paths from here.
		cpSync(NEWSROOM, space.path("newsroom"), { recursive: true });
		await buildIndex({ index: folder, paths: [space.path("newsroom")] });
		index = await openIndex({ index: folder });
	}, 300_000);
	afterAll(async () => {
		await index.close();
		space.remove();
	});

	async function ask(question: string, options: AskOptions): Promise<Answer> {
		const answer = await index.ask(question, { all: true, ...options });
		shown.push(...answer.results);
		return answer;
	}

	/** How many of the questions are right, and what is wrong with the others. */
	async function rightOf<T extends Question>(
		questions: readonly T[],
		wrong: (asked: T, results: readonly Result[]) => string[],
		defaults: AskOptions = {},
	): Promise<{ right: number; missed: string }> {
		const missed: string[] = [];
		for (const asked of questions) {
			const options = { ...defaults, ...asked.options };
			const { results } = await ask(asked.question, options);
			const found = wrong(asked, results);
			if (!results[0]?.text.includes(asked.answer)) {
				found.unshift(`no “${asked.answer}” in “${results[0]?.text}”`);
			}
			if (found.length > 0) {
				missed.push(
					`${asked.question} ${JSON.stringify(options)}: ${found.join("; ")}`,
				);
			}
		}
		return {
			right: questions.length - missed.length,
			missed: missed.join("\n"),
		};
	}

	// What is reached guards every later change: a bar only rises.
	it("answers by the article of the days that are asked for", async () => {
		const { right, missed } = await rightOf(dates, ({ published }, [first]) => {
			const day = first?.citation.published?.slice(0, 10);
			return day === published ? [] : [`published ${day}`];
		});
		expect(dates.length).toBeGreaterThanOrEqual(11);
		expect(right, missed).toBeGreaterThanOrEqual(14);
	}, 120_000);

	it("answers with what the person asked about said, and names them", async () => {
		const { right, missed } = await rightOf(
			speakers,
			({ speaker }, [first]) => {
				const named = first?.citation.speaker;
				return named === speaker ? [] : [`said by ${named}`];
			},
		);
		expect(speakers.length).toBeGreaterThanOrEqual(12);
		expect(right, missed).toBeGreaterThanOrEqual(20);
	}, 120_000);

	it("names all articles that say the same in one result, and no others", async () => {
		const { right, missed } = await rightOf(
			duplicates,
			({ told, apart = [] }, [first, ...others]) => {
				const named = first ? placesOf(first) : [];
				const elsewhere = others.flatMap(placesOf);
				return [
					...told
						.filter((place) => !named.includes(place))
						.map((place) => `${place} is not named`),
					...named
						.filter((place) => !told.includes(place))
						.map((place) => `${place} is named`),
					...told
						.filter((place) => elsewhere.includes(place))
						.map((place) => `${place} stands in another result`),
					...apart
						.filter((place) => !elsewhere.includes(place))
						.map((place) => `${place} stands in no other result`),
				];
			},
			// Two passages of a story that say different things are two results otherwise.
			{ perArticle: 1 },
		);
		expect(duplicates.length).toBeGreaterThanOrEqual(9);
		expect(right, missed).toBeGreaterThanOrEqual(14);
	}, 120_000);

	it("leaves out by its day what states none", async () => {
		const question = "how many houses did the earthquake damage";
		const [first] = (await ask(question, {})).results;
		expect(first?.citation.path).toBe("newsroom/quake.txt");
		expect(first?.citation.published).toBeNull();
		for (const options of [{ since: "1900" }, { until: "2100" }]) {
			const { results } = await ask(question, options);
			expect(results.length).toBeGreaterThan(0);
			expect(results.flatMap(placesOf)).not.toContain("quake.txt");
		}
	});

	it("finds nothing of what stands around an article", async () => {
		const files = readdirSync(NEWSROOM).map((name) =>
			readFileSync(`${NEWSROOM}/${name}`, "utf8"),
		);
		for (const words of boilerplate) {
			const inFiles = files.some((text) => text.includes(words));
			expect(inFiles, words).toBe(true);
		}
		for (const question of [...baits, ...boilerplate]) {
			await ask(question, { top: 10, rerank: 0 });
		}
		expect(shown.length).toBeGreaterThan(baits.length);
		const found = shown.flatMap(({ text, citation }) =>
			boilerplate
				.filter((words) => text.includes(words))
				.map((words) => `${citation.id}: ${words}`),
		);
		expect([...new Set(found)]).toEqual([]);
	}, 120_000);

	it("gives only citations that verify", async () => {
		const cited = shown.flatMap(({ citation, alsoIn }) => [
			citation,
			...alsoIn,
		]);
		const ids = [...new Set(cited.map(({ id }) => id))];
		expect(ids.length).toBeGreaterThan(30);
		const refused: string[] = [];
		for await (const { id, holds, reason } of index.verify(ids)) {
			if (!holds) refused.push(`${id}: ${reason}`);
		}
		expect(refused).toEqual([]);
	});
});

/** The articles that a result names, as `path` or `path!record`. */
function placesOf({ citation, alsoIn }: Result): string[] {
	return [citation, ...alsoIn].map(placeOf);
}

function placeOf({ path, record }: Citation): string {
	const name = path.replace(/^newsroom\//u, "");
	return record === null ? name : `${name}!${record}`;
}
