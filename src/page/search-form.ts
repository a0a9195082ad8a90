import { type Html, html } from "./html.ts";
import type { Search } from "./search.ts";

// More than any question, less than what an address can hold.
const MAX_CHARACTERS = 2000;

/** The name of the program, and the one box. */
export function renderHeader({ question }: Search, isFirst: boolean): Html {
	return html`
<header class="top">
<a class="brand" href="/">Verbatim</a>
<form id="search" role="search" action="/" method="get">
<label class="hidden" for="q">Question</label>
<input type="search" id="q" name="q" value="${question}" maxlength="${MAX_CHARACTERS}" placeholder="Ask the articles" autocomplete="off" enterkeyhint="search"${isFirst ? " autofocus" : ""}>
<button class="primary">Search</button>
</form>
</header>`;
}
