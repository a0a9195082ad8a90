import { type Selected, select } from "../ranking/selection.ts";
import type { PassageRow } from "../store/store.ts";
import type { Result } from "../types.ts";
import { citationOf } from "./cite.ts";
import { highlightsOf } from "./highlight.ts";
import type { CheckedOptions } from "./options.ts";
import type { Ranking, Scored } from "./rank.ts";
import type { Sources } from "./sources.ts";

/** A passage that may be shown. */
export interface Candidate {
	articleId: number;
	text: string;
	row: PassageRow;
	scored: Scored;
}

/** What is shown of a ranking: the best passages, with what proves them. */
export async function present(
	ranking: Ranking,
	{ top, perArticle, minScore, all }: CheckedOptions,
	sources: Sources,
): Promise<Result[]> {
	const candidates = ranking.passages.flatMap((scored): Candidate[] => {
		const row = ranking.rows.get(scored.id);
		const good = all || minScore === null || scored.score >= minScore;
		return row && good
			? [{ articleId: row.articleId, text: row.text, row, scored }]
			: [];
	});
	const selected = select(candidates, { perArticle, top });
	const [current, highlights] = await Promise.all([
		hashesOf(selected, sources),
		highlightsOf(
			selected.map(({ shown }) => shown.row),
			ranking,
		),
	]);
	return selected.map(({ shown: { row, scored }, folded }, at) => {
		const highlight = highlights[at] ?? null;
		const became = becameOf(row, current.get(row.path));
		return {
			rank: at + 1,
			score: scored.score,
			similarity: scored.similarity,
			keyword: scored.keyword,
			reranker: scored.logit,
			text: row.text,
			highlight: highlight && {
				text: row.text.slice(highlight.start, highlight.end),
				start: row.start + highlight.start,
				end: row.start + highlight.end,
			},
			citation: citationOf(row),
			stale: became !== null,
			became,
			alsoIn: folded.map((copy) => citationOf(copy.row)),
		};
	});
}

function becameOf(
	{ sha256 }: PassageRow,
	now: string | undefined,
): Result["became"] {
	if (now === undefined) return "vanished";
	return now === sha256 ? null : "changed";
}

/** SHA-256 of each shown passage's source as it is now. */
async function hashesOf(
	selected: readonly Selected<Candidate>[],
	sources: Sources,
): Promise<Map<string, string | undefined>> {
	const hashes = new Map<string, string | undefined>();
	for (const { shown } of selected) {
		const { path } = shown.row;
		if (hashes.has(path)) continue;
		hashes.set(path, (await sources.read(path))?.sha256);
	}
	return hashes;
}
