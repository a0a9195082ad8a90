import { placeName } from "../citation.ts";
import type { Citation, Result } from "../types.ts";
import { copyButton } from "./cite.ts";
import { type Html, html, joined } from "./html.ts";
import type { Matches } from "./matches.ts";
import { renderPassage } from "./passage.ts";
import { addressOf, type Search } from "./search.ts";
import { headline, place, sourceLine, speaking, time } from "./source-line.ts";
import { name } from "./words.ts";

const OUTLETS_NAMED = 3;

/**
 * A passage that was found: what its article is, its words, and how good it is.
 *
 * @param before - The result above it: what is said there of the article is not said again.
 */
export function renderResult(
	result: Result,
	before: Result | undefined,
	search: Search,
	matches: Matches,
): Html {
	const { rank, citation, text, highlight, score, became } = result;
	const answer = highlight && {
		start: highlight.start - citation.start,
		end: highlight.end - citation.start,
	};
	const isOpen = search.open === citation.id;
	const isSame = before && placeName(before.citation) === placeName(citation);
	const stated = isSame ? { source: null, published: null } : citation;
	return html`
<li class="result${isOpen ? " open" : ""}${isSame ? " same" : ""}" data-result>
<article aria-labelledby="result-${rank}">
${sourceLine(stated, [speaking(result.speakers)])}
<h2><a id="result-${rank}" href="${opened(search, citation)}"${isOpen ? html` aria-current="true"` : ""}>${headline(citation)}</a></h2>
<blockquote>${renderPassage(text, answer, matches)}</blockquote>
${became && html`<p class="stale">${staleness(became)}</p>`}
<footer>
<span class="score"><meter min="0" max="1" value="${score.toFixed(3)}" aria-label="Score"></meter> <span>${score.toFixed(2)}</span></span>
${place(citation)}
${copyButton(result)}
</footer>
${alsoIn(result, search)}
</article>
</li>`;
}

/** Where an article is opened at a passage. */
export function opened(search: Search, { id }: Pick<Citation, "id">): string {
	return `${addressOf(search, { open: id })}#passage`;
}

/** What became of a source since it was indexed, in a sentence. */
export function staleness(became: "changed" | "vanished"): string {
	return became === "changed"
		? "The source has changed since it was indexed; these are the words that were indexed."
		: "The source has vanished since it was indexed; these are the words that were indexed.";
}

/** Where else the same stands, folded. */
function alsoIn({ alsoIn, rank }: Result, search: Search): Html | null {
	if (alsoIn.length === 0) return null;
	const outlets = [...new Set(alsoIn.flatMap(({ source }) => source ?? []))];
	const named = outlets.slice(0, OUTLETS_NAMED).map(name);
	const articles =
		alsoIn.length === 1
			? "one other article"
			: `${alsoIn.length} other articles`;
	const more = outlets.length > OUTLETS_NAMED ? ", …" : "";
	return html`
<details class="also" id="also-${rank}">
<summary>Also in ${articles}${named.length > 0 ? html`: ${joined(named, ", ")}${more}` : ""}</summary>
<ul>
${alsoIn.map(
	(
		citation,
	) => html`<li><a href="${opened(search, citation)}">${headline(citation)}</a>
<span class="source">${joined(
		[
			citation.source && name(citation.source),
			citation.published && time(citation.published),
			place(citation),
		].filter((part) => part),
		" · ",
	)}</span></li>`,
)}
</ul>
</details>`;
}
