import type { Cited } from "../references/cited.ts";
import { reference, type Style } from "../references/references.ts";
import { type Html, html } from "./html.ts";
import { words } from "./words.ts";

const NAMES: readonly [style: Style | "json", name: string][] = [
	["plain", "Plain text"],
	["markdown", "Markdown"],
	["bibtex", "BibTeX"],
	["json", "JSON"],
];

/** The ways to quote a passage elsewhere: copied by a button, or by hand. */
export function renderCite(cited: Cited): Html {
	return html`
<details class="cite">
<summary>Cite as plain text, Markdown, BibTeX or JSON</summary>
${NAMES.map(([style, name]) => block(name, textOf(style, cited), style))}
</details>`;
}

/** Copies the citation as plain text, as the key does. */
export function copyButton(cited: Cited): Html {
	return html`<button type="button" class="small" data-copy="${reference("plain", cited)}" data-copied="Citation copied" hidden>Copy citation</button>`;
}

function textOf(style: Style | "json", cited: Cited): string {
	return style === "json"
		? JSON.stringify(cited.citation, null, 2)
		: reference(style, cited);
}

function block(name: string, text: string, style: string): Html {
	return html`
<section aria-labelledby="cite-${style}">
<h2 id="cite-${style}">${name}</h2>
<button type="button" class="small" data-copy="${text}" data-copied="${name} copied" aria-describedby="cite-${style}" hidden>Copy</button>
<pre>${words(text)}</pre>
</section>`;
}
