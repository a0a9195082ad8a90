import { overlap, shinglesOf } from "../duplicates/shingles.ts";
import type { PassageRow } from "../store/rows.ts";
import type { Store } from "../store/store.ts";

// Of what the shorter of two passages says. They are cut where their articles' sentences end, so the same words may
// stand in two passages there.
const SAYS_THE_SAME = 0.3;

/**
 * The passages of other articles that say the same as one: those that were found alike when they were indexed, and of
 * each other article that tells its story the one that says most of it.
 *
 * @param known - Articles whose passages need not be looked for.
 */
export function copiesOf(
	store: Store,
	row: PassageRow,
	known: ReadonlySet<number>,
): PassageRow[] {
	const best = new Map<number, { copy: PassageRow; share: number }>();
	const shingles = shinglesOf(row.text);
	const look = (copies: readonly PassageRow[], least: number) => {
		for (const copy of copies) {
			const { articleId } = copy;
			if (articleId === row.articleId || known.has(articleId)) continue;
			const share = overlap(shingles, shinglesOf(copy.text));
			if (share < least || share <= (best.get(articleId)?.share ?? 0)) continue;
			best.set(articleId, { copy, share });
		}
	};
	if (row.copyOf !== null) look(store.passagesLike(row.copyOf), 0);
	const { story } = row.article;
	if (story !== null) look(store.passagesOfStory(story), SAYS_THE_SAME);
	return [...best.values()].map(({ copy }) => copy);
}
