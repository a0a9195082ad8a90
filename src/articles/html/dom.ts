/** As much of the DOM as is used here: the types of linkedom and Readability build on a browser's, which Node lacks. */
export interface DomNode {
	readonly nodeType: number;
	readonly firstChild: DomNode | null;
	readonly nextSibling: DomNode | null;
	readonly parentNode: DomElement | null;
	readonly textContent: string;
}

export interface DomElement extends DomNode {
	readonly localName: string;
	getAttribute(name: string): string | null;
	setAttribute(name: string, value: string): void;
	appendChild(node: DomNode): void;
	remove(): void;
}

export interface DomDocument {
	readonly head: DomElement;
	readonly body: DomElement;
	createElement(name: string): DomElement;
	createTextNode(data: string): DomNode;
}

const ELEMENT_NODE = 1;

export function isElement(node: DomNode): node is DomElement {
	return node.nodeType === ELEMENT_NODE;
}

/**
 * Goes through a tree in document order; without recursion, for pages may be nested deeply.
 *
 * @param enter - Returns whether to go into the children.
 */
export function walk(
	root: DomNode,
	enter: (node: DomNode) => boolean,
	leave: (node: DomNode) => void = () => {},
): void {
	let node = root;
	for (;;) {
		const child = enter(node) ? node.firstChild : null;
		if (child) {
			node = child;
			continue;
		}
		leave(node);
		while (node !== root && !node.nextSibling && node.parentNode) {
			node = node.parentNode;
			leave(node);
		}
		if (node === root || !node.nextSibling) return;
		node = node.nextSibling;
	}
}
