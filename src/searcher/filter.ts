import { nameWords } from "../keywords.ts";
import type { Allowed } from "../store/filter.ts";
import type { Store } from "../store/store.ts";
import { matchingAny } from "./globs.ts";
import type { CheckedOptions } from "./options.ts";

export type Filter = Pick<
	CheckedOptions,
	"paths" | "since" | "until" | "sources" | "authors" | "speakers" | "languages"
>;

/** Whether anything is left out at all. */
export function narrows(filter: Filter): boolean {
	return narrowsArticles(filter) || filter.speakers.length > 0;
}

/** Which passages a filter leaves; null for all. */
export function allowedBy(store: Store, filter: Filter): Allowed | null {
	if (!narrows(filter)) return null;
	return {
		articles: narrowsArticles(filter) ? articlesOf(store, filter) : null,
		passages:
			filter.speakers.length > 0
				? store.passagesOfSpeakers(
						named(store.values("speaker"), filter.speakers),
					)
				: null,
	};
}

function narrowsArticles(filter: Filter): boolean {
	const { paths, since, until, sources, authors, languages } = filter;
	return (
		since !== null ||
		until !== null ||
		[paths, sources, authors, languages].some((list) => list.length > 0)
	);
}

function articlesOf(store: Store, filter: Filter): number[] {
	const { since, until, sources, authors, languages } = filter;
	const ids = store.articlesStating({
		since: since ?? undefined,
		until: until ?? undefined,
		source:
			sources.length > 0 ? named(store.values("source"), sources) : undefined,
		author:
			authors.length > 0 ? named(store.values("author"), authors) : undefined,
		language:
			languages.length > 0
				? inLanguages(store.values("language"), languages)
				: undefined,
	});
	if (filter.paths.length === 0) return ids;
	const matching = new Set(
		matchingAny(store.articles(), filter.paths).map(({ id }) => id),
	);
	return ids.filter((id) => matching.has(id));
}

/** The names that hold all words of any that is asked for, whatever their case and accents: “Rutte” is in “Mark Rutte”. */
function named(values: readonly string[], asked: readonly string[]): string[] {
	const wanted = asked.map(nameWords);
	return values.filter((value) => {
		const words = new Set(nameWords(value));
		return wanted.some((all) => all.every((word) => words.has(word)));
	});
}

/** `en` is all of English, `en-GB` that of Britain. */
function inLanguages(
	values: readonly string[],
	asked: readonly string[],
): string[] {
	const wanted = asked.map((tag) => tag.toLowerCase());
	return values.filter((value) => {
		const tag = value.toLowerCase();
		return wanted.some((each) => tag === each || tag.startsWith(`${each}-`));
	});
}
