import { notify, say } from "./announce.ts";
import { showButtons } from "./copy.ts";
import { resultLinks, select, selected } from "./results.ts";

/** What a change of the page was for: decides where the focus goes. */
type Step = "search" | "open" | "close" | "more";

/** Where one stood before a change of the page. */
interface Before {
	/** The link of the result whose article was open, or from which one was opened; blank for none. */
	opener: string;
	results: number;
	/** Where the page was scrolled to when it was left; null when it is new. */
	scroll: number | null;
}

let inFlight: AbortController | null = null;
/** What is shown; the address bar is ahead of it while something else is fetched. */
let shown = new URL(location.href);
/** The link of the result from which an article was opened: from a copy folded into it, say. */
let opener = "";

/** Goes to an address of this page without loading the document anew. */
export async function go(address: string): Promise<void> {
	history.replaceState({ scroll: scrollY }, "");
	await show(new URL(address, location.href), null);
}

/** Follows the buttons of the browser. */
export function followHistory(): void {
	history.scrollRestoration = "manual";
	addEventListener("popstate", ({ state }) => {
		// A link within the page was followed, to skip what comes before the content.
		if (location.search === shown.search) return;
		void show(new URL(location.href), Number(state?.scroll ?? 0));
	});
}

/** Fetches the page as it is shown, for what may have changed by itself. */
export async function reload(): Promise<void> {
	if (inFlight) return;
	const next = await fetched(shown, { quietly: true });
	const main = next?.querySelector("main");
	const same = main?.innerHTML === document.querySelector("main")?.innerHTML;
	if (next && !same) replace(next);
}

/** Fetches an address and puts what it shows in place of what is shown. */
async function show(to: URL, scroll: number | null): Promise<void> {
	const next = await fetched(to);
	if (next === null) return;
	const step = stepBetween(shown, to);
	if (step === "open") opener = linkIn(selected())?.id ?? "";
	const before: Before = {
		opener: openResult()?.id ?? opener,
		results: resultLinks().length,
		scroll,
	};
	if (scroll === null) history.pushState({}, "", to);
	shown = to;
	replace(next);
	settle(step, before);
}

/** The page at an address; null where something else was asked for meanwhile, or there is no page: that is said. */
async function fetched(
	to: URL,
	{ quietly = false } = {},
): Promise<Document | null> {
	inFlight?.abort();
	const controller = new AbortController();
	inFlight = controller;
	const main = document.querySelector("main");
	if (!quietly) main?.setAttribute("aria-busy", "true");
	try {
		const response = await fetch(to, {
			headers: { accept: "text/html" },
			signal: controller.signal,
		});
		if (isPage(response)) return read(await response.text(), to);
		const { detail } = await response.json();
		if (!quietly) notify(`The server says: ${detail}`);
	} catch {
		const isWanted = !controller.signal.aborted && !quietly;
		if (isWanted) notify("The server does not answer");
	} finally {
		if (inFlight === controller) inFlight = null;
		main?.removeAttribute("aria-busy");
	}
	return null;
}

function read(text: string, to: URL): Document | null {
	const next = new DOMParser().parseFromString(text, "text/html");
	if (next.querySelector("#search")) return next;
	// Another page than this one: it asks for a token, say.
	location.assign(to);
	return null;
}

function isPage(response: Response): boolean {
	return response.headers.get("content-type")?.startsWith("text/html") ?? false;
}

function replace(next: Document): void {
	const main = next.querySelector("main");
	if (!main) return;
	document.title = next.title;
	document.body.dataset.state = next.body.dataset.state ?? "";
	document.querySelector("main")?.replaceWith(document.adoptNode(main));
	const box = document.querySelector<HTMLInputElement>("#q");
	const asked = next.querySelector<HTMLInputElement>("#q");
	if (box && asked && document.activeElement !== box) box.value = asked.value;
	showButtons(main);
}

/** Puts focus and scrolling where whoever took the step goes on. */
function settle(step: Step, { opener, results, scroll }: Before): void {
	const count = document.querySelector("#count")?.textContent ?? "";
	switch (step) {
		case "open":
			openArticle();
			return;
		case "close":
			focusOn(opener, "center");
			return;
		case "more":
			focusOn(`result-${results + 1}`, null);
			say(count);
			return;
		case "search":
			scrollTo({ top: scroll ?? 0, behavior: "instant" });
			focusOn("found", null);
			say(count);
	}
}

function openArticle(): void {
	focusOn("headline", null);
	const link = openResult() ?? document.getElementById(opener);
	const result = link?.closest("[data-result]") ?? null;
	select(result);
	result?.scrollIntoView({ block: "nearest", behavior: "instant" });
	showPassage();
}

function showPassage(): void {
	const article = document.querySelector<HTMLElement>("#article");
	const passage = document.querySelector<HTMLElement>("#passage");
	const last = [...document.querySelectorAll<HTMLElement>(".cited")].at(-1);
	if (!article || !passage) return;
	if (getComputedStyle(article).overflowY !== "auto") {
		passage.scrollIntoView({ block: "center", behavior: "instant" });
		return;
	}
	// It scrolls by itself beside the results, which stay where they are.
	const visible = innerHeight - article.getBoundingClientRect().top;
	const end = (last ?? passage).offsetTop + (last ?? passage).offsetHeight;
	article.scrollTop = end > visible ? passage.offsetTop - visible / 3 : 0;
}

function focusOn(id: string, block: ScrollLogicalPosition | null): void {
	const wanted = document.getElementById(id);
	const element = wanted ?? document.querySelector<HTMLElement>("main");
	element?.focus({ preventScroll: true });
	if (block) wanted?.scrollIntoView({ block, behavior: "instant" });
}

/** The link of the result whose article is open. */
function openResult(): HTMLElement | null {
	return linkIn(document.querySelector("[data-result].open"));
}

function linkIn(result: Element | null): HTMLElement | null {
	return result?.querySelector<HTMLElement>("h2 a") ?? null;
}

function stepBetween(from: URL, to: URL): Step {
	const value = (url: URL, name: string) => url.searchParams.get(name);
	if (value(from, "q") !== value(to, "q")) return "search";
	if (value(from, "open") !== value(to, "open")) {
		return value(to, "open") === null ? "close" : "open";
	}
	return value(from, "top") === value(to, "top") ? "search" : "more";
}
