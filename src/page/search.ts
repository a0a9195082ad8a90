import { LOOKUP } from "../schemas/lookup.ts";

/** What the address of the page asks for. */
export interface Search {
	/** Blank where nothing is asked. */
	question: string;
	/** The citation whose article is shown beside the results; null for none. */
	open: string | null;
	/** Of the parameters that mean something those that are not empty, as they were given, in their order. */
	given: readonly Parameter[];
}

export type Parameter = readonly [name: string, value: string];

const KNOWN: ReadonlySet<string> = new Set([
	"q",
	"open",
	...Object.keys(LOOKUP),
]);

/** Reads the address of the page, whose parameters are the options of the command; empty ones count for nothing. */
export function readSearch(parameters: URLSearchParams): Search {
	const given = [...parameters].filter(
		([name, value]) => KNOWN.has(name) && value.trim() !== "",
	);
	const last = (name: string) => given.findLast(([each]) => each === name)?.[1];
	return {
		question: (last("q") ?? "").trim(),
		open: last("open") ?? null,
		given,
	};
}

/** What the address says beside the question: options of a lookup. */
export function optionsIn({ given }: Search): URLSearchParams {
	const options = new URLSearchParams();
	for (const [name, value] of given) {
		if (name !== "q" && name !== "open") options.append(name, value);
	}
	return options;
}

/** Options that narrow what is looked at. */
export const FILTERS: readonly string[] = [
	"since",
	"until",
	"source",
	"speaker",
	"author",
	"path",
	"lang",
] satisfies (keyof typeof LOOKUP)[];

/**
 * The address of the same search with other parameters.
 *
 * @param changes - Values by name that take the place of all that the search has by this name; null for none.
 */
export function addressOf(
	{ given }: Pick<Search, "given">,
	changes: Readonly<Record<string, string | number | null>>,
): string {
	const parameters = new URLSearchParams();
	for (const [name, value] of given) {
		if (!Object.hasOwn(changes, name)) parameters.append(name, value);
	}
	for (const [name, value] of Object.entries(changes)) {
		if (value !== null) parameters.append(name, String(value));
	}
	const query = parameters.toString();
	return query === "" ? "/" : `/?${query}`;
}

/** The address of the same search with one more value of an option that can be given more than once. */
export function addressWith(
	{ given }: Pick<Search, "given">,
	added: Parameter,
): string {
	return addressOf({ given: [...narrowed(given), added] }, {});
}

/** The address of the same search without one of its values. */
export function addressWithout(
	{ given }: Pick<Search, "given">,
	[name, value]: Parameter,
): string {
	const left = narrowed(given).filter(
		(each) => each[0] !== name || each[1] !== value,
	);
	return addressOf({ given: left }, {});
}

/** What a search keeps where it finds other passages: no article is open, and the first of them are shown. */
export function narrowed(given: readonly Parameter[]): Parameter[] {
	return given.filter(([name]) => name !== "open" && name !== "top");
}
