import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Large } from "../bench/large.ts";
import type { Peers } from "../bench/peers.ts";
import type { Report } from "../bench.ts";

/** What all kept runs say of themselves. */
export interface Run {
	/** YYYY-MM-DD. */
	date: string;
	machine: string;
	command: string;
}

export type Mode = "keyword" | "semantic" | "hybrid" | "reranked";

/** What `ask eval` reported of one judged collection. Shares are in [0, 1]. */
export interface Collection {
	name: string;
	about: string;
	command: string;
	questions: number;
	passages: number;
	ndcg10: Record<Mode, number>;
	/** Null where the questions carry no answers. */
	answer1: Record<Mode, number> | null;
	/** Questions that it has no answer to. */
	nulls: { asked: number; refusedShare: number };
	/** Its own, which it answers. */
	own: { refusedShare: number };
}

/** The figures of docs/quality.md. */
export interface Quality extends Run {
	published: string;
	collections: Collection[];
	/** Questions without an answer about what the articles of a collection tell of. */
	near: { collection: string; asked: number; refused: number };
}

/** The kept runs that are drawn. Whoever keeps a newer one names it here. */
const DRAWN = {
	peers: "2026-11-23-bbc-peers",
	large: "2026-11-23-large",
	largest: "2026-11-23-large-300000",
	quality: "2026-11-23-quality",
} as const;

export const peers: Report & { peers: Peers } = read(DRAWN.peers);
export const large: Report & { large: Large[] } = read(DRAWN.large);
/** The largest index alone, on an idle machine. */
export const largest: Report & { large: Large[] } = read(DRAWN.largest);
export const quality: Quality = read(DRAWN.quality);

/** Where the figures of a chart come from, for a line below it. */
export function sourceOf(name: keyof typeof DRAWN, run: Run): string {
	return `${run.date} · ${run.machine} · scripts/runs/${DRAWN[name]}.json`;
}

function read<Kept extends Run>(name: string): Kept {
	const file = new URL(`../runs/${name}.json`, import.meta.url);
	return JSON.parse(readFileSync(fileURLToPath(file), "utf8"));
}
