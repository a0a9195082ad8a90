import { type Html, html } from "./html.ts";

const KEYS: readonly [keys: string, does: string][] = [
	["/", "to the search box"],
	["j", "the next result"],
	["k", "the one before"],
	["Enter", "opens the result"],
	["c", "copies its citation"],
	["Esc", "closes the article"],
	["?", "shows these keys"],
];

/** The keys of the page: shown on demand, by the script that knows them. */
export function renderKeys(): Html {
	return html`
<footer class="bottom"><button type="button" class="small" data-keys hidden>Keys <kbd>?</kbd></button></footer>
<dialog id="keys" aria-labelledby="keys-title">
<h2 id="keys-title">Keys</h2>
<dl>${KEYS.map(([key, does]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${does}</dd></div>`)}</dl>
<form method="dialog"><button>Close</button></form>
</dialog>`;
}
