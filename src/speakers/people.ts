import { type Gender, wordOf } from "./lexicon.ts";
import type { Name } from "./names.ts";

/** A person or an organisation that an article names. */
export interface Entity {
	/** As the article names it most fully. */
	name: string;
	words: string[];
	gender: Gender | null;
	person: boolean;
	organisation: boolean;
	/** What a person is called besides; in lower case. */
	roles: Set<string>;
	/** How often it is named. */
	count: number;
}

/** Who an article names. */
export interface People {
	/** Whom a name means; null where it only looks like one. */
	named(name: Name): Entity | null;
	/** Whom “the striker” or “the housing minister” means, if the article calls one alone so. */
	called(role: string, modifier: string | null): Entity | null;
}

// More people of one surname than this are not told apart.
const MAX_NAMESAKES = 8;
// “The Commission said”: not named.
const COMMON =
	/^(?:government|commission|council|committee|court|company|group|bank|board|agency|authority|party|union|club|department|ministry|office|association|federation|army|navy|police|parliament|opposition|executive|cabinet|administration|league|trust|foundation|fund|institute|university|school|college|hospital|report|bill|act|state|house|minister|ministers|study|survey|research|researchers|scientists|officials|management|staff|people|men|women|others|critics)$/u;

// There are several of them, told apart by the word before.
const OFFICES =
	/^(?:minister|secretary|president|spokesman|spokeswoman|officer|executive|director)$/u;

/** Finds out who is who, from every name of an article, in order. */
export function peopleOf(names: readonly Name[]): People {
	const bySurname = new Map<string, Entity[]>();
	const byFirstName = new Map<string, Entity[]>();
	const lone = new Map<string, Entity>();
	// Words that are capitalised in the middle of a sentence.
	const proper = new Set<string>();
	const firstSeen = new Map<Name, Entity>();

	for (const name of names) {
		if (!name.initial) for (const word of name.words) proper.add(word);
		if (name.words.length < 2) continue;
		const entity = join(bySurname, byFirstName, name);
		if (entity) firstSeen.set(name, entity);
	}
	const named = (name: Name): Entity | null => {
		const known = firstSeen.get(name);
		if (known) return known;
		const [word = ""] = name.words;
		if (name.words.length > 1) return loneEntity(lone, name);
		const entity =
			pick(bySurname.get(word), name) ??
			pick(byFirstName.get(word), name, true);
		if (entity) return entity;
		if (!name.person && !isProper(name, proper)) return null;
		return loneEntity(lone, name);
	};
	for (const name of names) {
		const { short, words } = name;
		// “International Monetary Fund (IMF)”
		const same = short?.[0] === words[0]?.[0] || name.organisation;
		if (!short || words.length < 2 || !same) continue;
		const entity = named(name);
		if (entity && !lone.has(short)) lone.set(short, entity);
	}
	const byRole = new Map<string, Set<Entity>>();
	for (const name of names) {
		const entity = named(name);
		if (!entity) continue;
		entity.count += 1;
		entity.gender ??= name.gender;
		entity.person ||= name.person;
		for (const role of name.roles) {
			const all = byRole.get(role) ?? new Set();
			byRole.set(role, all.add(entity));
			entity.roles.add(role);
		}
	}
	return {
		named,
		called: (role, modifier) => {
			const exact = byRole.get(`${modifier} ${role}`);
			const all = exact ?? byRole.get(role);
			const [entity] = all ?? [];
			if (!entity || all?.size !== 1) return null;
			// “Housing minister Anna Lindqvist … the prime minister”
			const another =
				!exact &&
				modifier !== null &&
				OFFICES.test(role) &&
				[...entity.roles].some((known) => known.endsWith(` ${role}`));
			return another ? null : entity;
		},
	};
}

/** The entity of a full name, told from its namesakes by the first name. */
function join(
	bySurname: Map<string, Entity[]>,
	byFirstName: Map<string, Entity[]>,
	name: Name,
): Entity | null {
	if (name.organisation) return null;
	const surname = name.words.at(-1) ?? "";
	const first = name.words[0] ?? "";
	const all = bySurname.get(surname) ?? [];
	const same = all.find(
		({ words }) =>
			sameFirstName(words[0] ?? "", first) ||
			endsWith(words, name.words) ||
			endsWith(name.words, words),
	);
	if (same) {
		if (name.words.length > same.words.length) {
			same.name = name.text;
			same.words = name.words;
		}
		return same;
	}
	if (all.length >= MAX_NAMESAKES) return null;
	const entity = entityOf(name);
	bySurname.set(surname, [...all, entity]);
	const firsts = byFirstName.get(first) ?? [];
	if (firsts.length < MAX_NAMESAKES)
		byFirstName.set(first, [...firsts, entity]);
	return entity;
}

/** “Simon *Le Bon*” */
function endsWith(words: readonly string[], last: readonly string[]): boolean {
	return (
		words.length > last.length &&
		last.every((word, at) => words[words.length - last.length + at] === word)
	);
}

function sameFirstName(one: string, other: string): boolean {
	if (one === other) return true;
	const initial = /^\p{L}\.?$/u;
	return one[0] === other[0] && (initial.test(one) || initial.test(other));
}

function loneEntity(lone: Map<string, Entity>, name: Name): Entity {
	const key = name.words.join(" ");
	const entity = lone.get(key) ?? entityOf(name);
	lone.set(key, entity);
	return entity;
}

function entityOf(name: Name): Entity {
	const { text, words, gender, person, organisation } = name;
	return {
		name: text,
		words,
		gender,
		person,
		organisation,
		roles: new Set(),
		count: 0,
	};
}

/** Whom of several namesakes a single word means: null where that is open. */
function pick(
	all: readonly Entity[] | undefined,
	name: Name,
	alone = false,
): Entity | null {
	const fitting = (all ?? []).filter(
		({ gender, person }) =>
			!(name.gender && gender && name.gender !== gender) &&
			(person || name.person || (!alone && !wordOf(name.words[0] ?? "").place)),
	);
	return fitting.length === 1 || !alone ? (fitting[0] ?? null) : null;
}

/** Whether somebody can be meant by “he”: an unknown name of several words is a person's more often than not. */
export function isPersonLike(entity: Entity): boolean {
	return entity.person || (entity.words.length > 1 && !entity.organisation);
}

/** Whether a single word is a name, and not a common word with a capital letter. */
function isProper(name: Name, proper: ReadonlySet<string>): boolean {
	const [word = ""] = name.words;
	const { source, role } = wordOf(word);
	if (COMMON.test(word) || (source && !role)) return false;
	if (!name.initial || proper.has(word)) return true;
	return !/(?:[a-z]s|ing)$/u.test(name.text) && !role;
}
