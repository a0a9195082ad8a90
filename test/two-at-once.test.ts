import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { buildIndex } from "../src/indexer/indexer.ts";
import { lockWriter } from "../src/store/lock.ts";
import { fakeEmbedder } from "./support/fake-embedder.ts";
import { cases, LONG_TIMEOUT } from "./support/long.ts";
import { bundled } from "./support/script.ts";
import { workspace } from "./support/workspace.ts";

const ARTICLES = 20;

describe("readers", () => {
	it("never see half an update, however many there are", {
		timeout: LONG_TIMEOUT,
	}, async () => {
		const script = await bundled("reading");
		const space = workspace();
		const index = space.path("index");
		const update = async (version: number) => {
			for (let at = 0; at < ARTICLES; at += 1) {
				space.write(
					`news/${at}.txt`,
					`A storm broke the harbour of place ${at * 37}, says version ${version}.\n`,
				);
			}
			const report = await buildIndex({
				index,
				paths: [space.path("news")],
				embedder: fakeEmbedder(),
			});
			expect(report.generation).toBe(version);
		};
		await update(1);
		const readers = Array.from({ length: cases(3, 10) }, () =>
			start(script, index),
		);
		await Promise.all(readers.map((reader) => reader.begun));
		for (let version = 2; version <= cases(8, 51); version += 1) {
			await update(version);
			await setTimeout(20);
		}
		const asked = await Promise.all(readers.map((reader) => reader.end()));
		for (const { stdout, stderr } of asked) {
			expect(stderr).toBe("");
			expect(Number(stdout)).toBeGreaterThan(3);
		}
	});
});

function start(script: string, index: string) {
	const child: ChildProcess = spawn(process.execPath, [
		script,
		index,
		String(ARTICLES),
	]);
	const printed = { stdout: "", stderr: "" };
	child.stdout?.on("data", (chunk) => {
		printed.stdout += chunk;
	});
	child.stderr?.on("data", (chunk) => {
		printed.stderr += chunk;
	});
	const closed = new Promise((resolve) => child.on("close", resolve));
	const spoken = new Promise((resolve) => child.stdout?.once("data", resolve));
	return {
		/** It has asked once, or failed. */
		begun: Promise.race([spoken, closed]),
		async end() {
			child.stdin?.end();
			await closed;
			return printed;
		},
	};
}

describe("a second writer", () => {
	it("that waits takes its turn, and can be stopped while it waits", async () => {
		const space = workspace();
		space.write("news/a.txt", "The harbour will be rebuilt.\n");
		const index = space.path("index");
		const options = {
			index,
			paths: [space.path("news")],
			embedder: fakeEmbedder(),
		};
		await buildIndex(options);
		const unlock = lockWriter(index);
		const phases: string[] = [];
		const waiting = buildIndex({
			...options,
			wait: true,
			onProgress: ({ phase }) => phases.push(phase),
		});
		const stop = new AbortController();
		const stopped = buildIndex({ ...options, wait: true, signal: stop.signal });
		await setTimeout(300);
		expect(new Set(phases)).toEqual(new Set(["wait"]));
		stop.abort(new Error("enough"));
		await expect(stopped).rejects.toThrow("enough");
		unlock();
		expect(await waiting).toMatchObject({ unchanged: 1 });
	});

	it("on the command line waits with --wait", async () => {
		const space = workspace();
		space.write("news/a.txt", "The harbour will be rebuilt.\n");
		await space.ask(["index", "news"]);
		const unlock = lockWriter(space.path("index"));
		const busy = await space.ask(["index"]);
		expect(busy).toMatchObject({ exitCode: 2, stdout: "" });
		expect(busy.stderr).toMatch(/another process.*\nhint: .*--wait/u);
		const waiting = space.ask(["index", "--wait"]);
		await setTimeout(1_000);
		unlock();
		expect((await waiting).exitCode).toBe(0);
	});
});
