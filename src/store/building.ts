import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import type { Progress } from "../types.ts";
import { BUILDING } from "./names.ts";

/** Tells those who look at the index folder how far its writer has got. */
export interface Building {
	show(progress: Progress): void;
	/** Takes what was told away. */
	end(): void;
}

const EVERY_MS = 250;
const HEARTBEAT_MS = 2000;
// A commit of some hundred thousand passages keeps a process from beating for some seconds.
const DEAD_AFTER_MS = 60_000;

const Told = z.object({
	at: z.number(),
	phase: z.enum(["wait", "read", "embed", "save", "ask", "fetch"]),
	done: z.number(),
	total: z.nullable(z.number()),
});

/** Tells in the index folder, a few times a second, how far its one writer has got. */
export function tellBuilding(dir: string): Building {
	const file = join(dir, BUILDING);
	let last: Progress = { phase: "read", done: 0, total: null };
	let told = 0;
	const tell = () => {
		told = Date.now();
		try {
			writeFileSync(`${file}.tmp`, JSON.stringify({ at: told, ...last }));
			renameSync(`${file}.tmp`, file);
		} catch {
			// Whoever would look at it sees nothing: that must not stop the update.
		}
	};
	tell();
	const heartbeat = setInterval(tell, HEARTBEAT_MS);
	heartbeat.unref();
	return {
		show(progress) {
			const isNews = progress.phase !== last.phase;
			last = progress;
			if (isNews || Date.now() - told >= EVERY_MS) tell();
		},
		end() {
			clearInterval(heartbeat);
			for (const name of [file, `${file}.tmp`]) rmSync(name, { force: true });
		},
	};
}

/** How far the writer of an index has got; null where there is none, or it was killed. */
export function readBuilding(dir: string): Progress | null {
	try {
		const told = JSON.parse(readFileSync(join(dir, BUILDING), "utf8"));
		const { at, ...progress } = Told.parse(told);
		return Date.now() - at < DEAD_AFTER_MS ? progress : null;
	} catch {
		// There is none; or what stands there is nobody's progress.
		return null;
	}
}
