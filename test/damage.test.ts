import { cpSync, readdirSync, statSync, truncateSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SearchError } from "../src/errors.ts";
import { buildIndex } from "../src/indexer/indexer.ts";
import { openIndex } from "../src/searcher/searcher.ts";
import type { Result } from "../src/types.ts";
import { fakeEmbedder } from "./support/fake-embedder.ts";
import { cases, LONG_TIMEOUT } from "./support/long.ts";
import { randomFrom } from "./support/random.ts";
import { Workspace } from "./support/workspace.ts";

// Truncated at every so many bytes.
const PAGE = 4096;
const QUESTION = "harbour rebuilt storm";
/** What a damaged database may be called; all are cured by --rebuild but another program's, which is never touched. */
const NAMES = [
	"INDEX_CORRUPT",
	"INDEX_INCOMPATIBLE",
	// Of a database without a byte.
	"INDEX_NOT_FOUND",
	"USAGE",
];

const whole = new Workspace();
beforeAll(async () => {
	for (let at = 0; at < 40; at += 1) {
		const words = Array.from(
			{ length: 250 },
			(_, word) => `word${(at * 7 + word * 13) % 997}`,
		);
		whole.write(
			`news/${at}.txt`,
			`Harbour ${at} was rebuilt after a storm.\n\n${words.join(" ")}.\n`,
		);
	}
	await build(whole);
});
afterAll(() => whole.remove());

describe("an index with a file", () => {
	it("that ends too soon is mended or refused", {
		timeout: LONG_TIMEOUT,
	}, async () => {
		let tried = 0;
		for (const file of files()) {
			const bytes = statSync(whole.path("index", file)).size;
			const ends = Array.from(
				{ length: Math.ceil(bytes / PAGE) },
				(_, page) => page * PAGE,
			);
			const some = cases(4, ends.length) / ends.length;
			for (const [at, end] of ends.entries()) {
				if (Math.floor(at * some) === Math.floor((at - 1) * some)) continue;
				await survives(file, `${file} cut to ${end}`, (path) =>
					truncateSync(path, end),
				);
				tried += 1;
			}
		}
		expect(tried).toBeGreaterThanOrEqual(cases(8, 100));
	});

	it("with other bytes is mended or refused", {
		timeout: LONG_TIMEOUT,
	}, async () => {
		const seed = Math.floor(Math.random() * 2 ** 31);
		const random = randomFrom(seed);
		for (let tried = 0; tried < cases(20, 600); tried += 1) {
			const names = files();
			const file = names[Math.floor(random() * names.length)] ?? "";
			// From one bit to a torn page.
			const changes = 2 ** Math.floor(random() * 12);
			await survives(
				file,
				`${changes} bytes of ${file}, case ${tried} of seed ${seed}`,
				(path, space) => {
					const bytes = space.read(`index/${file}`);
					const from = Math.floor(random() * bytes.length);
					for (let at = 0; at < changes; at += 1) {
						const where =
							changes < 64
								? Math.floor(random() * bytes.length)
								: (from + at) % bytes.length;
						bytes[where] = Math.floor(random() * 256);
					}
					space.write(path.slice(space.root.length + 1), bytes);
				},
			);
		}
	});
});

function files(): string[] {
	return readdirSync(whole.path("index")).filter(
		(name) => statSync(whole.path("index", name)).size > 0,
	);
}

async function build(space: Workspace, rebuild = false) {
	return buildIndex({
		index: space.path("index"),
		paths: [space.path("news")],
		embedder: fakeEmbedder(),
		rebuild,
	});
}

/** Damages a copy of the index, uses it in every way, mends it, and expects never a wrong word. */
async function survives(
	file: string,
	label: string,
	damage: (path: string, space: Workspace) => void,
): Promise<void> {
	const space = new Workspace();
	try {
		cpSync(whole.root, space.root, { recursive: true });
		damage(space.path("index", file), space);
		const named = await refusal(() => use(space));
		expect([...NAMES, null], label).toContain(named);
		if (file !== "index.sqlite") expect(named, label).toBeNull();
		const updated = await refusal(() => build(space));
		expect([...NAMES, null], label).toContain(updated);
		if (updated === "USAGE") return;
		// Whatever "ask index" did not mend, --rebuild cures.
		if (updated !== null || (await refusal(() => use(space))) !== null) {
			await build(space, true);
		}
		const { results, warnings, held } = await use(space);
		expect(warnings, label).toEqual([]);
		expect(results.length, label).toBeGreaterThan(0);
		expect(held, label).toBe(true);
	} finally {
		space.remove();
	}
}

/** The code of what was refused by name, null where nothing was. Anything else is thrown. */
async function refusal(work: () => Promise<unknown>): Promise<string | null> {
	try {
		await work();
		return null;
	} catch (error) {
		if (!(error instanceof SearchError)) throw error;
		expect(error.hint).not.toBe("");
		return error.code;
	}
}

/** Asks an index in every mode, and expects that what it says stands in the articles. */
async function use(space: Workspace) {
	const index = await openIndex({
		index: space.path("index"),
		embedder: fakeEmbedder(),
		reranker: null,
	});
	try {
		const results: Result[] = [];
		const warnings: string[] = [];
		// So often that the graph is used too.
		const modes = ["keyword", ...Array(6).fill("hybrid"), "semantic"] as const;
		for (const [asked, mode] of modes.entries()) {
			const options = { mode, all: true, top: 20 };
			const answer = await index.ask(`${QUESTION} word${asked}`, options);
			results.push(...answer.results);
			warnings.push(...answer.warnings);
		}
		for (const { text, citation, highlight, alsoIn } of results) {
			for (const each of [citation, ...alsoIn]) {
				const source = whole.read(each.path);
				const cited = source.toString("utf8").slice(each.start, each.end);
				if (each === citation) expect(cited).toBe(text);
				expect(each.lineEnd).toBeGreaterThanOrEqual(each.lineStart);
			}
			if (highlight) expect(text).toContain(highlight.text);
		}
		let held = true;
		for await (const { holds } of index.verify()) held &&= holds;
		await index.status();
		return { results, warnings, held };
	} finally {
		await index.close();
	}
}
