import { Readability } from "@mozilla/readability";
import {
	type DomDocument,
	type DomElement,
	type DomNode,
	isElement,
	walk,
} from "./dom.ts";
import { MAX_CHILDREN, MAX_DEPTH, MAX_READING } from "./limits.ts";
import { collapsed } from "./text.ts";

/**
 * Readability tries again, and throws less away, while it has found fewer characters than that, or less than half of
 * the page: all of a short article must not be too little.
 */
const ENOUGH = 500;
// What a tag costs Readability, in characters.
const TAG = 20;

/** What Readability is told of an article. */
export interface Known {
	headline: string | null;
	author: string | null;
}

/**
 * The element that holds the article of a page.
 *
 * @param document - Is changed.
 * @returns null where none is found, and the document may be of no use any more.
 */
export function articleOf(
	document: DomDocument,
	{ headline, author }: Known,
): DomElement | null {
	// It leaves out a heading that repeats the title, …
	const title = document.createElement("title");
	title.appendChild(document.createTextNode(headline ?? ""));
	document.head.appendChild(title);
	// … and the byline, unless it is told the author: who is known from elsewhere needs no byline.
	if (author === null) {
		const meta = document.createElement("meta");
		meta.setAttribute("name", "author");
		meta.setAttribute("content", "unknown");
		document.head.appendChild(meta);
	}
	const article = new Readability<DomElement>(document, {
		charThreshold: Math.min(
			ENOUGH,
			collapsed(document.body.textContent).length / 2,
		),
		disableJSONLD: true,
		keepClasses: true,
		serializer: (element: DomElement) => element,
	}).parse();
	return article?.content ?? null;
}

/** The one article of a page by its markup, else its main part, else all of it. */
export function likeliestOf({ body }: DomDocument): DomElement {
	const articles: DomElement[] = [];
	const mains: DomElement[] = [];
	walk(body, (node) => {
		if (!isElement(node)) return false;
		if (node.localName === "main" || node.getAttribute("role") === "main") {
			mains.push(node);
		}
		if (node.localName !== "article") return true;
		articles.push(node);
		return false;
	});
	const [article, other] = articles;
	return (other ? null : article) ?? mains[0] ?? body;
}

/** Whether Readability can cope with a page. */
export function isReadable(root: DomElement): boolean {
	const children: number[] = [];
	let depth = 0;
	let deepest = 0;
	let widest = 0;
	let reading = 0;
	walk(
		root,
		(node: DomNode) => {
			const count = (children[depth] ?? 0) + 1;
			children[depth] = count;
			widest = Math.max(widest, count);
			depth += 1;
			children[depth] = 0;
			deepest = Math.max(deepest, depth);
			reading += depth * (isElement(node) ? TAG : node.textContent.length);
			return true;
		},
		() => {
			depth -= 1;
		},
	);
	return (
		deepest <= MAX_DEPTH && widest <= MAX_CHILDREN && reading <= MAX_READING
	);
}
