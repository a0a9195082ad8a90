import { parseHTML } from "linkedom";
import type { Element } from "./tree.ts";

/** As much of the DOM as is used here: the types of linkedom and Readability build on a browser's, which Node lacks. */
interface DomNode {
	readonly nodeType: number;
	readonly textContent: string;
	readonly childNodes: Iterable<DomNode>;
}

export interface DomElement extends DomNode {
	readonly localName: string;
	setAttribute(name: string, value: string): void;
	appendChild(node: DomNode): void;
}

export interface DomDocument {
	readonly head: DomElement;
	readonly body: DomElement;
	createElement(name: string): DomElement;
	createTextNode(data: string): DomNode;
}

const SKELETON = "<!doctype html><html><head></head><body></body></html>";
// Readability takes what is called so for the byline, and it out of the text.
const DATELINE = /dateline/giu;
const ELEMENT_NODE = 1;
const TEXT_NODE = 3;

/** A document for Readability whose body is a copy of `body`. Recursive: for trees that are not nested deeply. */
export function toDocument(body: Element): DomDocument {
	const { document }: { document: DomDocument } = parseHTML(SKELETON);

	function fill(target: DomElement, { children }: Element): void {
		for (const child of children) {
			if (typeof child === "string") {
				target.appendChild(document.createTextNode(child));
				continue;
			}
			const element = document.createElement(child.name);
			for (const [name, value] of Object.entries(child.attributes)) {
				element.setAttribute(name, value.replace(DATELINE, ""));
			}
			fill(element, child);
			target.appendChild(element);
		}
	}

	fill(document.body, body);
	return document;
}

/** A copy of an element, without its attributes. Recursive as well. */
export function fromDom(element: DomElement): Element {
	const children: (Element | string)[] = [];
	for (const child of element.childNodes) {
		if (isElement(child)) children.push(fromDom(child));
		else if (child.nodeType === TEXT_NODE) children.push(child.textContent);
	}
	return { name: element.localName, attributes: {}, children };
}

function isElement(node: DomNode): node is DomElement {
	return node.nodeType === ELEMENT_NODE;
}
