const START = /<(?:!doctype\s+html|html|head|body)(?=[\s/>])/iuy;
const BLANK = /[\ufeff\s]*/uy;
/** What may stand before a page, and what ends it. */
const PROLOGUE = [
	["<!--", "-->"],
	["<?", "?>"],
] as const;

/**
 * Whether the beginning of a file is that of an HTML page, whatever the file's name.
 *
 * @param head - As many characters as comments before the page may take.
 */
export function looksLikeHtml(head: string): boolean {
	let at = skipBlanks(head, 0);
	for (;;) {
		const prologue = PROLOGUE.find(([opening]) => head.startsWith(opening, at));
		if (!prologue) break;
		const end = head.indexOf(prologue[1], at + prologue[0].length);
		if (end < 0) return false;
		at = skipBlanks(head, end + prologue[1].length);
	}
	START.lastIndex = at;
	return START.test(head);
}

function skipBlanks(text: string, from: number): number {
	BLANK.lastIndex = from;
	BLANK.test(text);
	return BLANK.lastIndex;
}
