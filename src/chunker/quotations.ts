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

/** Whether a quotation is still open at the end of `text`. */
export function isOpen(text: string): boolean {
	let curly = 0;
	let straight = 0;
	for (const mark of text.match(/[“”"]/gu) ?? []) {
		if (mark === "“") curly = 1;
		else if (mark === "”") curly = 0;
		else straight += 1;
	}
	return curly > 0 || straight % 2 === 1;
}
