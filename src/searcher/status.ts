import { placeName } from "../citation.ts";
import { isDerived } from "../derived-file.ts";
import { groupBy } from "../group-by.ts";
import { readBuilding } from "../store/building.ts";
import type { Store } from "../store/store.ts";
import type { IndexStatus } from "../types.ts";
import type { Sources } from "./sources.ts";

/**
 * What an index holds; reads all of it, and compares every source with what was indexed.
 *
 * @throws {SearchError} `INDEX_CORRUPT`.
 */
export async function statusOf(
	store: Store,
	current: Sources,
): Promise<IndexStatus> {
	store.check();
	const { state, counts, articles, sources, skipped } = store.snapshot(() => ({
		state: store.state(),
		counts: store.counts(),
		articles: store.articles(),
		sources: store.sources(),
		skipped: store.skipped(),
	}));
	const stale = { changed: 0, vanished: 0 };
	for (const [path, indexed] of groupBy(articles, ({ path }) => path)) {
		const now = new Map<string, string>();
		for await (const { member, record, now: source } of current.articlesIn(
			path,
		)) {
			now.set(placeName({ path, member, record }), source.sha256);
		}
		for (const article of indexed) {
			const sha256 = now.get(placeName(article));
			if (sha256 === undefined) stale.vanished += 1;
			else if (sha256 !== article.sha256) stale.changed += 1;
		}
	}
	return {
		...counts,
		model: state.settings.model.name,
		dimensions: state.settings.model.dimensions,
		generation: state.generation,
		bytes: store.bytes(),
		complete:
			!state.unfinished && skipped.length === 0 && (await derived(store)),
		stale,
		sources: sources.map(({ path }) => path),
		skipped,
		building: readBuilding(store.dir),
	};
}

/** Whether the files that are derived from the database are whole. */
async function derived(store: Store): Promise<boolean> {
	const { generation, graph, codes } = store.state();
	return (
		(!graph || (await isDerived(store.graphFile(generation), graph))) &&
		(!codes || (await isDerived(store.codesFile(generation), codes)))
	);
}
