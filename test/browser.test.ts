import { appendFileSync, mkdirSync, rmSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import {
	afterAll,
	beforeAll,
	describe,
	expect,
	it,
	onTestFinished,
} from "vitest";
import { tellBuilding } from "../src/store/building.ts";
import {
	CHROMIUM,
	launch,
	type Site,
	Site as SiteOf,
	site,
	tab,
	violations,
} from "./support/browser.ts";

const FERRY = "q=ferry+aground+off+Tellmouth";
const HOLM = "q=Holm+electric+boats";
const PHONE = { width: 320, height: 640 };
const WIDE = { width: 1400, height: 900 };
const LOOKS = [
	{ viewport: WIDE, colorScheme: "light", paper: "rgb(253, 252, 249)" },
	{ viewport: WIDE, colorScheme: "dark", paper: "rgb(23, 22, 20)" },
	{ viewport: PHONE, colorScheme: "dark", paper: "rgb(23, 22, 20)" },
] as const;

if (CHROMIUM === null) {
	console.warn("SKIPPED: the page in a browser; install chromium");
}

const parameter = (page: Page, name: string) =>
	new URL(page.url()).searchParams.get(name);
const focused = (page: Page) =>
	page.evaluate("document.activeElement?.id ?? ''");
const clipboard = (page: Page) =>
	page.evaluate("navigator.clipboard.readText()");
const background = (page: Page) =>
	page.evaluate("getComputedStyle(document.body).backgroundColor");
const overflow = (page: Page) =>
	page.evaluate(
		"document.documentElement.scrollWidth - document.documentElement.clientWidth",
	);

describe.skipIf(CHROMIUM === null)("in a browser", () => {
	const served: Site = new SiteOf();
	let browser: Browser;
	beforeAll(async () => {
		[browser] = await Promise.all([launch(), served.build()]);
		await served.start();
	}, 120_000);
	afterAll(async () => {
		await browser.close();
		await served.close();
	});

	describe("a search", () => {
		it("is typed, sent with Enter, and stands in the address bar", async () => {
			const page = await tab(browser, served.at());
			expect(await focused(page)).toBe("q");
			await page.keyboard.type("ferry aground off Tellmouth");
			await page.keyboard.press("Enter");
			await page.locator(".result").first().waitFor();
			expect(parameter(page, "q")).toBe("ferry aground off Tellmouth");
			expect([...new URL(page.url()).searchParams.keys()]).toEqual(["q"]);
			expect(await page.title()).toBe("ferry aground off Tellmouth – Verbatim");
			expect(await page.locator("h1").textContent()).toMatch(
				/^\d+ (?:of \d+ )?passages? for/u,
			);
			expect(await page.locator("mark.answer").count()).toBeGreaterThan(0);
			expect(await page.locator("blockquote b").count()).toBeGreaterThan(0);
		});

		it("does not load the document anew, and says to screen readers what came of it", async () => {
			const page = await tab(browser, served.at(FERRY));
			await page.evaluate("window.stayed = true");
			await page.locator("#q").fill("Hallam mill fire");
			await page.locator("#q").press("Enter");
			await page.waitForURL(/Hallam/u);
			await expect
				.poll(() => page.locator("p.hidden[role=status]").textContent())
				.toMatch(/passages? for “?Hallam mill fire/u);
			expect(await page.evaluate("window.stayed")).toBe(true);
			expect(await focused(page)).toBe("found");
		});

		it("goes back and forward with the browser's buttons", async () => {
			const page = await tab(browser, served.at(FERRY), { viewport: WIDE });
			await page.locator("#result-1").click();
			await page.locator("#article").waitFor();
			await page.locator("#q").fill("Hallam mill fire");
			await page.locator("#q").press("Enter");
			await page.waitForURL(/Hallam/u);
			await page.goBack();
			await page.locator("#article").waitFor();
			expect(await page.locator("#q").inputValue()).toMatch(/^ferry/u);
			await page.goBack();
			await page.locator("#article").waitFor({ state: "detached" });
			expect(parameter(page, "open")).toBe(null);
			await page.goForward();
			await page.locator("#article").waitFor();
			await page.goForward();
			await expect
				.poll(() => page.locator("#q").inputValue())
				.toBe("Hallam mill fire");
		});

		it("shows more of what was found, with what was there before", async () => {
			const page = await tab(browser, served.at(`${FERRY}&min-score=0`));
			expect(await page.locator(".result").count()).toBe(10);
			const first = await page.locator("#result-1").textContent();
			await page.getByRole("link", { name: "Show more" }).click();
			await page.locator("#result-11").waitFor();
			expect(await page.locator("#result-1").textContent()).toBe(first);
			expect(parameter(page, "top")).toBe("30");
			expect(await focused(page)).toBe("result-11");
		});

		it("says when the server does not answer, and leaves the page as it is", async () => {
			const page = await tab(browser, served.at(FERRY));
			await page.route("**/*", (route) => route.abort());
			await page.locator("#q").fill("anything");
			await page.locator("#q").press("Enter");
			await page.getByText("The server does not answer").waitFor();
			expect(await page.locator(".result").count()).toBeGreaterThan(0);
			expect(parameter(page, "q")).toMatch(/^ferry/u);
			await page.unrouteAll();
		});
	});

	describe("an article", () => {
		it("opens beside the results at its passage, marked and with the numbers of its lines", async () => {
			const page = await tab(browser, served.at(HOLM), { viewport: WIDE });
			await page.locator("#result-1").click();
			const passage = page.locator("#passage");
			await passage.waitFor();
			expect(await page.locator("#article mark.passage").count()).toBe(3);
			expect(await page.locator("#article mark.answer").count()).toBe(1);
			expect(Number(await passage.getAttribute("value"))).toBeGreaterThan(1);
			expect(await isInView(page, "#passage")).toBe(true);
			expect(await page.locator(".result").first().isVisible()).toBe(true);
			expect(await page.locator("#result-1").getAttribute("aria-current")).toBe(
				"true",
			);
			expect(await focused(page)).toBe("headline");
			expect(parameter(page, "open")).toMatch(/^newsroom\/.*#c\d+-\d+@/u);
			await page.getByRole("link", { name: "Close the article" }).click();
			await page.locator("#article").waitFor({ state: "detached" });
			expect(await focused(page)).toBe("result-1");
		});

		it("opens by a click anywhere in its result, but not by selecting words there", async () => {
			const page = await tab(browser, served.at(HOLM), { viewport: WIDE });
			const words = page.locator("#found blockquote").first();
			await words.dblclick();
			expect(await page.evaluate("String(getSelection())")).not.toBe("");
			await words.click({ position: { x: 5, y: 5 } });
			await page.locator("#article").waitFor();
			// Had the first two opened it as well, it would be two steps back.
			await page.goBack();
			await page.locator("#article").waitFor({ state: "detached" });
		});

		it("takes the place of the results on a phone, with a way back to where one was", async () => {
			const page = await tab(browser, served.at(FERRY), { viewport: PHONE });
			await page.locator("#result-3").click();
			await page.locator("#passage").waitFor();
			expect(await page.locator("#found").isVisible()).toBe(false);
			expect(await isInView(page, "#passage")).toBe(true);
			await page.getByRole("link", { name: "Back to the results" }).click();
			await page.locator("#found").waitFor();
			expect(await isInView(page, "#result-3")).toBe(true);
			expect(await focused(page)).toBe("result-3");
		});

		it("is reached from a folded copy, whose sources are named", async () => {
			const page = await tab(browser, served.at(FERRY), { viewport: WIDE });
			const copies = page.locator(".also").first();
			await copies.locator("summary").click();
			expect(await copies.textContent()).toMatch(/Brannock Post/u);
			const title = await copies.locator("a").first().textContent();
			await copies.locator("a").first().click();
			await page.locator("#article").waitFor();
			expect(await page.locator("#headline").textContent()).toBe(title);
			await page.keyboard.press("Escape");
			await page.locator("#article").waitFor({ state: "detached" });
			expect(await focused(page)).toBe("result-1");
		});
	});

	describe("filters", () => {
		it("narrow by an outlet and a speaker, and are taken away again", async () => {
			const page = await tab(browser, served.at(FERRY), { viewport: WIDE });
			await page
				.locator(".suggested")
				.getByRole("link", { name: /Brannock Post/u })
				.click();
			await page.waitForURL(/source=Brannock\+Post/u);
			const outlets = await page.locator(".result .outlet").allTextContents();
			expect(new Set(outlets)).toEqual(new Set(["Brannock Post"]));
			await page.locator("#speaker").fill("Vang");
			await page.locator("#speaker").press("Enter");
			await page.waitForURL(/speaker=Vang/u);
			expect(parameter(page, "source")).toBe("Brannock Post");
			await page
				.locator(".chosen")
				.getByRole("link", { name: /Post/u })
				.click();
			await page.waitForURL((url) => !url.searchParams.has("source"));
			expect(parameter(page, "speaker")).toBe("Vang");
		});

		it("narrow by dates in words, and say what they mean and what they do not", async () => {
			const page = await tab(browser, served.at(HOLM), { viewport: WIDE });
			await page.locator("#since").fill("May 2025");
			await page.locator("#until").fill("2025-05");
			await page.getByRole("button", { name: "Apply" }).click();
			await page.waitForURL(/until=2025-05/u);
			await page.getByText("(1 May 2025)").waitFor();
			const days = await page.locator(".result time").allTextContents();
			expect(days.length).toBeGreaterThan(0);
			for (const day of days) expect(day).toMatch(/ May 2025$/u);
			await page.locator("#since").fill("soon");
			await page.getByRole("button", { name: "Apply" }).click();
			await page.getByRole("alert").waitFor();
			expect(await page.locator("#since").inputValue()).toBe("soon");
		});

		it("narrow by a bar of the timeline", async () => {
			const page = await tab(browser, served.at(`${FERRY}&min-score=0`), {
				viewport: WIDE,
			});
			const bars = page.locator(".timeline a");
			const label = await bars.first().getAttribute("aria-label");
			await bars.first().click();
			await page.waitForURL(/since=/u);
			expect(label).toMatch(/2025: \d+ passages?$/u);
			const since = parameter(page, "since") ?? "";
			const until = parameter(page, "until") ?? "";
			const days = await page
				.locator(".result time")
				.evaluateAll((times) =>
					times.map((time) => String(time.getAttribute("datetime"))),
				);
			expect(days.length).toBeGreaterThan(0);
			for (const day of days) {
				expect(day.slice(0, 10) >= since && day.slice(0, 10) <= until).toBe(
					true,
				);
			}
		});
	});

	describe("the keyboard", () => {
		it("does all: search, choose, open, copy, close", async () => {
			const page = await tab(browser, served.at(FERRY), {
				viewport: WIDE,
				permissions: ["clipboard-read", "clipboard-write"],
			});
			await page.keyboard.press("/");
			expect(await focused(page)).toBe("q");
			await page.keyboard.press("Control+a");
			await page.keyboard.type("Hallam mill fire");
			await page.keyboard.press("Enter");
			await page.waitForURL(/Hallam/u);
			await expect.poll(() => focused(page)).toBe("found");
			await page.keyboard.press("j");
			await page.keyboard.press("j");
			await page.keyboard.press("j");
			await page.keyboard.press("k");
			expect(await focused(page)).toBe("result-2");
			await page.keyboard.press("c");
			await page.getByText("Citation copied").waitFor();
			const ofResult = String(await clipboard(page));
			await page.keyboard.press("Enter");
			await page.locator("#article").waitFor();
			expect(await focused(page)).toBe("headline");
			const open = parameter(page, "open") ?? "none";
			expect(ofResult.endsWith(open)).toBe(true);
			await page.evaluate("navigator.clipboard.writeText('')");
			await page.keyboard.press("c");
			await expect.poll(() => clipboard(page)).toBe(ofResult);
			await page.keyboard.press("Escape");
			await page.locator("#article").waitFor({ state: "detached" });
			expect(await focused(page)).toBe("result-2");
		});

		it("shows its keys, and leaves alone whoever types or holds a modifier", async () => {
			const page = await tab(browser, served.at(FERRY));
			await page.keyboard.press("?");
			expect(await page.locator("#keys").isVisible()).toBe(true);
			await page.keyboard.press("j");
			await page.keyboard.press("Escape");
			expect(await page.locator("#keys").isVisible()).toBe(false);
			expect(await page.locator(".selected").count()).toBe(0);
			await page.keyboard.press("Control+j");
			expect(await page.locator(".selected").count()).toBe(0);
			await page.locator("#q").fill("");
			await page.locator("#q").press("j");
			await page.keyboard.type("/?kc");
			expect(await page.locator("#q").inputValue()).toBe("j/?kc");
			await page.keyboard.press("Escape");
			expect(await focused(page)).toBe("");
		});

		it("goes from article to article on a phone, where they cover the results", async () => {
			const page = await tab(browser, served.at(FERRY), { viewport: PHONE });
			const titles = await page.locator("#found h2").allTextContents();
			await page.keyboard.press("j");
			await page.keyboard.press("Enter");
			await page.locator("#article").waitFor();
			const first = parameter(page, "open");
			await page.keyboard.press("j");
			await page.waitForURL((url) => url.searchParams.get("open") !== first);
			await expect
				.poll(() => page.locator("#headline").textContent())
				.toBe(titles[1]);
		});

		it("reaches everything by Tab, and passes on", async () => {
			const page = await tab(browser, served.at(FERRY), { viewport: WIDE });
			const total = await page
				.locator(
					"a[href]:visible, button:visible, input:not([type=hidden]):visible, select:visible, summary:visible",
				)
				.count();
			const reached = new Set<string>();
			for (let at = 0; at < total + 20; at += 1) {
				await page.keyboard.press("Tab");
				reached.add(
					String(
						await page.evaluate(
							"[...document.querySelectorAll('*')].indexOf(document.activeElement)",
						),
					),
				);
			}
			expect(reached.size).toBeGreaterThanOrEqual(total);
		});
	});

	describe("a citation", () => {
		it("is copied in each of its forms", async () => {
			const page = await tab(browser, served.at(HOLM), {
				viewport: WIDE,
				permissions: ["clipboard-read", "clipboard-write"],
			});
			await page.locator("#result-1").click();
			await page.locator("#article").waitFor();
			await page.locator(".cite summary").click();
			const id = parameter(page, "open") ?? "none";
			for (const [name, form] of [
				["Plain text", /\n— Ida Holm, in .*\nnewsroom/u],
				["Markdown", /^> .*\n(?:.*\n)*\n— Ida Holm, /u],
				["BibTeX", /^@(?:online|misc)\{newsroom/u],
				["JSON", /"lineStart": \d+/u],
			] as const) {
				const block = page.getByRole("region", { name });
				await block.getByRole("button", { name: "Copy" }).click();
				await page.getByText(`${name} copied`).waitFor();
				const copied = String(await clipboard(page));
				expect(copied).toMatch(form);
				expect(copied).toBe(await block.locator("pre").textContent());
				if (name === "JSON") expect(JSON.parse(copied).id).toBe(id);
			}
		});

		it("is copied where the browser keeps its clipboard from pages without TLS", async () => {
			const page = await tab(browser, served.at(HOLM), {
				permissions: ["clipboard-read", "clipboard-write"],
			});
			await page.evaluate(
				"Object.defineProperty(navigator.clipboard, 'writeText', { value: undefined })",
			);
			await page.getByRole("button", { name: "Copy citation" }).first().click();
			await page.getByText("Citation copied").waitFor();
			expect(await clipboard(page)).toMatch(/^[^#]+#c\d+-\d+@[0-9a-f]{8}$/mu);
		});
	});

	describe("without JavaScript", () => {
		const options = { javaScriptEnabled: false, viewport: WIDE };

		it("searches, narrows, opens and closes", async () => {
			const page = await tab(browser, served.at(), options);
			await page.locator("#q").fill("ferry aground off Tellmouth");
			await page.getByRole("button", { name: "Search" }).click();
			await page.locator(".result").first().waitFor();
			await page.locator("#since").fill("2025-04");
			await page.locator("#sort").selectOption("date");
			await page.getByRole("button", { name: "Apply" }).click();
			await page.waitForURL(/since=2025-04/u);
			expect(await page.locator("#since").inputValue()).toBe("2025-04");
			expect(parameter(page, "sort")).toBe("date");
			await page
				.locator(".suggested")
				.getByRole("link", { name: /Brannock Post/u })
				.click();
			expect(parameter(page, "since")).toBe("2025-04");
			await page.locator("#result-1").click();
			expect(new URL(page.url()).hash).toBe("#passage");
			expect(await page.locator("#passage").isVisible()).toBe(true);
			await page.locator(".cite summary").click();
			expect(await page.locator(".cite pre").first().isVisible()).toBe(true);
			await page.getByRole("link", { name: "Close the article" }).click();
			expect(await page.locator("#article").count()).toBe(0);
		});

		it("shows no button that would do nothing", async () => {
			const page = await tab(browser, served.at(FERRY), options);
			const buttons = page.locator("button:visible");
			expect(await buttons.allTextContents()).toEqual(["Search", "Apply"]);
		});

		it("looks again by itself while the first index is being built", async () => {
			const own = await site();
			await own.start();
			mkdirSync(own.index, { recursive: true });
			const building = tellBuilding(own.index);
			building.show({ phase: "embed", done: 1, total: 2 });
			const page = await tab(browser, own.at(HOLM), options);
			expect(await page.locator("progress").isVisible()).toBe(true);
			building.end();
			await own.build();
			await page.locator(".result").first().waitFor();
		});
	});

	describe("an index", () => {
		it("that is not there yet is said how to build, then shown being built, then asked", async () => {
			const own = await site();
			await own.start();
			const page = await tab(browser, own.at(HOLM));
			await page.getByText(`ask index --index ${own.index}`).waitFor();
			mkdirSync(own.index, { recursive: true });
			const building = tellBuilding(own.index);
			building.show({ phase: "embed", done: 3, total: 91 });
			await page.getByText("Embedding 3 of 91 passages.").waitFor();
			building.show({ phase: "save", done: 3, total: 4 });
			await page.getByText("Saving 3 of 4").waitFor();
			building.end();
			await own.build();
			await page.locator(".result").first().waitFor();
			await expect
				.poll(() => page.locator("p.hidden[role=status]").textContent())
				.toBe("The index can be asked now");
		});

		it("that is updated says so, leaves what is read alone, and offers to ask again", async () => {
			const own = await site();
			await own.build();
			await own.start();
			const building = tellBuilding(own.index);
			building.show({ phase: "embed", done: 1, total: 9 });
			const page = await tab(browser, own.at(HOLM), { viewport: WIDE });
			await page.getByText("Embedding 1 of 9 passages.").waitFor();
			await page.keyboard.press("j");
			building.show({ phase: "save", done: 2, total: 9 });
			await page.getByText("Saving 2 of 9").waitFor();
			building.end();
			await page
				.locator("#building")
				.getByText("The update of the index is over.")
				.waitFor();
			expect(await focused(page)).toBe("result-1");
			await page.getByRole("link", { name: "Ask again" }).click();
			await page.locator("#building").waitFor({ state: "detached" });
			expect(await page.locator(".result").count()).toBeGreaterThan(0);
		});
	});

	describe("every state, in light and in dark, wide and on a phone", () => {
		const states: Record<string, () => Promise<State>> = {
			"before anything is asked": async () => ({ address: served.at() }),
			"what was found": async () => ({ address: served.at(FERRY) }),
			"what was found, narrowed": async () => ({
				address: served.at(
					`${FERRY}&since=2025-04&source=Brannock+Post&speaker=Vang`,
				),
			}),
			"folded copies": async () => ({
				address: served.at(FERRY),
				act: (page) => page.locator(".also summary").first().click(),
			}),
			"an article, and how to cite it": async () => ({
				address: served.at(HOLM),
				async act(page) {
					await page.locator("#result-1").click();
					await page.locator(".cite summary").click();
				},
			}),
			"an article by itself": async () => ({
				address: served.at(HOLM),
				async act(page) {
					await page.locator("#result-1").click();
					await page.locator("#article").waitFor();
					const open = encodeURIComponent(parameter(page, "open") ?? "");
					await page.goto(served.at(`open=${open}`));
				},
			}),
			"an article that is not there": async () => ({
				address: served.at(`${HOLM}&open=none.txt%23c0-1%4000000000`),
			}),
			"nothing found": async () => ({
				address: served.at("q=best+running+shoes+for+flat+feet&since=2025"),
				shows: "The nearest miss",
			}),
			"a value that makes no sense": async () => ({
				address: served.at(`${FERRY}&since=soon`),
				shows: "This cannot be asked",
			}),
			"the keys": async () => ({
				address: served.at(FERRY),
				act: (page) => page.keyboard.press("?"),
			}),
			"a citation just copied": async () => ({
				address: served.at(HOLM),
				async act(page) {
					await page.keyboard.press("j");
					await page.keyboard.press("c");
					await page.locator(".toast:not(:empty)").waitFor();
				},
			}),
			"no index": async () => {
				const own = await site();
				await own.start();
				return { address: own.at(FERRY), shows: "There is no index yet" };
			},
			"a first index being built": async () => {
				const own = await site();
				await own.start();
				mkdirSync(own.index, { recursive: true });
				const building = tellBuilding(own.index);
				onTestFinished(() => building.end());
				building.show({ phase: "embed", done: 1, total: 9 });
				return { address: own.at(), shows: "The index is being built" };
			},
			"stale sources during an update": async () => {
				const own = await site();
				await own.build();
				await own.start();
				appendFileSync(own.space.path("newsroom/holm-boats.md"), "\nMore.\n");
				rmSync(own.space.path("newsroom/holm-fares.txt"));
				const building = tellBuilding(own.index);
				onTestFinished(() => building.end());
				return {
					address: own.at(`${HOLM}&min-score=0`),
					shows: "The source has changed since it was indexed",
					async act(page) {
						await page.getByText("The source has vanished").first().waitFor();
						await page
							.locator(".result:has(.stale)")
							.first()
							.locator("h2 a")
							.click();
						await page.getByText("Only the passage is shown").waitFor();
					},
				};
			},
			"the form for the token": async () => {
				const own = await site();
				await own.start({ token: "a-token-that-is-long-enough" });
				return {
					address: `${own.at()}sign-in`,
					async act(page) {
						await page.locator("#token").fill("wrong");
						await page.locator("#token").press("Enter");
						await page.getByRole("alert").waitFor();
					},
				};
			},
		};

		for (const [name, make] of Object.entries(states)) {
			it(`${name}: nothing that axe-core finds, nothing wider than the screen`, async () => {
				const state = await make();
				const page = await tab(browser, state.address, {
					viewport: WIDE,
					// For axe-core alone, which is no part of the page.
					bypassCSP: true,
				});
				if (state.shows) await page.getByText(state.shows).first().waitFor();
				await state.act?.(page);
				for (const { viewport, colorScheme, paper } of LOOKS) {
					await page.setViewportSize(viewport);
					await page.emulateMedia({ colorScheme });
					expect(await overflow(page)).toBeLessThanOrEqual(0);
					expect(await background(page)).toBe(paper);
					expect(await violations(page)).toEqual([]);
				}
			});
		}
	});
});

interface State {
	address: string;
	/** Words that are there once the state is. */
	shows?: string;
	/** What brings the state about. */
	act?: (page: Page) => Promise<void>;
}

async function isInView(page: Page, selector: string): Promise<boolean> {
	const box = await page.locator(selector).boundingBox();
	const height = page.viewportSize()?.height ?? 0;
	return box !== null && box.y + box.height > 0 && box.y < height;
}
