import type { Answer, Citation } from "../types.ts";
import { type Html, html } from "./html.ts";
import type { Matches } from "./matches.ts";
import { renderPassage } from "./passage.ts";
import { opened } from "./result.ts";
import { addressOf, FILTERS, type Search } from "./search.ts";
import { headline, place, sourceLine } from "./source-line.ts";

/** The best passage, where it was not good enough. */
export interface NearestMiss {
	citation: Citation;
	text: string;
}

/** What is said where no passage reaches the threshold, and which one comes nearest. */
export function renderNothing(
	{ bestScore, threshold }: Answer,
	miss: NearestMiss | null,
	search: Search,
	matches: Matches,
): Html {
	const isNarrowed = search.given.some(([option]) => FILTERS.includes(option));
	const without = Object.fromEntries(FILTERS.map((option) => [option, null]));
	return html`
<div class="nothing">
<p>${
		bestScore === null
			? "No passage has anything of what was asked."
			: html`The nearest miss scores ${bestScore.toFixed(2)}, below the ${threshold.toFixed(2)} that an answer has to reach here.`
	}</p>
${miss && renderMiss(miss, search, matches)}
<ul class="ways">
${bestScore !== null && html`<li><a href="${addressOf(search, { all: "true", open: null, top: null })}">Show the best passages all the same</a></li>`}
${isNarrowed && html`<li><a href="${addressOf(search, { ...without, open: null, top: null })}">Search without the filters</a></li>`}
</ul>
</div>`;
}

function renderMiss(
	{ citation, text }: NearestMiss,
	search: Search,
	matches: Matches,
): Html {
	return html`
<ol class="results"><li class="result miss" data-result>
<article aria-labelledby="result-1">
<p class="kicker">The nearest miss</p>
${sourceLine(citation)}
<h2><a id="result-1" href="${opened(search, citation)}">${headline(citation)}</a></h2>
<blockquote>${renderPassage(text, null, matches)}</blockquote>
<footer>${place(citation)}</footer>
</article>
</li></ol>`;
}
