import { overlap, shinglesOf } from "../duplicates/shingles.ts";
import type { PassageRow } from "../store/rows.ts";
import type { Store } from "../store/store.ts";

// Of what the shorter of two passages says. They are cut where their articles' sentences end, so the same words may
// stand in two passages there.
const SAYS_THE_SAME = 0.3;

/**
 * The passages that say the same as one, in the other articles that tell its story: of each article the one that
 * says most of it.
 *
 * @param known - Articles whose passages need not be looked for.
 */
export function copiesOf(
	store: Store,
	row: PassageRow,
	known: ReadonlySet<number>,
): PassageRow[] {
	const { story } = row.article;
	if (story === null) return [];
	const shingles = shinglesOf(row.text);
	const best = new Map<number, { copy: PassageRow; share: number }>();
	for (const copy of store.passagesOfStory(story)) {
		if (copy.articleId === row.articleId || known.has(copy.articleId)) continue;
		const share = overlap(shingles, shinglesOf(copy.text));
		const before = best.get(copy.articleId)?.share ?? SAYS_THE_SAME;
		if (share >= before) best.set(copy.articleId, { copy, share });
	}
	return [...best.values()].map(({ copy }) => copy);
}
