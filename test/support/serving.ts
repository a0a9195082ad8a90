import type { Hono } from "hono";
import { onTestFinished } from "vitest";
import { type AppOptions, createApp } from "../../src/server/app.ts";
import { ASSETS } from "../../src/server/assets.ts";
import { LIMITS } from "../../src/server/limits.ts";
import { type Serving, serve } from "../../src/server/serve.ts";
import { LiveIndex } from "../../src/service/live-index.ts";
import { fakeEmbedder } from "./fake-embedder.ts";
import type { Newsroom } from "./newsroom.ts";

/** The server over a newsroom's index, told of no defect: one fails the test. */
export function appOf(
	newsroom: Pick<Newsroom, "index">,
	options: Partial<AppOptions> = {},
): Hono {
	return createApp(liveOf(newsroom), { ...OPTIONS, ...options });
}

/** The same on a free port of this machine. */
export async function serveOf(
	newsroom: Pick<Newsroom, "index">,
	options: Partial<Parameters<typeof serve>[1]> = {},
): Promise<Serving> {
	const serving = await serve(liveOf(newsroom), {
		...OPTIONS,
		host: "127.0.0.1",
		port: 0,
		...options,
	});
	onTestFinished(() => serving.close());
	return serving;
}

/** A newsroom's index, asked with the model whose vectors are word counts. */
export function liveOf({ index }: Pick<Newsroom, "index">): LiveIndex {
	const live = new LiveIndex({
		index,
		embedder: fakeEmbedder(),
		reranker: null,
	});
	onTestFinished(() => live.close());
	return live;
}

const OPTIONS: AppOptions = {
	names: new Set(["localhost", "127.0.0.1"]),
	token: null,
	limits: { ...LIMITS, rate: 1_000_000 },
	version: "0.0.0",
	assets: ASSETS,
	serves: "all",
	onDefect(error) {
		throw error;
	},
};
