import { wordOf } from "./lexicon.ts";
import type { Phrase } from "./phrases.ts";
import type { Sentence } from "./sentence.ts";

const MAX_DEPTH = 4;
// “Time Warner, owner of CNN”
const COMPANIES = new Set(
	"owner maker producer provider operator partner leader rival dealer broker champion retailer developer publisher".split(
		" ",
	),
);

/**
 * Notes with each name of a sentence how it is introduced beside it: “Paul Smith, *chairman* of ICI,”,
 * “The *Bishop* of Durham, Tom Wright,”, “Adrian Mutu, 25,”.
 */
export function noteIntroductions({
	tokens,
	phrases,
	starting,
}: Sentence): void {
	for (const phrase of phrases) {
		if (tokens[phrase.to]?.text !== ",") continue;
		const next = starting.get(phrase.to + 1);
		const described = outermost(phrase);
		if (phrase.mention.kind === "name") {
			const { name } = phrase.mention;
			const age = tokens[phrase.to + 1];
			if (
				/^\d{2}$/u.test(age?.text ?? "") &&
				tokens[phrase.to + 2]?.kind === "mark"
			) {
				name.person = true;
			}
			if (next?.mention.kind === "description" && name.words.length > 1) {
				addRole(name.roles, next);
				name.person ||=
					isRole(next) &&
					!name.organisation &&
					!COMPANIES.has(next.mention.head);
			}
		}
		if (
			next?.mention.kind === "name" &&
			next.mention.name.words.length > 1 &&
			described.mention.kind === "description" &&
			tokens[next.to]?.kind !== "word"
		) {
			addRole(next.mention.name.roles, described);
			next.mention.name.person ||= isRole(described);
		}
	}
}

function addRole(roles: string[], phrase: Phrase): void {
	if (phrase.mention.kind === "description" && isRole(phrase)) {
		roles.push(phrase.mention.head);
	}
}

function isRole({ mention }: Phrase): boolean {
	return mention.kind === "description" && wordOf(mention.head).role;
}

/** “*The Bishop* of Durham” */
function outermost(phrase: Phrase): Phrase {
	let outer = phrase;
	for (let depth = 0; outer.governor && depth < MAX_DEPTH; depth += 1) {
		outer = outer.governor;
	}
	return outer;
}
