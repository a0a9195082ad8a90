import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SearchError } from "../src/errors.ts";
import { buildIndex } from "../src/indexer/indexer.ts";
import { openIndex } from "../src/searcher/searcher.ts";
import { fakeEmbedder } from "./support/fake-embedder.ts";
import { cases, LONG_TIMEOUT } from "./support/long.ts";
import { Workspace } from "./support/workspace.ts";

const KIB = 1024;

/** Mounts a small disk of its own at a folder; false where that is not allowed. */
function mount(folder: string, bytes: number): boolean {
	mkdirSync(folder, { recursive: true });
	try {
		execFileSync(
			"mount",
			["-t", "tmpfs", "-o", `size=${bytes}`, "tmpfs", folder],
			{ stdio: "ignore" },
		);
		return true;
	} catch {
		return false;
	}
}

function unmount(folder: string): void {
	execFileSync("umount", [folder]);
}

const probe = new Workspace();
const mayMount = mount(probe.path("disk"), 64 * KIB);
if (mayMount) unmount(probe.path("disk"));
else console.warn("SKIPPED: full disks; mounting a tmpfs needs root");
probe.remove();

describe.skipIf(!mayMount)("a disk that is full", () => {
	let space: Workspace;
	let disk: string;
	beforeEach(() => {
		space = new Workspace();
		disk = space.path("disk");
		mount(disk, 4096 * KIB);
	});
	afterEach(() => {
		unmount(disk);
		space.remove();
	});

	function write(from: number, to: number) {
		for (let at = from; at < to; at += 1) {
			const words = Array.from(
				{ length: 250 },
				(_, word) => `word${(at * 7 + word * 13) % 997}`,
			);
			space.write(
				`news/${at}.txt`,
				`Harbour ${at} was rebuilt.\n\n${words.join(" ")}.\n`,
			);
		}
	}

	const build = async () =>
		buildIndex({
			index: `${disk}/index`,
			paths: [space.path("news")],
			embedder: fakeEmbedder(),
		});

	it("is said by name, wherever in an update it is, and the old index answers", {
		timeout: LONG_TIMEOUT,
	}, async () => {
		write(0, 20);
		await build();
		cpSync(`${disk}/index`, space.path("saved"), { recursive: true });
		write(20, 60);
		let failed = 0;
		let succeeded = 0;
		// From room for nothing to room for all.
		const sizes = cases(12, 80);
		for (let at = 0; at <= sizes; at += 1) {
			for (const name of readdirSync(disk)) {
				rmSync(`${disk}/${name}`, { recursive: true });
			}
			cpSync(space.path("saved"), `${disk}/index`, { recursive: true });
			fill(disk, Math.floor((at * 1600 * KIB) / sizes));
			const label = `${Math.floor((at * 1600) / sizes)} KiB left`;
			try {
				await build();
				succeeded += 1;
			} catch (error) {
				failed += 1;
				expect(error, label).toBeInstanceOf(SearchError);
				const { code, hint, message } = error as SearchError;
				expect([code, message], label).toEqual([
					"INTERNAL",
					expect.stringMatching(/index/u),
				]);
				expect(hint, label).toContain("space");
				expect(await answered(), label).toEqual({ generation: 1, held: true });
			}
			// With room again, all is as if nothing had happened.
			rmSync(`${disk}/filler`);
			await build();
			expect(await answered(), label).toEqual({ generation: 2, held: true });
			const stray = readdirSync(`${disk}/index`).filter((name) =>
				/tmp|-1\./u.test(name),
			);
			expect(stray, label).toEqual([]);
		}
		expect(failed).toBeGreaterThan(sizes / 5);
		expect(succeeded).toBeGreaterThan(0);
	});

	it("keeps no half of a first index", async () => {
		write(0, 60);
		fill(disk, 300 * KIB);
		await expect(build()).rejects.toMatchObject({ code: "INTERNAL" });
		rmSync(`${disk}/filler`);
		await build();
		expect(await answered()).toEqual({ generation: 1, held: true });
	});

	async function answered() {
		const index = await openIndex({
			index: `${disk}/index`,
			embedder: fakeEmbedder(),
			reranker: null,
		});
		try {
			const answer = await index.ask("harbour rebuilt", { all: true });
			expect(answer.results).toHaveLength(5);
			let held = true;
			for await (const { holds } of index.verify()) held &&= holds;
			return { generation: answer.index.generation, held };
		} finally {
			await index.close();
		}
	}
});

/** Fills a disk until only so many bytes are left. */
function fill(disk: string, left: number): void {
	const free = Number(
		execFileSync("df", ["--output=avail", "-B1", disk])
			.toString()
			.trim()
			.split("\n")[1],
	);
	writeFileSync(`${disk}/filler`, Buffer.alloc(Math.max(0, free - left)));
}
