import { wordOf } from "./lexicon.ts";
import { ACRONYM, rolesOf } from "./names.ts";
import type { Phrase } from "./phrases.ts";
import type { Sentence } from "./sentence.ts";
import type { Token } from "./tokens.ts";

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
		// “the Securities | and Exchange Commission (SEC)”
		const whole = tokens[phrase.from - 1]?.lower !== "and";
		if (phrase.mention.kind === "name" && whole) {
			phrase.mention.name.short = shortName(tokens, phrase.to);
		}
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

/** “… (IMF)” */
function shortName(tokens: readonly Token[], at: number): string | null {
	const [open, short, close] = tokens.slice(at, at + 3);
	if (open?.text !== "(" || close?.text !== ")") return null;
	return short && ACRONYM.test(short.text) ? short.lower : null;
}

function addRole(roles: string[], phrase: Phrase): void {
	if (phrase.mention.kind === "description" && isRole(phrase)) {
		const { head, modifier } = phrase.mention;
		roles.push(...rolesOf(head, modifier));
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
