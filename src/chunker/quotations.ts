// The verbs by which news attributes what was said.
const SAID =
	/\b(?:said|says|say|told|tells|added|adds|asked|asks|stated|states|continued|declared|announced|warned|insisted|explained|replied|noted|stressed|claimed|argued|wrote|tweeted|posted|recalled|emphasi[sz]ed|reiterated|acknowledged|according to)\b/iu;
const OPENS_QUOTE = /^[“"«„]/u;
const CLOSES_QUOTE = /[”"»][.,;]?$/u;
// “We won!” Rutte said on Tuesday. Longer sentences say more than who spoke.
const MAX_ATTRIBUTION_WORDS = 12;

/**
 * Whether a sentence must stay with the group before it, because a quotation runs across them or one
 * of them says who speaks.
 *
 * @param group - The sentences so far that belong together, as they stand in the article.
 * @param last - The last sentence of `group`.
 */
export function belongsTogether(
	group: string,
	last: string,
	next: string,
): boolean {
	if (isOpen(group)) return true;
	const attributesNext =
		SAID.test(last) && /[”"»]/u.test(last) && OPENS_QUOTE.test(next);
	const attributesLast =
		CLOSES_QUOTE.test(last) &&
		SAID.test(next) &&
		next.split(/\s+/u).length <= MAX_ATTRIBUTION_WORDS;
	return attributesNext || attributesLast;
}

/**
 * Whether a quotation is still open at the end of `text`.
 *
 * Each paragraph of a long quotation opens it again, and only the last closes it. So a straight quote is
 * read by where it stands: it opens before a word and after a space, bracket or dash.
 */
export function isOpen(text: string): boolean {
	const last = Math.max(
		text.lastIndexOf("“"),
		text.lastIndexOf("”"),
		text.lastIndexOf('"'),
	);
	if (last === -1) return false;
	if (text[last] !== '"') return text[last] === "“";
	const before = text[last - 1] ?? " ";
	const after = text[last + 1] ?? " ";
	return /[\s([{—–-]/u.test(before) && /\S/u.test(after);
}
