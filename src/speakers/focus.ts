import { type Gender, wordOf } from "./lexicon.ts";
import { type Entity, isPersonLike, type People } from "./people.ts";
import type { Mention } from "./phrases.ts";
import type { Sentence } from "./sentence.ts";
import { NOBODY } from "./subjects.ts";
import { PUBLIC_ROLES } from "./word-lists.ts";

// Somebody since whom as many others were spoken of is not meant by “he”.
const MAX_RECENT = 6;
const AGED = /^\d+-year-old$/u;

/** Whom an article speaks of at each point, so that “he” and “the striker” can be told. */
export interface Focus {
	/**
	 * Whom a mention in the present sentence means; null where the article does not make it plain.
	 *
	 * @param except - Somebody whom a pronoun cannot mean.
	 */
	resolve(mention: Mention, except?: Entity | null): Entity | null;
	/** Makes somebody the one that the present sentence speaks of, or that speaks in it. */
	speakOf(entity: Entity, speaks?: boolean): void;
	/**
	 * Ends the present sentence.
	 *
	 * @param topic - Who speaks in it, or else what it is about; undefined if nothing was found out about that.
	 * @param voice - How it mentions who speaks in it.
	 */
	end(
		sentence: Sentence,
		topic: Entity | null | undefined,
		voice: Mention | undefined,
	): void;
}

export function focusOf(people: People): Focus {
	// The people spoken of in sentences before, those that “he” means sooner first; and in the present one.
	let recent: Entity[] = [];
	let present: Entity[] = [];
	// Whom “it” means.
	let organisation: Entity | null = null;
	// Whether the last one who spoke is “a spokesman”: then “he” is nobody with a name.
	let unnamed = false;
	// The number of the present sentence, and of the last one that somebody was mentioned in.
	let count = 0;
	const mentioned = new Map<Entity, number>();
	// Those mentioned last.
	let latest: Entity[] = [];
	const named = new Set<Entity>();
	const speakers = new Set<Entity>();

	const note = (entity: Entity): void => {
		if (mentioned.get(entity) !== count) {
			latest = [entity, ...latest].slice(0, MAX_RECENT);
		}
		mentioned.set(entity, count);
	};
	const described = (head: string, modifier: string | null) => {
		const called = people.called(head, modifier);
		const spokenOf = [...present, ...recent];
		if (called && spokenOf.includes(called)) return called;
		const [first = null] = spokenOf;
		if (AGED.test(head)) return first && isPersonLike(first) ? first : null;
		return PUBLIC_ROLES.has(head) && named.size === 1 ? first : null;
	};

	return {
		resolve: (mention, except = null) => {
			switch (mention.kind) {
				case "name":
					return people.named(mention.name);
				case "description":
					return mention.definite
						? described(mention.head, mention.modifier)
						: null;
				case "self":
					return null;
				case "pronoun":
					break;
			}
			if (mention.pronoun === "it") return organisation;
			if (mention.pronoun === "they" || (unnamed && present.length === 0)) {
				return null;
			}
			const gender = mention.pronoun === "he" ? "male" : "female";
			const candidates = [...present, ...recent].filter(
				(entity) => entity !== except,
			);
			const found = referent(candidates, gender, speakers);
			if (!found) return null;
			// Somebody else was mentioned since.
			const last = mentioned.get(found) ?? 0;
			const rival = [...recent, ...latest].some(
				(entity) =>
					entity !== except &&
					(entity.person || speakers.has(entity)) &&
					(entity.gender ?? gender) === gender &&
					(mentioned.get(entity) ?? 0) > last,
			);
			if (rival) return null;
			found.gender = gender;
			return found;
		},
		speakOf: (entity, speaks = false) => {
			if (speaks) speakers.add(entity);
			// “Porsche may join, although it insists …”, but “Porsche may join, it says.”
			else if (!entity.person && entity !== organisation) organisation = null;
			mentioned.set(entity, count);
			if (!entity.organisation && !present.includes(entity)) {
				present = [entity, ...present].slice(0, MAX_RECENT);
			}
		},
		end: (sentence, topic, voice) => {
			const others: Entity[] = [];
			for (const { mention, preposition, owner } of sentence.phrases) {
				const possessor = owner && people.named(owner);
				if (possessor) note(possessor);
				const entity =
					mention.kind === "name" ? people.named(mention.name) : null;
				if (!entity || entity.organisation) continue;
				note(entity);
				if (isPersonLike(entity)) named.add(entity);
				// “The plan was attacked by *Mr Brown*.”
				const agent = preposition === "by" && entity.person;
				if (agent && present.length === 0) present = [entity];
				else if (others.length < MAX_RECENT) others.push(entity);
			}
			recent = [...new Set([...present, ...recent, ...others])];
			recent = recent.slice(0, MAX_RECENT);
			if (isUnnamed(voice)) unnamed = true;
			else if (present.some(isPersonLike)) unnamed = false;
			present = [];
			count += 1;
			if (topic !== undefined) organisation = topic?.person ? null : topic;
		},
	};
}

/** “A spokesman”, but not “the striker” or “analysts”. */
function isUnnamed(voice: Mention | undefined): boolean {
	return (
		voice?.kind === "description" &&
		voice !== NOBODY &&
		(!voice.definite || voice.head.startsWith("spokes")) &&
		wordOf(voice.head).role
	);
}

/** The last one that can be of that gender. */
function referent(
	candidates: readonly Entity[],
	gender: Gender,
	speakers: ReadonlySet<Entity>,
): Entity | null {
	const fitting = candidates.filter(
		(entity) => (entity.gender ?? gender) === gender,
	);
	return (
		// Somebody of whom it is not known whether it is a person is one rather if he has a first name.
		fitting.find(
			(entity) =>
				entity.person || (entity.words.length > 1 && speakers.has(entity)),
		) ??
		fitting.find((entity) => entity.count > 1 && speakers.has(entity)) ??
		null
	);
}
