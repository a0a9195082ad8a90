import { type Claims, isAddress } from "./claims.ts";

type Node = Readonly<Record<string, unknown>>;

/** Characters of all JSON-LD of a page that are looked at. */
const MAX_CHARACTERS = 2_000_000;
// More objects do not describe one article, more names are no byline.
const MAX_NODES = 1000;
const MAX_NAMES = 20;
const ARTICLE =
	/^(?:https?:\/\/schema\.org\/|schema:)?(?:\w{0,20}Article|(?!Job)\w{0,20}Posting|Report)$/u;
// Pages in XHTML wrap it up, and some put it into a comment.
const WRAPPER = /^(?:\/\/|\/\*)?\s*(<!\[CDATA\[|<!--)/u;
const COMMENT_END = /^\s*(?:\/\/|\*\/)/u;
const CONTROLS =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what JSON forbids in strings.
	/[\0-\x1f]+/gu;

/**
 * What the JSON-LD of a page says about its article. Nothing is taken from objects that are no articles.
 *
 * @param canonical - Tells the page's own article from others that it lists.
 */
export function jsonLdClaims(
	scripts: readonly string[],
	canonical: string | null,
	warnings: string[],
): Claims {
	const nodes = nodesOf(parsed(scripts, warnings));
	const articles = nodes.filter(isArticle);
	const article =
		articles.find((node) => urls(node).some((url) => url === canonical)) ??
		articles.find((node) => strings(node.headline).length > 0) ??
		articles[0];
	if (!article) return {};
	const byId = new Map(nodes.map((node) => [node["@id"], node]));
	const authors = names(article.author, byId);
	return {
		headline: [...strings(article.headline), ...strings(article.name)],
		author: [
			(authors.length > 0 ? authors : names(article.creator, byId)).join(", "),
		],
		source: names(article.publisher, byId),
		published: strings(article.datePublished),
		language: languages(article.inLanguage),
		url: urls(article),
	};
}

function parsed(scripts: readonly string[], warnings: string[]): unknown[] {
	const values: unknown[] = [];
	let characters = 0;
	let broken = false;
	for (const script of scripts) {
		characters += script.length;
		if (characters > MAX_CHARACTERS) {
			warnings.push("holds too much JSON-LD, part of which was left out");
			break;
		}
		if (script.trim() === "") continue;
		const text = unwrapped(script);
		const value = parse(text) ?? parse(text.replace(CONTROLS, " "));
		if (value === undefined) broken = true;
		values.push(value);
	}
	if (broken) warnings.push("holds JSON-LD that is not JSON and was left out");
	return values;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		if (error instanceof SyntaxError) return undefined;
		throw error;
	}
}

function unwrapped(script: string): string {
	const text = script.trim();
	const [opening = "", wrapper] = WRAPPER.exec(text) ?? [];
	const inner = text.slice(opening.length).replace(COMMENT_END, "");
	const end = wrapper
		? inner.lastIndexOf(wrapper === "<!--" ? "-->" : "]]>")
		: -1;
	return (end < 0 ? inner : inner.slice(0, end))
		.trim()
		.replace(/(?:;|\/\/|\/\*)$/u, "");
}

/** The objects that stand by themselves, not those that describe another. */
function nodesOf(values: readonly unknown[]): Node[] {
	const nodes: Node[] = [];
	const queue = [...values];
	for (let at = 0; at < queue.length && at < MAX_NODES; at += 1) {
		const value = queue[at];
		if (Array.isArray(value)) queue.push(...value.slice(0, MAX_NODES));
		if (!isNode(value)) continue;
		nodes.push(value);
		queue.push(value["@graph"], value.mainEntity);
	}
	return nodes;
}

function isNode(value: unknown): value is Node {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isArticle(node: Node): boolean {
	return strings(node["@type"]).some((type) => ARTICLE.test(type));
}

/** A string, or those in an array, without blank ones. */
function strings(value: unknown): string[] {
	const values: unknown[] = Array.isArray(value) ? value : [value];
	return values
		.filter((one) => typeof one === "string")
		.map((one) => one.trim())
		.filter((one) => one !== "");
}

/** Names of persons and organizations, which may be described elsewhere. */
function names(value: unknown, byId: ReadonlyMap<unknown, Node>): string[] {
	const values: unknown[] = Array.isArray(value) ? value : [value];
	const found = values.slice(0, MAX_NAMES).flatMap((one) => {
		if (!isNode(one)) return strings(one);
		const node = one.name === undefined ? byId.get(one["@id"]) : one;
		return strings(node?.name).slice(0, MAX_NAMES);
	});
	return [...new Set(found)].filter((name) => !isAddress(name));
}

function languages(value: unknown): string[] {
	return isNode(value)
		? [...strings(value.alternateName), ...strings(value.name)]
		: strings(value);
}

function urls(node: Node): string[] {
	const page = node.mainEntityOfPage;
	return [
		...strings(node.url),
		...strings(isNode(page) ? (page["@id"] ?? page.url) : page)
			// The identifier of an object, as in “…/#webpage”, is the page's address and a name.
			.map((url) => url.replace(/#.*$/su, "")),
	];
}
