import { nameWords, termsOf } from "../keywords.ts";

// As the keyword index stems them. What else is done in words (write, think, name, add) is asked of things as well.
const VERBS: ReadonlySet<string> = new Set(
	(
		"say said says tell told state announce declare pledge promise vow warn caution deny admit confirm claim insist " +
		"argue assert explain remark comment call describe urge demand respond reply suggest predict threaten criticise " +
		"criticize condemn praise blame accuse apologise apologize acknowledge concede dismiss defend stress emphasise " +
		"emphasize reiterate recommend advise allege statement"
	)
		.split(" ")
		.flatMap((word) => termsOf(word).map(({ term }) => term)),
);

// “What is the ferry called?”
const NAMED = /^(?:called|described|stated)$/iu;

/**
 * The part of a question that names who is asked about, where it asks what they said: “what did Rutte” of “what did
 * Rutte say of Trump”, “Sumy” of “who struck, according to Sumy”. Empty where it asks nothing of the kind, or, as “who
 * said that …”, for the speaker.
 */
function askedOf(question: string): string {
	const according = /\baccording to\b/iu.exec(question);
	if (according) return question.slice(according.index);
	const verb = termsOf(question).find(
		({ term, start, end }) =>
			VERBS.has(term) && !NAMED.test(question.slice(start, end)),
	);
	return verb ? question.slice(0, verb.start) : "";
}

/** Whether somebody is asked about, by their full name. */
export type IsAsked = (name: string) => boolean;

/**
 * Who is asked about: whom a question names by the surname where it asks what they said, and whom a filter names.
 *
 * @returns Null where nobody is.
 */
export function speakersAsked(
	question: string,
	speakers: readonly string[],
): IsAsked | null {
	const asked = new Set(nameWords(askedOf(question)));
	const filters = speakers.map(nameWords);
	if (asked.size === 0 && filters.length === 0) return null;
	return (name) => {
		const words = nameWords(name);
		return (
			asked.has(words.at(-1) ?? "") ||
			filters.some((all) => all.every((word) => words.includes(word)))
		);
	};
}
