// Scripts that put no spaces between words: each character counts as a word.
const UNSPACED =
	"[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}]";
const WORD = new RegExp(
	`${UNSPACED}|[[\\p{L}\\p{M}\\p{N}]--${UNSPACED}]+`,
	"gv",
);
// Composing more than a few combining marks on one letter takes time by the square of their number. No language has
// 30 (https://unicode.org/reports/tr15/#Stream_Safe_Text_Format).
const TOO_MANY_MARKS = /(\p{M}{30})\p{M}+/gu;

/** The words of a text as its copies have them: in order, without case and punctuation, each as a hash of 32 bits. */
export function wordsOf(text: string): Int32Array {
	const normal = text
		.replace(TOO_MANY_MARKS, "$1")
		.normalize("NFC")
		.toLowerCase();
	const words: string[] = normal.match(WORD) ?? [];
	return Int32Array.from(words.map(hashOf));
}

/** FNV-1a over UTF-16 units (http://www.isthe.com/chongo/tech/comp/fnv/). */
function hashOf(word: string): number {
	let hash = 0x811c9dc5;
	for (let at = 0; at < word.length; at += 1) {
		hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
	}
	return hash;
}
