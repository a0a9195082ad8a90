import type { Gender } from "./lexicon.ts";
import { type Entity, isPersonLike, type People } from "./people.ts";
import type { Mention } from "./phrases.ts";
import type { Sentence } from "./sentence.ts";
import { PUBLIC_ROLES } from "./word-lists.ts";

// Somebody since whom as many others were spoken of is not meant by “he”.
const MAX_RECENT = 6;
const AGED = /^\d+-year-old$/u;

/** Whom an article speaks of at each point, so that “he” and “the striker” can be told. */
export interface Focus {
	/** Whom a mention in the present sentence means; null where the article does not make it plain. */
	resolve(mention: Mention): Entity | null;
	/** Makes somebody the one that the present sentence speaks of, or that speaks in it. */
	speakOf(entity: Entity, speaks?: boolean): void;
	/**
	 * Ends the present sentence.
	 *
	 * @param topic - Who speaks in it, or else what it is about; undefined if nothing was found out about that.
	 */
	end(sentence: Sentence, topic: Entity | null | undefined): void;
}

export function focusOf(people: People): Focus {
	// The people spoken of in sentences before, those that “he” means sooner first; and in the present one.
	let recent: Entity[] = [];
	let present: Entity[] = [];
	// Whom “it” means.
	let organisation: Entity | null = null;
	const named = new Set<Entity>();
	const speakers = new Set<Entity>();

	const described = (head: string): Entity | null => {
		const called = people.called(head);
		const spokenOf = [...present, ...recent];
		if (called && spokenOf.includes(called)) return called;
		const [first = null] = spokenOf;
		if (AGED.test(head)) return first && isPersonLike(first) ? first : null;
		return PUBLIC_ROLES.has(head) && named.size === 1 ? first : null;
	};

	return {
		resolve: (mention) => {
			switch (mention.kind) {
				case "name":
					return people.named(mention.name);
				case "description":
					return mention.definite ? described(mention.head) : null;
				case "self":
					return null;
				case "pronoun":
					break;
			}
			const candidates = [...present, ...recent];
			if (mention.pronoun === "he")
				return referent(candidates, "male", speakers);
			if (mention.pronoun === "she")
				return referent(candidates, "female", speakers);
			return mention.pronoun === "it" ? organisation : null;
		},
		speakOf: (entity, speaks = false) => {
			if (speaks) speakers.add(entity);
			if (!entity.organisation && !present.includes(entity)) {
				present = [entity, ...present].slice(0, MAX_RECENT);
			}
		},
		end: (sentence, topic) => {
			const others: Entity[] = [];
			for (const { mention, preposition } of sentence.phrases) {
				const entity =
					mention.kind === "name" ? people.named(mention.name) : null;
				if (!entity || entity.organisation) continue;
				if (isPersonLike(entity)) named.add(entity);
				// “The plan was attacked by *Mr Brown*.”
				const agent = preposition === "by" && entity.person;
				if (agent && present.length === 0) present = [entity];
				else if (others.length < MAX_RECENT) others.push(entity);
			}
			recent = [...new Set([...present, ...recent, ...others])];
			recent = recent.slice(0, MAX_RECENT);
			present = [];
			if (topic !== undefined) organisation = topic?.person ? null : topic;
		},
	};
}

/** The last one of that gender; this settles the gender of one whose was unknown. */
function referent(
	candidates: readonly Entity[],
	gender: Gender,
	speakers: ReadonlySet<Entity>,
): Entity | null {
	const fitting = candidates.filter(
		(entity) => (entity.gender ?? gender) === gender,
	);
	const found =
		// Somebody of whom it is not known whether it is a person is one rather if he has a first name.
		fitting.find(
			(entity) =>
				entity.person || (entity.words.length > 1 && speakers.has(entity)),
		) ?? fitting.find(({ count }) => count > 1);
	if (found) found.gender = gender;
	return found ?? null;
}
