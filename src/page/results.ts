import { type Hits, MOST_HITS } from "../searcher/hits.ts";
import type { Answer } from "../types.ts";
import { renderChosen, renderFilters } from "./filters.ts";
import { type Html, html } from "./html.ts";
import type { Matches } from "./matches.ts";
import { type NearestMiss, renderNothing } from "./nothing-found.ts";
import { counted } from "./numbers.ts";
import { renderResult } from "./result.ts";
import { addressOf, type Search } from "./search.ts";
import { sentence } from "./sentence.ts";
import { renderTimeline } from "./timeline.ts";
import { words } from "./words.ts";

const MOST = 100;
const MORE = 20;

/** What a search found. */
export interface Found {
	answer: Answer;
	hits: Hits;
	/** The best passage where none was good enough, and none is shown. */
	miss: NearestMiss | null;
	/** Most passages that were to be shown. */
	top: number;
}

/** What was found, the first of it in full, and what it can be narrowed by. */
export function renderResults(
	found: Found,
	search: Search,
	matches: Matches,
): Html {
	const { answer, hits, miss } = found;
	const { results } = answer;
	const count = html`${countOf(found)} for <q>${words(search.question)}</q>`;
	return html`
<section class="found" id="found" tabindex="-1" aria-labelledby="count">
<div class="board">
${search.open === null ? html`<h1 id="count">${count}</h1>` : html`<h2 id="count">${count}</h2>`}
${renderChosen(search, answer.period)}
${renderFilters(search, hits)}
<div class="list">
${renderTimeline(hits, answer, search)}
${notesOf(answer).map((note) => html`<p class="note">${words(note)}</p>`)}
${results.length === 0 ? renderNothing(answer, miss, search, matches) : ""}
${
	results.length > 0
		? html`<ol class="results">${results.map((result, at) => renderResult(result, results[at - 1], search, matches))}</ol>`
		: ""
}
${moreLink(found, search)}
<p class="facts">${factsOf(answer)}</p>
</div>
</div>
</section>`;
}

/** How much was found, in words. */
function countOf({ answer, hits }: Found): string {
	const shown = answer.results.length;
	if (!answer.answered) return "Nothing found";
	// Copies are folded, and only so many of an article are shown.
	if (hits.total <= shown) return counted(shown, "passage");
	const isAll = hits.total < MOST_HITS;
	return `${shown} of ${hits.total}${isAll ? "" : " or more"} passages`;
}

function notesOf({ answered, results, warnings }: Answer): string[] {
	const below =
		!answered && results.length > 0
			? [
					"No passage is good enough to be an answer; these are the best all the same.",
				]
			: [];
	return [...below, ...warnings.map(sentence)];
}

function moreLink({ answer, hits, top }: Found, search: Search): Html | null {
	const { results } = answer;
	if (results.length < top || top >= MOST || results.length >= hits.total) {
		return null;
	}
	const next = Math.min(top + MORE, MOST);
	return html`<p class="more"><a href="${addressOf(search, { top: next })}">Show more</a></p>`;
}

function factsOf({ index, timings }: Answer): string {
	const { loadMs, embedMs, searchMs, rerankMs } = timings;
	const seconds = (loadMs + embedMs + searchMs + rerankMs) / 1000;
	return [
		counted(index.articles, "article"),
		counted(index.passages, "passage"),
		`generation ${index.generation} of the index`,
		`${seconds.toFixed(2)} s`,
	].join(" · ");
}
