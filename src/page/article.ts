import type { Citation, Excerpt, Highlight } from "../types.ts";
import { copyButton, renderCite } from "./cite.ts";
import { type Html, html } from "./html.ts";
import type { Matches } from "./matches.ts";
import { answerIn, numberedLines } from "./numbered-lines.ts";
import { renderPassage } from "./passage.ts";
import { addressOf, type Search } from "./search.ts";
import { sentence } from "./sentence.ts";
import { shellWord } from "./shell-word.ts";
import { headline, original, place, sourceLine } from "./source-line.ts";
import { visibleLines } from "./visible-lines.ts";
import { name, words } from "./words.ts";

/** An opened article. */
export interface Opened {
	excerpt: Excerpt;
	/** As the result has it, which knows who speaks; else that of the excerpt. */
	citation: Citation;
	/** The sentence of the passage that answers; null where the passage is not among the results. */
	highlight: Highlight | null;
}

/** An article at its passage, with the numbers of its lines, and what is needed to cite it. */
export function renderArticle(
	{ excerpt, citation, highlight }: Opened,
	search: Search,
	matches: Matches,
): Html {
	const { article, stale, warnings, text } = excerpt;
	const { lines, before, after } = visibleLines(excerpt.lines);
	const link = original(citation);
	return html`
<article id="article" class="article" aria-labelledby="headline">
<div class="bar">${closeLink(search)}${copyButton({ citation, text })}</div>
<header>
${sourceLine(citation, [
	article.author && html`<span>${name(article.author.value)}</span>`,
	article.place && html`<span>${name(article.place.value)}</span>`,
])}
<h1 id="headline" tabindex="-1">${headline(citation)}</h1>
${link && html`<p class="source">Original at ${link}</p>`}
</header>
${renderCite({ citation, text })}
${warnings.map((warning) => html`<p class="stale">${words(sentence(warning))}</p>`)}
<div class="text"${article.language && html` lang="${article.language.value}"`}>
${before && html`<p class="left-out">What stands before this is not shown.</p>`}
${
	lines.length > 0
		? numberedLines(lines, excerpt, highlight, matches)
		: html`<blockquote id="passage">${renderPassage(text, answerIn(excerpt, highlight), matches)}</blockquote>
<p class="left-out">Only the passage is shown: the index does not keep the rest of this article.</p>`
}
${after && html`<p class="left-out">What stands after this is not shown.</p>`}
</div>
<footer>
<p>${place(citation)}</p>
<p>${stale ? "The source is not what was indexed." : "The source is what was indexed."} Check it: <code>ask verify ${words(shellWord(citation.id))}</code></p>
</footer>
</article>`;
}

/** What is said in place of an article that cannot be shown. */
export function renderNoArticle(message: string, search: Search): Html {
	return html`
<article id="article" class="article" aria-labelledby="headline">
<div class="bar">${closeLink(search)}</div>
<header><h1 id="headline" tabindex="-1">This passage cannot be shown</h1></header>
<p role="alert">${words(sentence(message))}</p>
</article>`;
}

function closeLink(search: Search): Html {
	const back =
		search.question === ""
			? "Search the articles"
			: html`<span class="narrow">Back to the results</span><span class="wide">Close the article</span>`;
	return html`<a class="close" href="${addressOf(search, { open: null })}" data-close>${back}</a>`;
}
