import { folded, termsOf } from "../keywords.ts";

// As the keyword index stems them.
const VERBS: ReadonlySet<string> = new Set(
	(
		"say said says tell told state stated announce declare pledge promise vow warn caution deny admit confirm claim " +
		"insist argue assert add explain note remark comment call urge demand ask reply respond answer describe write wrote " +
		"tweet post quote suggest propose predict threaten criticise criticize condemn praise blame accuse apologise " +
		"apologize acknowledge concede reveal disclose reject dismiss defend stress emphasise emphasize reiterate repeat " +
		"recommend advise testify allege speak spoke think thought believe statement comments remarks"
	)
		.split(" ")
		.flatMap((word) => termsOf(word).map(({ term }) => term)),
);

/** Whether a question asks for what somebody said: “what did Rutte pledge”, “Macron on Iran: what did he say”. */
export function asksWhatWasSaid(question: string): boolean {
	return termsOf(question).some(({ term }) => VERBS.has(term));
}

/** Whether a question names somebody: by the surname, or by the whole name. */
export function isAsked(name: string, question: string): boolean {
	const words = wordsOf(name);
	const surname = words.at(-1);
	if (surname === undefined) return false;
	return wordsOf(question).includes(surname);
}

function wordsOf(text: string): string[] {
	return (
		folded(text.replace(/['’]s\b/gu, "")).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
	);
}
