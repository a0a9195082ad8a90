import type { Hits } from "../searcher/hits.ts";
import type { Answer } from "../types.ts";
import { dayInWords } from "./days.ts";
import { type Html, html } from "./html.ts";
import {
	addressWith,
	addressWithout,
	narrowed,
	type Parameter,
	type Search,
} from "./search.ts";
import { name } from "./words.ts";

// What is found by typing need not be among these.
const SUGGESTED = 8;
const SUGGESTED_TO_TYPE = 50;

const LABELS: Readonly<Record<string, string>> = {
	since: "From",
	until: "Until",
	source: "Outlet",
	speaker: "Speaker",
	author: "Author",
	path: "File",
	lang: "Language",
	sort: "Order",
	mode: "Found by",
	recent: "Newer ones first",
	all: "Below the threshold too",
	fast: "Read by one model only",
	"min-score": "Least score",
	"per-article": "Most of an article",
	rerank: "Read again",
	stale: "Stale sources",
	timeline: "Oldest first",
	compare: "Compared",
};

/**
 * What narrows or orders a search, each with a link that takes it away; null for none.
 *
 * @param period - What the dates mean; null where that is not known.
 */
export function renderChosen(
	search: Search,
	period: Answer["period"] | null,
): Html | null {
	const chosen = chosenIn(search);
	if (chosen.length === 0) return null;
	return html`
<ul class="chosen" aria-label="What the search is narrowed to">
${chosen.map((each) => {
	const said = inWords(each, period);
	return html`<li><a class="chip" href="${addressWithout(search, each)}"><span class="hidden">Without </span>${said} <span aria-hidden="true">×</span></a></li>`;
})}
</ul>`;
}

/** Fields and suggestions to narrow a search by; the fields belong to the form of the search. */
export function renderFilters(search: Search, hits: Hits | null): Html {
	const { since, until, sort } = lastOf(search.given);
	return html`
<details class="filters" id="filters">
<summary>Filters</summary>
<section aria-label="Filters">
<fieldset>
<legend>Published</legend>
<div class="pair">
<label>From <input form="search" name="since" id="since" value="${since ?? ""}" maxlength="100" autocomplete="off" aria-describedby="dates"></label>
<label>Until <input form="search" name="until" id="until" value="${until ?? ""}" maxlength="100" autocomplete="off" aria-describedby="dates"></label>
</div>
<p class="hint" id="dates">2025-04-15, April 2025, last month</p>
</fieldset>
${suggestions("source", "Outlet", hits?.sources ?? [], search)}
${suggestions("speaker", "Speaker", hits?.speakers ?? [], search)}
<label>Order <select form="search" name="sort" id="sort">
<option value="">Best first</option>
<option value="date"${sort === "date" ? " selected" : ""}>Newest first</option>
</select></label>
<button form="search">Apply</button>
</section>
</details>`;
}

/** What a form does not show but keeps: filters of which several can be chosen, and options that have no field. */
export function keptFields(search: Search, withFields: boolean): Html[] {
	const shown = withFields ? ["q", "since", "until", "sort"] : ["q"];
	return narrowed(search.given)
		.filter(([option]) => !shown.includes(option) && option !== "all")
		.map(
			([option, value]) =>
				html`<input type="hidden" form="search" name="${option}" value="${value}">`,
		);
}

function suggestions(
	option: "source" | "speaker",
	label: string,
	found: Hits["sources"],
	search: Search,
): Html {
	const chosen = search.given
		.filter(([each]) => each === option)
		.map(([, value]) => value);
	const others = found.filter((each) => !chosen.includes(each.name));
	return html`
<fieldset>
<legend>${label}</legend>
${
	others.length > 0
		? html`<ul class="suggested">
${others
	.slice(0, SUGGESTED)
	.map(
		(each) =>
			html`<li><a class="chip" href="${addressWith(search, [option, each.name])}">${name(each.name)} <span class="count">${each.count}</span></a></li>`,
	)}
</ul>`
		: ""
}
<label><span class="hidden">${label}</span> <input form="search" name="${option}" id="${option}" maxlength="500" autocomplete="off" list="${option}s" placeholder="${chosen.length > 0 ? "or another" : "any"}"></label>
<datalist id="${option}s">${others.slice(0, SUGGESTED_TO_TYPE).map((each) => html`<option value="${each.name}"></option>`)}</datalist>
</fieldset>`;
}

function inWords(
	[option, value]: Parameter,
	period: Answer["period"] | null,
): Html {
	const label = LABELS[option] ?? option;
	if (isSwitch(value)) return html`${label}`;
	const day =
		option === "since" || option === "until" ? period?.[option] : null;
	const meant = day === value ? dayInWords(value) : value;
	return html`${label}: ${name(meant)}${day && day !== value ? ` (${dayInWords(day)})` : ""}`;
}

function chosenIn({ given }: Search): Parameter[] {
	return narrowed(given).filter(([option]) => option !== "q");
}

function isSwitch(value: string): boolean {
	return ["true", "on", "1"].includes(value);
}

function lastOf(given: readonly Parameter[]): Record<string, string> {
	return Object.fromEntries(given);
}
