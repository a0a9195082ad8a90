import { placeName } from "../citation.ts";
import {
	type Selectable,
	type Selected,
	select,
} from "../ranking/selection.ts";
import type { PassageRow } from "../store/rows.ts";
import type { Store } from "../store/store.ts";
import type { Highlight, Result, Span } from "../types.ts";
import { citationOf } from "./cite.ts";
import { copiesOf } from "./copies.ts";
import { highlightsOf } from "./highlight.ts";
import type { CheckedOptions } from "./options.ts";
import { quotesIn, speakerOf, speakersOf } from "./quoted.ts";
import type { Ranking, Scored } from "./rank.ts";
import { becameOf, type Sources } from "./sources.ts";

/** A passage that may be shown. */
export interface Candidate extends Selectable {
	row: PassageRow;
	scored: Scored;
}

/** What is shown of a ranking: the best passages, with what proves them. */
export async function present(
	ranking: Ranking,
	{ top, perArticle, minScore, all, sort }: CheckedOptions,
	store: Store,
	sources: Sources,
): Promise<Result[]> {
	// By relevance the weaker ones come last; in another order they would stand anywhere.
	const least = minScore ?? (sort === "relevance" ? 0 : ranking.threshold);
	const candidates = ranking.passages.flatMap((scored): Candidate[] => {
		const row = ranking.rows.get(scored.id);
		const good = all || scored.score >= least;
		return row && good ? [candidateOf(row, scored)] : [];
	});
	const selected = sorted(select(candidates, { perArticle, top }), sort);
	const [current, highlights] = await Promise.all([
		hashesOf(selected, sources),
		highlightsOf(
			selected.map(({ shown }) => shown.row),
			ranking,
		),
	]);
	return selected.map(({ shown: { row, scored }, folded }, at) => {
		const highlight = absolute(highlights[at] ?? null, row);
		const became = becameOf(row.article, current.get(placeName(row.article)));
		const quotes = quotesIn(row);
		const copies = folded.map((copy) => copy.row);
		const known = new Set(copies.map(({ articleId }) => articleId));
		return {
			rank: at + 1,
			score: scored.score,
			similarity: scored.similarity,
			keyword: scored.keyword,
			reranker: scored.logit,
			text: row.text,
			highlight,
			quotes,
			speakers: speakersOf(quotes),
			citation: citationOf(row.article, {
				...row,
				speaker: speakerOf(quotes, highlight, ranking.isAsked),
			}),
			stale: became !== null,
			became,
			alsoIn: [...copies, ...copiesOf(store, row, known)].map((copy) =>
				citationOf(copy.article, copy),
			),
		};
	});
}

function candidateOf(row: PassageRow, scored: Scored): Candidate {
	const { articleId, text, copyOf, article } = row;
	return { articleId, text, copyOf, story: article.story, row, scored };
}

/** The sentence to mark, by its place in the article. */
function absolute(
	span: Span | null,
	{ start, text }: PassageRow,
): Highlight | null {
	return (
		span && {
			text: text.slice(span.start, span.end),
			start: start + span.start,
			end: start + span.end,
		}
	);
}

/** Orders passages by what their articles state as their date; those that state none come last. */
function sorted(
	best: readonly Selected<Candidate>[],
	sort: CheckedOptions["sort"],
): Selected<Candidate>[] {
	if (sort === "relevance") return [...best];
	const published = ({ shown }: Selected<Candidate>) =>
		shown.row.article.metadata.published?.value;
	const sign = sort === "date" ? -1 : 1;
	return [...best].sort((one, other) => {
		const [a, b] = [published(one), published(other)];
		if (a === undefined || b === undefined || a === b) {
			return Number(a === undefined) - Number(b === undefined);
		}
		return a < b ? -sign : sign;
	});
}

/** SHA-256 of each shown passage's source as it is now. */
async function hashesOf(
	selected: readonly Selected<Candidate>[],
	sources: Sources,
): Promise<Map<string, string | undefined>> {
	const hashes = new Map<string, string | undefined>();
	for (const { shown } of selected) {
		const { article } = shown.row;
		const name = placeName(article);
		if (hashes.has(name)) continue;
		hashes.set(name, (await sources.read(article))?.sha256);
	}
	return hashes;
}
