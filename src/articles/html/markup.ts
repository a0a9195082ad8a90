import type { Claims } from "./claims.ts";
import { type DomElement, type DomNode, isElement, walk } from "./dom.ts";
import type { Page } from "./page.ts";
import { collapsed } from "./text.ts";

// How far from the heading, or from the beginning of the one article, a date is the article's.
const NEAR = 1000;
const LATER_WITHIN = 40;
const LATER =
	/(?:updated|modified|edited|aktualisiert|geändert|mis à jour|modifié|actualizado|aggiornato)[^\p{L}\p{N}]*$/iu;
const ARTICLES: ReadonlySet<string> = new Set(["article", "main"]);

interface Found {
	element: DomElement;
	/** How many characters of the page's text stand before it. */
	at: number;
	isInArticle: boolean;
}

interface Marks {
	/** What is said by microdata, by property. */
	properties: Map<string, DomElement[]>;
	/** Links to authors. */
	authors: DomElement[];
	headings: Found[];
	/** The outermost ones. */
	articles: Found[];
	/** Dates and times of day, of which none is of a change. */
	times: Found[];
}

/** What the markup of a page says about its article: microdata, heading, dates next to it, links of the page. */
export function markupClaims({ document, head }: Page): Claims {
	const marks = marksOf(document.body);
	const property = (name: string) =>
		(marks.properties.get(name) ?? []).map(valueOf);
	const persons = property("author");
	return {
		headline: [...property("headline"), ...titles(marks, head.title)],
		author: [
			(persons.length > 0 ? persons : marks.authors.map(valueOf))
				.filter((name, index, all) => all.indexOf(name) === index)
				.join(", "),
		],
		source: property("publisher"),
		published: [...property("datePublished"), ...nearbyTimes(marks)],
		language: [...property("inLanguage"), head.language ?? ""],
		url: [head.canonical ?? "", head.savedFrom ?? ""],
	};
}

function marksOf(body: DomElement): Marks {
	const marks: Marks = {
		properties: new Map(),
		authors: [],
		headings: [],
		articles: [],
		times: [],
	};
	let at = 0;
	let before = "";
	let depth = 0;

	function enter(node: DomNode): boolean {
		if (!isElement(node)) {
			const text = collapsed(node.textContent);
			at += text.length;
			if (text !== "") before = text.slice(-LATER_WITHIN);
			return false;
		}
		const property = node.getAttribute("itemprop")?.trim() ?? "";
		// Its author and its date are others than the article's.
		if (property === "comment") return false;
		if (property !== "") {
			const elements = marks.properties.get(property);
			if (elements) elements.push(node);
			else marks.properties.set(property, [node]);
		}
		if (node.getAttribute("rel") === "author") marks.authors.push(node);
		const found = { element: node, at, isInArticle: depth > 0 };
		if (node.localName === "h1") marks.headings.push(found);
		if (ARTICLES.has(node.localName)) {
			if (depth === 0) marks.articles.push(found);
			depth += 1;
		}
		if (node.localName === "time" && !isLater(node, before)) {
			marks.times.push(found);
		}
		return true;
	}

	function leave(node: DomNode): void {
		if (isElement(node) && ARTICLES.has(node.localName)) depth -= 1;
	}

	walk(body, enter, leave);
	return marks;
}

function isLater(time: DomElement, before: string): boolean {
	const names = `${time.getAttribute("itemprop")} ${time.getAttribute("class")}`;
	return /updated|modified/iu.test(names) || LATER.test(before);
}

/** The heading of the article, and the title of the page. */
function titles({ headings }: Marks, title: string | null): string[] {
	const page = collapsed(title ?? "");
	const texts = headings
		.toSorted((a, b) => Number(b.isInArticle) - Number(a.isInArticle))
		.map(({ element }) => collapsed(element.textContent))
		.filter((text) => text !== "" && !isOutlet(text, page));
	const [first = ""] = texts;
	const isSure =
		texts.length === 1 || headings.some((found) => found.isInArticle);
	return [isSure || page.startsWith(first) ? first : "", page];
}

/** Whether a heading is what a title ends with, as in “Harbour to be rebuilt | The Courier”. */
function isOutlet(heading: string, title: string): boolean {
	return title.endsWith(heading) && heading.length < title.length / 2;
}

/** Dates below the heading, else at the beginning of the one article of the page. */
function nearbyTimes({ headings, articles, times }: Marks): string[] {
	const heading =
		headings.find(({ isInArticle }) => isInArticle) ?? headings[0];
	const [article, other] = articles;
	return [heading, other ? undefined : article]
		.flatMap((start) =>
			times.filter(({ at }) => start && at >= start.at && at - start.at < NEAR),
		)
		.map(({ element }) => valueOf(element));
}

/** What an element says: by an attribute, by its name, else by its text. */
function valueOf(element: DomElement): string {
	let name: DomElement | null = null;
	walk(element, (node) => {
		if (!isElement(node) || name) return false;
		if (node !== element && node.getAttribute("itemprop") === "name") {
			name = node;
		}
		return true;
	});
	const said = name ?? element;
	return (
		said.getAttribute("content") ??
		said.getAttribute("datetime") ??
		collapsed(said.textContent)
	);
}
