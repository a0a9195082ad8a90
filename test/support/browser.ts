import { cpSync, existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
	type Browser,
	type BrowserContextOptions,
	chromium,
	type Page,
} from "playwright-core";
import { expect, onTestFinished } from "vitest";
import { buildIndex } from "../../src/indexer/indexer.ts";
import { ASSETS } from "../../src/server/assets.ts";
import { LIMITS } from "../../src/server/limits.ts";
import { type Serving, serve } from "../../src/server/serve.ts";
import { LiveIndex } from "../../src/service/live-index.ts";
import { fakeEmbedder } from "./fake-embedder.ts";
import { SAMPLES, Workspace } from "./workspace.ts";

/** Where systems keep a Chromium; null where there is none. */
export const CHROMIUM: string | null =
	[
		"/usr/bin/chromium",
		"/usr/bin/chromium-browser",
		"/usr/bin/google-chrome",
	].find((path) => existsSync(path)) ?? null;

const FIXTURES = fileURLToPath(
	new URL("../fixtures/newsroom", import.meta.url),
);
const AXE = fileURLToPath(
	new URL("../../node_modules/axe-core/axe.min.js", import.meta.url),
);
const RULES = [
	"wcag2a",
	"wcag2aa",
	"wcag21a",
	"wcag21aa",
	"wcag22aa",
	"best-practice",
];

export async function launch(): Promise<Browser> {
	return chromium.launch({
		executablePath: CHROMIUM ?? "",
		// As root Chromium does not start with its sandbox.
		args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
	});
}

/** A served folder of the sample articles and the newsroom's, asked with the model whose vectors are word counts. */
export class Site {
	readonly space: Workspace = new Workspace();
	readonly index: string = this.space.path("index");
	#serving: Serving | null = null;
	#live: LiveIndex | null = null;

	async build(): Promise<void> {
		cpSync(SAMPLES, this.space.path("articles"), { recursive: true });
		cpSync(FIXTURES, this.space.path("newsroom"), { recursive: true });
		await buildIndex({
			index: this.index,
			paths: [this.space.path("articles"), this.space.path("newsroom")],
			embedder: fakeEmbedder(),
		});
	}

	async start({ token = null }: { token?: string | null } = {}): Promise<void> {
		this.#live = new LiveIndex({
			index: this.index,
			embedder: fakeEmbedder(),
			reranker: null,
		});
		this.#serving = await serve(this.#live, {
			host: "127.0.0.1",
			port: 0,
			token,
			limits: { ...LIMITS, rate: 1_000_000 },
			version: "0.0.0",
			assets: ASSETS,
			onDefect(error) {
				throw error;
			},
		});
	}

	/** The address of the page with these parameters. */
	at(query = ""): string {
		return `${this.#serving?.url}${query === "" ? "" : `?${query}`}`;
	}

	async close(): Promise<void> {
		await this.#serving?.close();
		await this.#live?.close();
		this.space.remove();
	}
}

/** A site of its own for one test; with nothing indexed yet unless it is built. */
export async function site(): Promise<Site> {
	const created = new Site();
	onTestFinished(() => created.close());
	return created;
}

/**
 * A new tab, which goes away with the test; an error in the page fails it, and so does anything that the page's own
 * rules of security refuse.
 */
export async function tab(
	browser: Browser,
	address: string,
	options: BrowserContextOptions = {},
): Promise<Page> {
	const context = await browser.newContext(options);
	const wrong: string[] = [];
	onTestFinished(async () => {
		await context.close();
		expect(wrong).toEqual([]);
	});
	const page = await context.newPage();
	page.on("pageerror", ({ message }) => wrong.push(message));
	page.on("console", (message) => {
		// The status of a state is no error of the page, and neither is a server that is gone.
		const isAnswer = message.text().startsWith("Failed to load resource");
		if (message.type() === "error" && !isAnswer) wrong.push(message.text());
	});
	await page.goto(address);
	return page;
}

/** What axe-core finds in a page whose context was made with `bypassCSP`: the rule, and where. */
export async function violations(page: Page): Promise<string[]> {
	await page.addScriptTag({ path: AXE });
	const { violations } = (await page.evaluate(
		`axe.run(document, {
			runOnly: { type: "tag", values: ${JSON.stringify(RULES)} },
			rules: { "target-size": { enabled: true } },
		})`,
	)) as {
		violations: { id: string; nodes: { target: string[]; html: string }[] }[];
	};
	return violations.flatMap(({ id, nodes }) =>
		nodes.map(({ target, html }) => `${id}: ${target.join(" ")} ${html}`),
	);
}
