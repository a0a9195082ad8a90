import { spawn } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync } from "node:fs";
import Database from "better-sqlite3";
import { beforeAll, describe, expect, it } from "vitest";
import { SearchError } from "../src/errors.ts";
import { buildIndex } from "../src/indexer/indexer.ts";
import { openIndex } from "../src/searcher/searcher.ts";
import { fakeEmbedder } from "./support/fake-embedder.ts";
import { cases, LONG, LONG_TIMEOUT } from "./support/long.ts";
import { bundled } from "./support/script.ts";
import { Workspace, workspace } from "./support/workspace.ts";

const ARTICLES = 60;
let script: string;

/** Articles of three passages each. */
function write(space: Workspace, version: number, every = 1): void {
	for (let at = 0; at < ARTICLES; at += every) {
		const words = Array.from(
			{ length: 300 },
			(_, word) => `word${(at * 7 + word * 13 + version) % 997}`,
		);
		space.write(
			`news/${at}.txt`,
			`Harbour ${at} was rebuilt after a storm, version ${version}.\n\n${words.join(" ")}.\n`,
		);
	}
}

const SCENARIOS = [
	{
		name: "a first build",
		before: null,
		after: (space: Workspace) => write(space, 1),
	},
	{
		name: "an update",
		before: (space: Workspace) => write(space, 1),
		after: (space: Workspace) => write(space, 2, 8),
	},
	{
		// So many vectors leave the graph that it is built anew.
		name: "a compaction",
		before: (space: Workspace) => write(space, 1),
		after(space: Workspace) {
			for (let at = 0; at < ARTICLES; at += 3) {
				rmSync(space.path(`news/${at}.txt`));
			}
		},
	},
];

beforeAll(async () => {
	script = await bundled("crashing-update");
});

describe.each(SCENARIOS)("$name that is killed", ({ before, after }) => {
	let old: Workspace;
	let current: Workspace;
	const generation = before ? 1 : 0;

	beforeAll(async () => {
		old = new Workspace();
		before?.(old);
		if (before) await update(old);
		current = new Workspace();
		cpSync(old.root, current.root, { recursive: true });
		after(current);
		return () => {
			old.remove();
			current.remove();
		};
	});

	const attempt = async (step: number, ms?: number) => {
		const space = workspace();
		cpSync(current.root, space.root, { recursive: true });
		const ran = await run(space, step, ms);
		return { space, ...ran };
	};
	const check = (space: Workspace) =>
		nothingIsLost(space, { generation, old, current });

	it("at a step loses nothing", { timeout: LONG_TIMEOUT }, async () => {
		const steps = Number((await attempt(0)).stdout);
		expect(steps).toBeGreaterThan(10);
		const kills = Math.min(steps, cases(4, steps));
		if (LONG) console.log(`${kills} kills at steps`);
		for (let kill = 1; kill <= kills; kill += 1) {
			const { space, signal } = await attempt(
				Math.ceil((kill * steps) / kills),
			);
			expect(signal).toBe("SIGKILL");
			await check(space);
			space.remove();
		}
	});

	it("at any time loses nothing", { timeout: LONG_TIMEOUT }, async () => {
		const started = performance.now();
		await attempt(0);
		const whole = performance.now() - started;
		for (let kill = 0; kill < cases(2, 45); kill += 1) {
			const { space } = await attempt(0, Math.random() * whole);
			await check(space);
			space.remove();
		}
	});
});

/** Runs the update in a process that dies at a step (0: at none), or is killed after some time. */
async function run(space: Workspace, step: number, ms?: number) {
	const child = spawn(process.execPath, [script, space.root, String(step)]);
	const killed =
		ms === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), ms);
	let stdout = "";
	child.stdout.on("data", (chunk) => {
		stdout += chunk;
	});
	let stderr = "";
	child.stderr.on("data", (chunk) => {
		stderr += chunk;
	});
	const signal = await new Promise<string | null>((resolve) =>
		child.on("close", (_, signal) => resolve(signal)),
	);
	clearTimeout(killed);
	expect(stderr).toBe("");
	return { stdout, signal };
}

async function update(space: Workspace) {
	const embedder = fakeEmbedder();
	const report = await buildIndex({
		index: space.path("index"),
		paths: [space.path("news")],
		embedder,
	});
	return { ...report, embedder };
}

/** After a kill, and after the next update. */
async function nothingIsLost(
	space: Workspace,
	{
		generation,
		old,
		current,
	}: { generation: number; old: Workspace; current: Workspace },
): Promise<void> {
	// What was committed last answers, from one generation.
	const answering = await answersOf(space);
	expect([generation, generation + 1]).toContain(answering.generation);
	const isNew = answering.generation > generation;
	for (const { text, citation } of answering.results) {
		const source = (isNew ? current : old).read(citation.path);
		expect(
			source.toString("utf8", citation.byteStart ?? 0, citation.byteEnd ?? 0),
		).toBe(text);
	}
	if (answering.generation > 0) {
		expect(answering.results.length).toBeGreaterThan(0);
		for (const { id, holds, path } of answering.verified) {
			const same = isNew || sameIn(old, current, path);
			expect([id, holds]).toEqual([id, same]);
		}
	}

	// The next update embeds nothing that was kept, and leaves nothing behind.
	const kept = keysOf(space);
	const report = await update(space);
	expect(report.generation).toBe(generation + 1);
	const keys = keysOf(space);
	expect(report.embedded).toBe(
		[...keys].filter((key) => !kept.has(key)).length,
	);
	const after = await answersOf(space);
	expect(after.verified.filter(({ holds }) => !holds)).toEqual([]);
	expect(after.complete).toBe(true);
	expect(readdirSync(space.path("index")).sort()).toEqual([
		`codes-${report.generation}.i8`,
		`graph-${report.generation}.hnsw`,
		"index.sqlite",
		"writer.lock",
	]);
}

async function answersOf(space: Workspace) {
	try {
		const index = await openIndex({
			index: space.path("index"),
			embedder: fakeEmbedder(),
			reranker: null,
		});
		try {
			const answer = await index.ask("harbour rebuilt storm", {
				all: true,
				top: 100,
			});
			const verified = [];
			for await (const { id, holds } of index.verify()) {
				verified.push({ id, holds, path: id.slice(0, id.lastIndexOf("#")) });
			}
			expect(answer.warnings).toEqual([]);
			const { complete } = await index.status();
			return {
				generation: answer.index.generation,
				results: answer.results,
				verified,
				complete,
			};
		} finally {
			await index.close();
		}
	} catch (error) {
		// Nothing was ever committed: that is said, and by name.
		if (!(error instanceof SearchError) || error.code !== "INDEX_NOT_FOUND") {
			throw error;
		}
		return { generation: 0, results: [], verified: [], complete: false };
	}
}

function sameIn(old: Workspace, current: Workspace, path: string): boolean {
	try {
		return readFileSync(old.path(path)).equals(
			readFileSync(current.path(path)),
		);
	} catch {
		return false;
	}
}

/** The keys of all embeddings that are stored. */
function keysOf(space: Workspace): Set<string> {
	let database: Database.Database;
	try {
		database = new Database(space.path("index/index.sqlite"), {
			fileMustExist: true,
		});
	} catch {
		return new Set();
	}
	try {
		const keys = database.prepare("SELECT hex(key) FROM embeddings").pluck();
		return new Set(keys.all() as string[]);
	} catch {
		// Killed before it had any table.
		return new Set();
	} finally {
		database.close();
	}
}
