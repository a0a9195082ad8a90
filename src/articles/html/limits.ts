/**
 * Elements inside one another. Browsers stop at 512; the parser searches as many for every end tag that closes nothing.
 */
export const MAX_NESTING = 1000;
/** Elements of a page, at some 200 bytes of memory each. The largest live blogs have some 50,000. */
export const MAX_ELEMENTS = 500_000;
/** Drawings, formulas and their parts: htmlparser2 10 keeps a list of those that end in “/>” and puts each first. */
export const MAX_FOREIGN = 50_000;

// What a page may hold that Readability works on; others are taken whole.

/** Elements and texts. Readability looks at each some fifty times, and linkedom needs a kilobyte for it. */
export const MAX_NODES = 30_000;
/** Characters of text, each as often as it is nested: the text of an element is read again for every one around it. */
export const MAX_READING = 8_000_000;
/** Children of an element: it goes through all of them once for each of them. */
export const MAX_CHILDREN = 5000;
/** Elements inside one another: it calls itself for them, some three calls deep. */
export const MAX_DEPTH = 250;
