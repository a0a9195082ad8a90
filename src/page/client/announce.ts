const SHOWN_MS = 4000;
// Screen readers speak only of what changes in an element that they know already.
const PAUSE_MS = 50;

const spoken = region("hidden");
const shown = region("toast");
let timer = 0;

/** Says something to those who do not see the page change. */
export function say(text: string): void {
	speak(spoken, text);
}

/** Says something to everybody, for some seconds. */
export function notify(text: string): void {
	speak(shown, text);
	clearTimeout(timer);
	timer = setTimeout(() => {
		shown.textContent = "";
	}, SHOWN_MS);
}

function speak(element: HTMLElement, text: string): void {
	element.textContent = "";
	setTimeout(() => {
		element.textContent = text;
	}, PAUSE_MS);
}

function region(className: string): HTMLElement {
	const element = document.createElement("p");
	element.className = className;
	element.setAttribute("role", "status");
	document.body.append(element);
	return element;
}
