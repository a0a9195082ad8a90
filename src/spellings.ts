import { questionTerms, termsOf } from "./keywords.ts";

// Names that newspapers changed, or never agreed on, and that no rule brings together.
const GROUPS: readonly (readonly string[])[] = [
	["kyiv", "kiev"],
	["kharkiv", "kharkov"],
	["lviv", "lvov"],
	["chornobyl", "chernobyl"],
	["beijing", "peking"],
	["mumbai", "bombay"],
	["kolkata", "calcutta"],
	["myanmar", "burma"],
	["yangon", "rangoon"],
	["turkey", "türkiye"],
	["gaddafi", "qaddafi", "gadhafi", "kadhafi"],
	["qaeda", "qaida"],
	["taliban", "taleban"],
	["hezbollah", "hizbollah", "hizbullah"],
	["muhammad", "mohammed", "mohammad"],
];
const GROUP_OF: ReadonlyMap<string, readonly string[]> = new Map(
	GROUPS.flatMap((names) => {
		const terms = names.flatMap((name) =>
			termsOf(name).map(({ term }) => term),
		);
		return terms.map((term): [string, string[]] => [term, terms]);
	}),
);

// A shorter name has too many that look like it.
const MIN_LETTERS = 5;
// Spellings of one name begin alike.
const PREFIX = 3;

/**
 * The words that a question is looked up by, each with the spellings of it that the articles have: names are
 * written in more than one way (Zelensky, Zelenskyy; Odesa, Odessa).
 *
 * Only names are: words with a capital, or any word of a question that has no capital at all.
 *
 * @param vocabulary - Gives the terms of the articles that begin with the same letters.
 * @returns The spellings by term, the term itself first.
 */
export function spellingsOf(
	question: string,
	vocabulary: (prefix: string) => readonly string[],
): Map<string, string[]> {
	const capitalsTell = /\p{Lu}/u.test(question);
	const names = new Set(
		termsOf(question)
			.filter(
				({ start }) =>
					!capitalsTell || /^\p{Lu}/u.test(question.slice(start, start + 2)),
			)
			.map(({ term }) => term),
	);
	return new Map(
		questionTerms(question).map((term) => {
			const known = GROUP_OF.get(term) ?? [];
			const alike =
				names.has(term) && /^[a-z]+$/u.test(term) && term.length >= MIN_LETTERS
					? vocabulary(term.slice(0, PREFIX)).filter(
							(other) => skeletonOf(other) === skeletonOf(term),
						)
					: [];
			return [term, [...new Set([term, ...known, ...alike])]];
		}),
	);
}

/**
 * What is left of a name without what spellings differ in: doubled letters, `y` for `i`, `kh` for `h`,
 * `w` for `v`, `c` and `q` for `k`, `ph` for `f`.
 *
 * @param term - As `keywords.ts` gives it.
 */
export function skeletonOf(term: string): string {
	return term
		.replace(/ph/gu, "f")
		.replace(/kh/gu, "h")
		.replace(/[yj]/gu, "i")
		.replace(/w/gu, "v")
		.replace(/[cq]/gu, "k")
		.replace(/(.)\1+/gu, "$1");
}
