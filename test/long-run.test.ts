import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { LONG, LONG_TIMEOUT } from "./support/long.ts";
import { bundled } from "./support/script.ts";
import { workspace } from "./support/workspace.ts";

const GROWTH = 1.2;

describe.skipIf(!existsSync("/proc/self/task"))(
	"a process that lives long",
	() => {
		it("holds on to nothing", { timeout: LONG_TIMEOUT }, async () => {
			const script = await bundled("long-run");
			const space = workspace();
			for (let at = 0; at < 50; at += 1) {
				space.write(`news/${at}.txt`, `Of harbour ${at} little was said.\n`);
			}
			const counts = LONG ? [20_000, 200, 200] : [100, 10, 10];
			const { stdout } = await promisify(execFile)(process.execPath, [
				"--expose-gc",
				script,
				space.root,
				...counts.map(String),
			]);
			const samples = JSON.parse(stdout);
			const [first] = samples;
			const last = samples.at(-1);
			expect(samples).toHaveLength(10);
			if (LONG) console.log(JSON.stringify({ first, last }));
			expect(last.mebibytes).toBeLessThan(first.mebibytes * GROWTH);
			expect(last.files).toBeLessThanOrEqual(first.files);
			// Some come and go; one that an update left behind would be there hundreds of times.
			expect(last.threads).toBeLessThanOrEqual(first.threads + 4);
			expect(last.children).toBe(0);
		});
	},
);
