import { say } from "./announce.ts";
import { reload } from "./navigate.ts";

const EVERY_MS = 1000;

/** While an index is being built or updated, shows every second how far that has got. */
export function followBuilding(): void {
	setInterval(() => void look(), EVERY_MS);
}

async function look(): Promise<void> {
	if (document.hidden) return;
	if (document.body.dataset.state === "waiting") {
		await reload();
		if (document.body.dataset.state !== "waiting") {
			say("The index can be asked now");
		}
		return;
	}
	const line = document.querySelector<HTMLElement>("[data-building]");
	if (line) await refresh(line);
}

/** Only the line itself changes: whoever reads below it is left alone. */
async function refresh(line: HTMLElement): Promise<void> {
	try {
		const response = await fetch("/building");
		if (!response.ok) return;
		const next = new DOMParser()
			.parseFromString(await response.text(), "text/html")
			.querySelector<HTMLElement>("#building");
		if (!next) return;
		line.replaceWith(document.adoptNode(next));
		if (next.dataset.building === undefined) say(next.textContent ?? "");
	} catch {
		// It is looked at again in a second.
	}
}
