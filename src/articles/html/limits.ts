import { SearchError } from "../../errors.ts";

/**
 * Elements inside one another. Browsers stop at 512; the parser searches as many for every end tag that closes nothing.
 */
export const MAX_NESTING = 1000;
/** Elements of a page, at about a kilobyte of memory each. The largest live blogs have some 30,000. */
export const MAX_ELEMENTS = 250_000;

/**
 * What a page may cost that Readability works on: the characters of its text and of its tags, each as often as it is
 * nested. Readability reads the text of an element again for every element around it.
 */
export const MAX_READING = 20_000_000;
/** It walks through the children of an element once for each of them. */
export const MAX_CHILDREN = 5000;
/** It calls itself for the children of an element, some three calls deep. */
export const MAX_DEPTH = 250;

export function unreadable(reason: string, hint: string): SearchError {
	return new SearchError("ARTICLE_UNREADABLE", reason, hint);
}
