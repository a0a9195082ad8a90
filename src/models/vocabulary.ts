const START = /"vocab"\s*:\s*\{/u;
const ENTRY = /\s*"((?:[^"\\]|\\.)*)"\s*:\s*(\d+)\s*([,}])/uy;

/** A `tokenizer.json` in two parts. */
export interface Described {
	/** All but the vocabulary, which is empty. */
	rest: string;
	/** The id of each token. */
	vocabulary: Map<string, number>;
}

/**
 * Takes the vocabulary out of the text of a `tokenizer.json`. `JSON.parse` makes an object with tens of thousands of
 * keys of it, and takes three times as long as all of this, at every start.
 *
 * @returns Null where there is no object of tokens and ids.
 */
export function takeVocabulary(text: string): Described | null {
	const start = START.exec(text);
	if (!start) return null;
	const begin = start.index + start[0].length;
	const vocabulary = new Map<string, number>();
	let after = begin;
	for (;;) {
		ENTRY.lastIndex = after;
		const entry = ENTRY.exec(text);
		if (!entry) return null;
		after = ENTRY.lastIndex;
		const [, token = "", id, end] = entry;
		const plain = token.includes("\\") ? JSON.parse(`"${token}"`) : token;
		vocabulary.set(plain, Number(id));
		if (end === "}") break;
	}
	return { rest: `${text.slice(0, begin)}}${text.slice(after)}`, vocabulary };
}
