import { Readability } from "@mozilla/readability";
import type { Metadata } from "../../types.ts";
import { type DomElement, fromDom, toDocument } from "./dom.ts";
import { MAX_CHILDREN, MAX_DEPTH, MAX_NODES, MAX_READING } from "./limits.ts";
import { collapsed } from "./text.ts";
import { type Element, textContent, walk } from "./tree.ts";

/**
 * Readability tries again, and throws less away, while it has found fewer characters than that, or less than half of
 * the page: all of a short article must not be too little.
 */
const ENOUGH = 500;

/**
 * The article of a page by Readability, without attributes; null where it finds none.
 *
 * @param body - Must be {@link isReadable}.
 * @param known - What the page says elsewhere, and its text need not repeat.
 */
export function articleOf(
	body: Element,
	known: Pick<Metadata, "headline" | "author">,
): Element | null {
	const characters = collapsed(textContent(body)).length;
	if (characters === 0) return null;
	const document = toDocument(body);
	// It leaves out a heading that repeats the title, …
	const title = document.createElement("title");
	title.appendChild(document.createTextNode(known.headline?.value ?? ""));
	document.head.appendChild(title);
	// … and the byline, unless it is told the author: who is known from elsewhere needs no byline.
	if (!known.author) {
		const meta = document.createElement("meta");
		meta.setAttribute("name", "author");
		meta.setAttribute("content", "unknown");
		document.head.appendChild(meta);
	}
	const article = new Readability<DomElement>(document, {
		charThreshold: Math.min(ENOUGH, characters / 2),
		disableJSONLD: true,
		keepClasses: true,
		serializer: (element: DomElement) => element,
	}).parse();
	return article?.content ? fromDom(article.content) : null;
}

/** The one article of a page by its markup, else its main part, else all of it. */
export function likeliestOf(body: Element): Element {
	const articles: Element[] = [];
	const mains: Element[] = [];
	walk(body, {
		enter: (element) => {
			const { name, attributes } = element;
			if (name === "main" || attributes.role === "main") mains.push(element);
			if (name === "article") articles.push(element);
			return name !== "article";
		},
	});
	const [article, other] = articles;
	return (other ? null : article) ?? mains[0] ?? body;
}

/** Whether a page is small enough for Readability to work on it in a few seconds. */
export function isReadable(body: Element): boolean {
	let depth = 0;
	let deepest = 0;
	let widest = 0;
	let nodes = 0;
	let reading = 0;
	walk(body, {
		enter: ({ children }) => {
			depth += 1;
			deepest = Math.max(deepest, depth);
			widest = Math.max(widest, children.length);
			nodes += 1;
			return true;
		},
		text: (text) => {
			// Where it tries again, each of these becomes a node of its own.
			nodes += 1 + (text.match(/[&<>]/gu)?.length ?? 0);
			reading += depth * text.length;
		},
		leave: () => {
			depth -= 1;
		},
	});
	return (
		deepest <= MAX_DEPTH &&
		widest <= MAX_CHILDREN &&
		nodes <= MAX_NODES &&
		reading <= MAX_READING
	);
}
