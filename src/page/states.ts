import type { Progress } from "../types.ts";
import { renderBuilding } from "./building.ts";
import { renderChosen, renderFilters } from "./filters.ts";
import { type Html, html } from "./html.ts";
import { counted } from "./numbers.ts";
import type { Search } from "./search.ts";
import { sentence } from "./sentence.ts";
import { shellWord } from "./shell-word.ts";
import { words } from "./words.ts";

/** Before anything was asked. */
export function renderStart(articles: number): Html {
	return html`
<section class="start">
<h1>Ask ${counted(articles, "article")}</h1>
<p>The answer is their exact words, each passage with a citation that anyone can check.</p>
</section>`;
}

/** Where there is no index yet: how to build one. */
export function renderEmpty(folder: string): Html {
	return html`
<section class="start">
<h1>There is no index yet</h1>
<p>Build one of a folder of articles; this page shows how far it has got, and answers once it is done.</p>
<pre class="command"><code>ask index --index ${words(shellWord(folder))} <var>folder</var></code></pre>
</section>`;
}

/** Where the index holds nothing to be asked. */
export function renderNoArticles(folder: string): Html {
	return html`
<section class="start">
<h1>The index holds no articles</h1>
<p>Add a folder of them:</p>
<pre class="command"><code>ask index --index ${words(shellWord(folder))} <var>folder</var></code></pre>
</section>`;
}

/** While the first index is being built. */
export function renderFirstBuild(progress: Progress): Html {
	return html`
<section class="start">
<h1>The index is being built</h1>
${renderBuilding(progress, false)}
<p>It can be asked as soon as it is whole.</p>
</section>`;
}

/** Why nothing could be answered. */
export interface Failure {
	/** As the command line has it, or the server's own. */
	code: string;
	message: string;
	/** What cures it. */
	hint: string;
}

/** What went wrong, and what cures it; the filters stay at hand, since they may be to blame. */
export function renderFailure(
	{ code, message, hint }: Failure,
	search: Search,
): Html {
	const isUsage = code === "USAGE";
	return html`
<section class="found" id="found" tabindex="-1" aria-labelledby="count">
<div class="board">
<h1 id="count">${isUsage ? "This cannot be asked" : "There is no answer now"}</h1>
${renderChosen(search, null)}
${renderFilters(search, null)}
<div class="list">
<p class="failure" role="alert">${words(sentence(message))}</p>
${!isUsage && html`<p>${words(sentence(hint))}</p>`}
</div>
</div>
</section>`;
}
