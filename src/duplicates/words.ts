const WORD = /[\p{L}\p{M}\p{N}]+/gu;
// Scripts that put no spaces between words: each character counts as a word.
const UNSPACED =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const CHARACTER_OR_WORD = new RegExp(
	`${UNSPACED.source}|(?:(?!${UNSPACED.source}).)+`,
	"gu",
);

/**
 * The words of a text as its copies share them: in order, without case and punctuation, each as a hash of 32 bits.
 */
export function wordsOf(text: string): Int32Array {
	const normal = text.normalize("NFKC").toLowerCase();
	const words: string[] = normal.match(WORD) ?? [];
	return Int32Array.from(
		UNSPACED.test(normal)
			? words.flatMap((word) => word.match(CHARACTER_OR_WORD) ?? [])
			: words,
		hashOf,
	);
}

/** FNV-1a over UTF-16 units (https://www.rfc-editor.org/rfc/rfc9923). */
function hashOf(word: string): number {
	let hash = 0x811c9dc5;
	for (let at = 0; at < word.length; at += 1) {
		hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
	}
	return hash;
}
