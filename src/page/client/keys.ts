import { copyBy } from "./copy.ts";
import { move, selected } from "./results.ts";

const FIELDS = "input, textarea, select, [contenteditable]";

/** Lets the page be used without a mouse; nothing is taken from whoever types, or holds a modifier. */
export function listenToKeys(): void {
	document.addEventListener("keydown", (event) => {
		const { key, target, altKey, ctrlKey, metaKey } = event;
		if (altKey || ctrlKey || metaKey || event.isComposing) return;
		if (dialog()?.open) return;
		const isTyping = target instanceof Element && target.matches(FIELDS);
		if (isTyping) {
			if (key === "Escape" && target instanceof HTMLElement) target.blur();
			return;
		}
		if (ACTIONS[key]?.(target)) event.preventDefault();
	});
}

/** What a key does; whether it did anything. */
const ACTIONS: Readonly<
	Record<string, (target: EventTarget | null) => boolean>
> = {
	"/": () => {
		const box = document.querySelector<HTMLInputElement>("#q");
		box?.focus();
		box?.select();
		return box !== null;
	},
	j: () => {
		move(1);
		return true;
	},
	k: () => {
		move(-1);
		return true;
	},
	Enter: (target) => {
		const isControl =
			target instanceof Element && target.matches("a, button, summary");
		const link = selected()?.querySelector<HTMLElement>("h2 a");
		if (isControl || !link) return false;
		link.click();
		return true;
	},
	c: (target) => {
		const button = copyButton(target);
		if (button) void copyBy(button);
		return button !== null;
	},
	Escape: () => {
		const link = document.querySelector<HTMLElement>("[data-close]");
		link?.click();
		return link !== null;
	},
	"?": () => {
		dialog()?.showModal();
		return true;
	},
};

/** Of the result that has the focus, else of the article that is open, else of the result that had the focus last. */
function copyButton(target: EventTarget | null): HTMLElement | null {
	const focused =
		target instanceof Element ? target.closest("[data-result]") : null;
	const places = [focused, document.querySelector("#article"), selected()];
	return (
		places
			.map((place) => place?.querySelector<HTMLElement>("[data-copy]"))
			.find((button) => button) ?? null
	);
}

function dialog(): HTMLDialogElement | null {
	return document.querySelector<HTMLDialogElement>("#keys");
}
