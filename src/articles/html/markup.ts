import type { Claims } from "./claims.ts";
import type { Page } from "./page.ts";
import { collapsed } from "./text.ts";
import { type Element, textContent, walk } from "./tree.ts";

// How far from the heading, or from the beginning of the one article, a date is the article's.
const NEAR = 1000;
const LATER_WITHIN = 40;
const LATER =
	/(?:updated|modified|edited|aktualisiert|geändert|mis à jour|modifié|actualizado|aggiornato)[^\p{L}\p{N}]*$/iu;
// What comes later is of other articles.
const MOST = 20;
const PROPERTIES: ReadonlySet<string> = new Set([
	"author",
	"datePublished",
	"headline",
	"inLanguage",
	"publisher",
]);
const ARTICLES: ReadonlySet<string> = new Set(["article", "main"]);

interface Found {
	element: Element;
	/** How many characters of the page's text stand before it. */
	at: number;
	isInArticle: boolean;
}

interface Marks {
	/** What is said by microdata, by property. */
	properties: Map<string, Element[]>;
	/** Links to authors. */
	authors: Element[];
	headings: Found[];
	/** The outermost ones. */
	articles: Found[];
	/** Dates and times of day, of which none is of a change. */
	times: Found[];
}

/** What the markup of a page says about its article: microdata, heading, dates next to it, links of the page. */
export function markupClaims({ body, head }: Page): Claims {
	const marks = marksOf(body);
	const property = (name: string) =>
		(marks.properties.get(name) ?? []).map(said);
	const persons = property("author");
	return {
		headline: [...property("headline"), ...titles(marks, head.title)],
		author: [
			[...new Set(persons.length > 0 ? persons : marks.authors.map(said))].join(
				", ",
			),
		],
		source: property("publisher"),
		published: [...property("datePublished"), ...nearbyTimes(marks)],
		language: [...property("inLanguage"), head.language ?? ""],
		url: [head.canonical ?? "", head.savedFrom ?? ""],
	};
}

function marksOf(body: Element): Marks {
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

	function enter(element: Element): boolean {
		const { name, attributes } = element;
		const property = propertyOf(element);
		// Its author and its date are others than the article's.
		if (property === "comment") return false;
		if (PROPERTIES.has(property)) {
			const elements = marks.properties.get(property) ?? [];
			marks.properties.set(property, elements);
			note(elements, element);
		}
		if (attributes.rel === "author") note(marks.authors, element);
		const found = { element, at, isInArticle: depth > 0 };
		if (name === "h1") note(marks.headings, found);
		if (name === "time" && !isLater(element, before)) note(marks.times, found);
		if (ARTICLES.has(name)) {
			if (depth === 0) note(marks.articles, found);
			depth += 1;
		}
		return true;
	}

	function text(part: string): void {
		const printed = collapsed(part);
		at += printed.length;
		if (printed !== "") before = printed.slice(-LATER_WITHIN);
	}

	function leave(element: Element): void {
		if (propertyOf(element) === "comment") return;
		if (ARTICLES.has(element.name)) depth -= 1;
	}

	walk(body, { enter, text, leave });
	return marks;
}

function note<T>(list: T[], item: T): void {
	if (list.length < MOST) list.push(item);
}

function propertyOf({ attributes }: Element): string {
	return attributes.itemprop?.trim() ?? "";
}

function isLater(time: Element, before: string): boolean {
	const names = `${propertyOf(time)} ${time.attributes.class}`;
	return /updated|modified/iu.test(names) || LATER.test(before);
}

/** The heading of the article, and the title of the page. */
function titles({ headings }: Marks, title: string | null): string[] {
	const page = collapsed(title ?? "");
	const texts = headings
		.toSorted((a, b) => Number(b.isInArticle) - Number(a.isInArticle))
		.map(({ element }) => collapsed(textContent(element)))
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
		.map(({ element }) => said(element));
}

/** What an element says: by an attribute, by its name, else by its text. */
function said(element: Element): string {
	const names: Element[] = [];
	walk(element, {
		enter: (inner) => {
			if (inner.attributes.itemprop === "name") names.push(inner);
			return names.length === 0;
		},
	});
	const named = names[0] ?? element;
	const { content, datetime } = named.attributes;
	return content ?? datetime ?? collapsed(textContent(named));
}
