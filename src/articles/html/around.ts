import type { Surroundings } from "./surroundings.ts";
import { type Element, walk } from "./tree.ts";

// Characters of what is more than its name says. Longer lists of links and comments are known by other signs.
const LONG = 2000;
// Characters of an article at least, where names alone tell it from the rest.
const ARTICLE = 250;
const ARTICLES: ReadonlySet<string> = new Set(["article", "main"]);
const QUOTATIONS: ReadonlySet<string> = new Set(["blockquote", "pre", "table"]);

/** What came before some place of a page. */
interface Count {
	characters: number;
	/** Headings of the first level, and other signs of the article itself. */
	headings: number;
	quotations: number;
}

/** What stands around an article, by how sure that is. */
interface Around {
	hidden: Element[];
	/** Landmarks and figures. */
	parts: Element[];
	named: Element[];
}

/**
 * Takes out of a page what stands around its article. Kept are headers inside of articles, figures of quotations and
 * tables, what holds the heading of the page, and what is only named so but holds much of the text.
 */
export function removeAround(
	root: Element,
	kinds: ReadonlyMap<Element, Surroundings>,
): void {
	const { hidden, parts, named } = aroundIn(root, kinds);
	let removed = new Set([...hidden, ...parts, ...named]);
	// Pages give such names to anything, and forget to close what they open.
	if (charactersIn(root, removed) < ARTICLE) {
		removed = new Set([...hidden, ...parts]);
	}
	if (charactersIn(root, removed) === 0) removed = new Set(hidden);
	walk(root, {
		enter: (element) => {
			element.children = element.children.filter(
				(child) => typeof child === "string" || !removed.has(child),
			);
			return true;
		},
	});
}

function aroundIn(
	root: Element,
	kinds: ReadonlyMap<Element, Surroundings>,
): Around {
	const count: Count = { characters: 0, headings: 0, quotations: 0 };
	const before: Count[] = [];
	const hidden: Element[] = [];
	const parts: Element[] = [];
	const named: { element: Element; characters: number }[] = [];
	let articles = 0;

	function enter(element: Element): boolean {
		const kind = kinds.get(element);
		if (kind === "hidden") return false;
		if (kind) before.push({ ...count });
		if (ARTICLES.has(element.name)) articles += 1;
		if (isHeading(element)) count.headings += 1;
		if (QUOTATIONS.has(element.name)) count.quotations += 1;
		return true;
	}

	function leave(element: Element): void {
		const kind = kinds.get(element);
		if (kind === "hidden") {
			hidden.push(element);
			return;
		}
		if (ARTICLES.has(element.name)) articles -= 1;
		const start = kind && before.pop();
		if (!start || count.headings > start.headings) return;
		const characters = count.characters - start.characters;
		if (kind === "named") {
			named.push({ element, characters });
		} else if (
			kind === "figure"
				? count.quotations === start.quotations
				: element.name !== "header" || articles === 0
		) {
			parts.push(element);
		}
	}

	function text(part: string): void {
		count.characters += part.trim().length;
	}

	walk(root, { enter, text, leave });
	const least = Math.min(LONG, count.characters / 2);
	return {
		hidden,
		parts,
		named: named
			.filter(({ characters }) => characters < least)
			.map(({ element }) => element),
	};
}

function isHeading({ name, attributes }: Element): boolean {
	return (
		name === "h1" || name === "main" || attributes.itemprop === "articleBody"
	);
}

function charactersIn(root: Element, without: ReadonlySet<Element>): number {
	let characters = 0;
	walk(root, {
		enter: (element) => !without.has(element),
		text: (text) => {
			characters += text.trim().length;
		},
	});
	return characters;
}
