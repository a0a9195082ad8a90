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
	"entry",
	"hentry",
	"main",
	"post",
	"story",
	"text",
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
