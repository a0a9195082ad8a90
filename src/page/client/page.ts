import { followBuilding } from "./building.ts";
import { copyBy, showButtons } from "./copy.ts";
import { listenToKeys } from "./keys.ts";
import { followHistory, go } from "./navigate.ts";
import { followFocus } from "./results.ts";

// The page works without any of this: what the server renders is changed here without loading the document anew.

const DOUBLE_CLICK_MS = 250;
let opening = 0;

document.addEventListener("click", (event) => {
	const { target } = event;
	if (!(target instanceof Element) || event.defaultPrevented) return;
	const button = target.closest<HTMLElement>("[data-copy]");
	if (button) {
		void copyBy(button);
		return;
	}
	if (target.closest("[data-keys]")) {
		document.querySelector<HTMLDialogElement>("#keys")?.showModal();
		return;
	}
	const { button: which, altKey, ctrlKey, metaKey, shiftKey } = event;
	if (which !== 0 || altKey || ctrlKey || metaKey || shiftKey) return;
	clearTimeout(opening);
	const link = target.closest<HTMLAnchorElement | SVGAElement>("a[href]");
	if (link) {
		const address = withinPage(link.getAttribute("href") ?? "");
		if (address === null) return;
		event.preventDefault();
		void go(address);
	} else if (event.detail === 1) {
		openSoon(target);
	}
});

document.addEventListener("submit", (event) => {
	const { target } = event;
	if (!(target instanceof HTMLFormElement) || target.id !== "search") return;
	event.preventDefault();
	const fields = [...new FormData(target)].flatMap(([name, value]) =>
		typeof value === "string" && value.trim() !== "" ? [[name, value]] : [],
	);
	document.querySelector<HTMLElement>("#q")?.blur();
	void go(fields.length > 0 ? `/?${new URLSearchParams(fields)}` : "/");
});

/** A click anywhere in a result opens it, unless it selects words there: with the second click of two, say. */
function openSoon(target: Element): void {
	if (target.closest("button, summary, details, input")) return;
	const link = target
		.closest("[data-result]")
		?.querySelector<HTMLElement>("h2 a");
	opening = setTimeout(() => {
		if (getSelection()?.isCollapsed !== false) link?.click();
	}, DOUBLE_CLICK_MS);
}

/** The address of a link, if it leads to this page in another state. */
function withinPage(href: string): string | null {
	if (href.startsWith("#")) return null;
	const { origin, pathname } = new URL(href, location.href);
	return origin === location.origin && pathname === "/" ? href : null;
}

followHistory();
followFocus();
listenToKeys();
followBuilding();
showButtons(document);
for (const button of document.querySelectorAll<HTMLElement>("[data-keys]")) {
	button.hidden = false;
}
