import { type Element, walk } from "./tree.ts";

/**
 * What stands around an article: what is never shown, parts of a page that are by their nature no article, figures,
 * and what is called by a name that such things have, which a page may also give to its article.
 */
export type Surroundings = "hidden" | "landmark" | "figure" | "named";

const LANDMARKS: ReadonlySet<string> = new Set([
	"aside",
	"footer",
	"header",
	"nav",
	"search",
]);
const LANDMARK_ROLES: ReadonlySet<string> = new Set([
	"alert",
	"alertdialog",
	"banner",
	"complementary",
	"contentinfo",
	"dialog",
	"menu",
	"menubar",
	"navigation",
	"search",
	"toolbar",
]);
/** Words of class names and ids. */
const NAMES: ReadonlySet<string> = new Set([
	"ad",
	"ads",
	"advert",
	"advertisement",
	"advertising",
	"adverts",
	"breadcrumb",
	"breadcrumbs",
	"caption",
	"comment",
	"comments",
	"consent",
	"cookie",
	"cookies",
	"credit",
	"disqus",
	"gdpr",
	"newsletter",
	"outbrain",
	"pagination",
	"promo",
	"recommended",
	"related",
	"share",
	"sharing",
	"signup",
	"social",
	"sponsored",
	"subscribe",
	"taboola",
]);
const ARTICLE_NAMES: ReadonlySet<string> = new Set([
	"article",
	"body",
	"content",
	"main",
	"story",
]);
const NAME_ENDS = /[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])/u;
const HIDDEN_CLASSES: ReadonlySet<string> = new Set([
	"screen-reader-text",
	"sr-only",
	"visually-hidden",
]);
const HIDDEN_STYLE =
	/display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden/iu;

/** What an element is by its own attributes; null for one that may be an article. */
export function surroundingsOf(
	name: string,
	attributes: Readonly<Record<string, string>>,
): Surroundings | null {
	const { style = "", role = "", id = "" } = attributes;
	const classes = attributes.class ?? "";
	if (
		attributes.hidden !== undefined ||
		attributes["aria-hidden"] === "true" ||
		HIDDEN_STYLE.test(style) ||
		classes.split(/\s+/u).some((word) => HIDDEN_CLASSES.has(word))
	) {
		return "hidden";
	}
	if (LANDMARKS.has(name) || LANDMARK_ROLES.has(role.toLowerCase())) {
		return "landmark";
	}
	if (name === "figure") return "figure";
	const words = `${classes} ${id}`
		.split(NAME_ENDS)
		.map((word) => word.toLowerCase());
	return name === "form" ||
		(words.some((word) => NAMES.has(word)) &&
			!words.some((word) => ARTICLE_NAMES.has(word)))
		? "named"
		: null;
}

/** Characters of what is more than its name says. Longer lists of links and comments are known by other signs. */
const LONG = 2000;

const ARTICLES: ReadonlySet<string> = new Set(["article", "main"]);
const QUOTATIONS: ReadonlySet<string> = new Set(["blockquote", "pre", "table"]);

/** What came before some place of a page. */
interface Count {
	characters: number;
	/** Headings of the first level, and other signs of the article itself. */
	headings: number;
	quotations: number;
}

/**
 * Takes out of an element what stands around its article. Kept are headers inside of articles, figures of quotations
 * and tables, what holds the heading of the page, and what is only named so but holds half of the text.
 */
export function removeAround(
	root: Element,
	around: ReadonlyMap<Element, Surroundings>,
): void {
	const count: Count = { characters: 0, headings: 0, quotations: 0 };
	const before: Count[] = [];
	const removed = new Set<Element>();
	const named: { element: Element; characters: number }[] = [];
	let articles = 0;

	function enter(element: Element): boolean {
		if (around.get(element) === "hidden") return false;
		if (around.has(element)) before.push({ ...count });
		if (ARTICLES.has(element.name)) articles += 1;
		if (isHeading(element)) count.headings += 1;
		if (QUOTATIONS.has(element.name)) count.quotations += 1;
		return true;
	}

	function leave(element: Element): void {
		const kind = around.get(element);
		if (kind === "hidden") {
			removed.add(element);
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
			removed.add(element);
		}
	}

	walk(root, {
		enter,
		text: (text) => {
			count.characters += text.trim().length;
		},
		leave,
	});
	const least = Math.min(LONG, count.characters / 2);
	const small = named
		.filter(({ characters }) => characters < least)
		.map(({ element }) => element);
	for (const without of [[...hidden, ...landmarks, ...small], [...hidden, ...landmarks], hidden]) {
	}
}

function isHeading({ name, attributes }: Element): boolean {
	return (
		name === "h1" || name === "main" || attributes.itemprop === "articleBody"
	);
}
