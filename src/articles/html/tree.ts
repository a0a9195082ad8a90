/** What Readability and this program look at of a page: elements with few attributes, and text. */
export interface Element {
	/** In lower case. */
	readonly name: string;
	readonly attributes: Readonly<Record<string, string>>;
	children: (Element | string)[];
}

interface Visitor {
	/** Returns whether to go into the children. */
	enter?(element: Element): boolean;
	text?(text: string): void;
	/** Called after the children, and for those that were not gone into as well. */
	leave?(element: Element): void;
}

/** Goes through a tree in the order of the page; without recursion, for pages may be nested deeply. */
export function walk(root: Element, visitor: Visitor): void {
	const open: { element: Element; next: number }[] = [];

	function enter(element: Element): void {
		const into = visitor.enter?.(element) ?? true;
		open.push({ element, next: into ? 0 : element.children.length });
	}

	enter(root);
	for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
		const child = top.element.children[top.next];
		top.next += 1;
		if (child === undefined) {
			visitor.leave?.(top.element);
			open.pop();
		} else if (typeof child === "string") {
			visitor.text?.(child);
		} else {
			enter(child);
		}
	}
}

/** All text in an element, as it stands there. */
export function textContent(element: Element): string {
	const texts: string[] = [];
	walk(element, { text: (text) => texts.push(text) });
	return texts.join("");
}
