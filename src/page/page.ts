import { SearchError } from "../errors.ts";
import { askOptions, type Lookup } from "../lookup/options.ts";
import { refuseStale } from "../lookup/stale.ts";
import type { SearchIndex } from "../searcher/searcher.ts";
import type { LiveIndex } from "../service/live-index.ts";
import type { Answer, Result } from "../types.ts";
import { type Opened, renderArticle, renderNoArticle } from "./article.ts";
import { renderBuilding } from "./building.ts";
import type { Page } from "./document.ts";
import { keptFields } from "./filters.ts";
import { type Html, html } from "./html.ts";
import { renderKeys } from "./keys.ts";
import { type Matches, matchesOf } from "./matches.ts";
import type { NearestMiss } from "./nothing-found.ts";
import { renderResults } from "./results.ts";
import type { Search } from "./search.ts";
import { renderHeader } from "./search-form.ts";
import { headlineText } from "./source-line.ts";
import {
	type Failure,
	renderEmpty,
	renderFailure,
	renderFirstBuild,
	renderNoArticles,
	renderStart,
} from "./states.ts";
import { CONTEXT_LINES } from "./visible-lines.ts";

// Whoever reads a page scrolls: more than the command prints.
const TOP = 10;
const noMatches: Matches = () => [];

/** A page and the status of HTTP that goes with it. */
export interface Answered {
	page: Page;
	status: number;
}

type Body = Pick<Page, "state" | "main" | "refresh"> & {
	status: number;
	/** What the page is about; null for nothing in particular. */
	subject: string | null;
};

/**
 * The page of a search, whatever state the index is in.
 *
 * @throws {SearchError} What a lookup throws; but for an index that is not there.
 */
export async function pageOf(
	live: LiveIndex,
	search: Search,
	lookup: Lookup,
	signal: AbortSignal,
): Promise<Answered> {
	try {
		const body = await live.use((index) =>
			search.question === ""
				? withoutQuestion(live, index, search)
				: withQuestion(index, search, lookup, signal),
		);
		return around(body, live, search);
	} catch (error) {
		const isMissing =
			error instanceof SearchError && error.code === "INDEX_NOT_FOUND";
		if (!isMissing) throw error;
		return around(withoutIndex(live), live, search);
	}
}

/** The page of a search that failed. */
export function failurePage(
	live: LiveIndex,
	search: Search,
	failure: Failure,
	status: number,
): Answered {
	const body: Body = {
		state: "found",
		status,
		subject: search.question,
		main: renderFailure(failure, search),
	};
	return around(body, live, search);
}

function around(
	{ subject, status, ...body }: Body,
	live: LiveIndex,
	search: Search,
): Answered {
	const hasFields = body.state === "found" || body.state === "both";
	const page: Page = {
		...body,
		title: subject ? `${subject} – Verbatim` : "Verbatim",
		header: renderHeader(search, body.state === "start"),
		main: html`${updateOf(live, body.state)}${body.main}${keptFields(search, hasFields)}`,
		footer: renderKeys(),
	};
	return { page, status };
}

/** How far an update has got, above what the index answers meanwhile. */
function updateOf(live: LiveIndex, state: Page["state"]): Html | null {
	const progress = state === "waiting" ? null : live.building();
	return progress && renderBuilding(progress, true);
}

async function withoutQuestion(
	live: LiveIndex,
	index: SearchIndex,
	search: Search,
): Promise<Body> {
	if (search.open !== null) {
		const article = await articleOf(index, search.open, [], search, noMatches);
		return { ...article, state: "article" };
	}
	const { articles } = await index.counts();
	return {
		state: "start",
		status: 200,
		subject: null,
		main: articles === 0 ? renderNoArticles(live.dir) : renderStart(articles),
	};
}

async function withQuestion(
	index: SearchIndex,
	search: Search,
	lookup: Lookup,
	signal: AbortSignal,
): Promise<Body> {
	const { question, open } = search;
	const options = { top: TOP, ...askOptions(lookup, signal) };
	const { answer, hits } = await index.survey(question, options);
	refuseStale(answer, lookup);
	const matches = matchesOf(question, lookup);
	const miss = await missOf(index, answer);
	const found = renderResults(
		{ answer, hits, miss, top: options.top },
		search,
		matches,
	);
	const body: Body = {
		state: "found",
		status: 200,
		subject: question,
		main: found,
	};
	if (open === null) return body;
	const article = await articleOf(index, open, answer.results, search, matches);
	return {
		...body,
		state: "both",
		status: article.status,
		main: html`${found}${article.main}`,
	};
}

/** The text of the nearest miss, where nothing better is shown. */
async function missOf(
	index: SearchIndex,
	{ nearestMiss, results }: Answer,
): Promise<NearestMiss | null> {
	if (nearestMiss === null || results.length > 0) return null;
	const excerpt = await shown(index, nearestMiss.id, 0);
	return excerpt instanceof SearchError
		? null
		: { citation: nearestMiss, text: excerpt.text };
}

async function shown(index: SearchIndex, citation: string, context: number) {
	try {
		return await index.show(citation, { context });
	} catch (error) {
		if (error instanceof SearchError && error.code === "CITATION_INVALID") {
			return error;
		}
		throw error;
	}
}

/** The article of a citation; what is known of it from the results is taken from there. */
async function articleOf(
	index: SearchIndex,
	open: string,
	results: readonly Result[],
	search: Search,
	matches: Matches,
): Promise<Pick<Body, "main" | "status" | "subject">> {
	const excerpt = await shown(index, open, CONTEXT_LINES + 1);
	if (excerpt instanceof SearchError) {
		return {
			main: renderNoArticle(excerpt.message, search),
			status: 404,
			subject: null,
		};
	}
	const result = results.find(({ citation }) => citation.id === open);
	const opened: Opened = {
		excerpt,
		citation: result?.citation ?? excerpt.citation,
		highlight: result?.highlight ?? null,
	};
	return {
		main: renderArticle(opened, search, matches),
		status: 200,
		subject: headlineText(opened.citation),
	};
}

function withoutIndex(live: LiveIndex): Body {
	const progress = live.building();
	return {
		state: "waiting",
		status: 503,
		subject: null,
		refresh: progress !== null,
		main: progress ? renderFirstBuild(progress) : renderEmpty(live.dir),
	};
}
