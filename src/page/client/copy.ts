import { notify } from "./announce.ts";

/** Copies what a button is there for, and says whether that worked. */
export async function copyBy(button: HTMLElement): Promise<void> {
	const { copy, copied } = button.dataset;
	if (copy === undefined) return;
	notify(
		(await write(copy))
			? (copied ?? "Copied")
			: "The browser does not let this page copy: select the text under “Cite” instead",
	);
}

/** Shows the buttons that only work with a script. */
export function showButtons(within: ParentNode): void {
	for (const button of within.querySelectorAll<HTMLElement>("[data-copy]")) {
		button.hidden = false;
	}
}

async function write(text: string): Promise<boolean> {
	try {
		// Undefined where the page does not come over TLS or from this very machine.
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		return writeSelected(text);
	}
}

function writeSelected(text: string): boolean {
	const focused = document.activeElement;
	const area = document.createElement("textarea");
	area.value = text;
	area.className = "hidden";
	document.body.append(area);
	area.select();
	const done = document.execCommand("copy");
	area.remove();
	if (focused instanceof HTMLElement) focused.focus();
	return done;
}
