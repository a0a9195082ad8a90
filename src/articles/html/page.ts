import { Parser } from "htmlparser2";
import type { SearchError } from "../../errors.ts";
import { unreadable } from "../decode.ts";
import { MAX_ELEMENTS, MAX_FOREIGN, MAX_NESTING } from "./limits.ts";
import { type Surroundings, surroundingsOf } from "./surroundings.ts";
import { EMPTY, FOREIGN, SKIPPED } from "./tags.ts";
import type { Element } from "./tree.ts";

/** What a page says about itself outside its text, raw and in the order of the page. */
export interface Head {
	/** The attribute `lang` of the page as a whole. */
	language: string | null;
	title: string | null;
	canonical: string | null;
	/** Where a browser that saved the page says it comes from. */
	savedFrom: string | null;
	/** Tags with a name or a property, which is in lower case. */
	meta: { name: string; content: string }[];
	jsonLd: string[];
}

/** A web page, without what is never part of an article: scripts, pictures, captions, buttons … */
export interface Page {
	head: Head;
	body: Element;
	/** Elements of the body that are no part of an article as a rule. */
	around: ReadonlyMap<Element, Surroundings>;
}

/** Their content counts as content of the body, wherever a page puts it. */
const TRANSPARENT: ReadonlySet<string> = new Set(["html", "head", "body"]);
/** The attributes that something is decided by. Others make a page large, and expressions that look at them slow. */
const KEPT = [
	"class",
	"colspan",
	"content",
	"datatable",
	"datetime",
	"id",
	"itemprop",
	"rel",
	"role",
	"rowspan",
	"summary",
];
const MAX_ATTRIBUTE = 1000;
const ELEMENT_NAME = /^[a-z][a-z0-9-]{0,40}$/u;
const SAVED_FROM =
	/^ ?saved from url=\(\d{1,5}\)(\S+)|^\s*Page saved with SingleFile\s+url: (\S+)/u;

/** Old names of preformatted text. */
const PREFORMATTED: ReadonlySet<string> = new Set([
	"listing",
	"plaintext",
	"xmp",
]);

interface Frame {
	name: string;
	/** What content is put into. */
	into: Element;
	/** Whether the content is thrown away. */
	skipped: boolean;
}

type Attributes = Readonly<Record<string, string>>;

/**
 * Parses a page, whatever is wrong with it. Nothing in it is run or fetched.
 *
 * @throws {SearchError} `ARTICLE_UNREADABLE` for a page beyond {@link MAX_NESTING} or {@link MAX_ELEMENTS}.
 */
export function parsePage(html: string): Page {
	const body: Element = { name: "body", attributes: {}, children: [] };
	const around = new Map<Element, Surroundings>();
	const head: Head = {
		language: null,
		title: null,
		canonical: null,
		savedFrom: null,
		meta: [],
		jsonLd: [],
	};
	const frames: Frame[] = [];
	const bottom: Frame = { name: "body", into: body, skipped: false };
	let elements = 0;
	let foreign = 0;
	let pending: string[] = [];

	const top = () => frames.at(-1) ?? bottom;

	function takePending(): string {
		const text = pending.join("").replaceAll("\u00a0", " ");
		pending = [];
		return text;
	}

	function flush(): void {
		const text = takePending();
		if (text !== "") top().into.children.push(text);
	}

	function append(name: string, attributes: Attributes): Element {
		elements += 1;
		if (elements > MAX_ELEMENTS) throw tooMany();
		const element = { name, attributes: kept(attributes), children: [] };
		top().into.children.push(element);
		const kind = surroundingsOf(name, attributes);
		if (kind) around.set(element, kind);
		return element;
	}

	function open(name: string, attributes: Attributes): Frame {
		const { into, skipped } = top();
		if (name === "script" && isJsonLd(attributes)) {
			flush();
			return { name: "json-ld", into, skipped: true };
		}
		if (skipped || SKIPPED.has(name)) return { name, into, skipped: true };
		if (name === "meta") noteMeta(head, attributes);
		if (name === "link") noteLink(head, attributes);
		if (name === "html") head.language ??= attributes.lang ?? null;
		if (
			EMPTY.has(name) ||
			TRANSPARENT.has(name) ||
			!ELEMENT_NAME.test(name) ||
			((name === "meta" || name === "link") && !attributes.itemprop)
		) {
			return { name, into, skipped };
		}
		flush();
		if (name === "title") return { name, into, skipped };
		const known = PREFORMATTED.has(name) ? "pre" : name;
		return { name, into: append(known, attributes), skipped };
	}

	const parser = new Parser({
		onopentag(name, attributes) {
			if (FOREIGN.has(name)) foreign += 1;
			if (foreign > MAX_FOREIGN) throw tooMany();
			if (frames.length >= MAX_NESTING) {
				throw unreadable("is nested too deeply to read", "leave it out");
			}
			frames.push(open(name, attributes));
		},
		ontext(text) {
			const { name, skipped } = top();
			if (!skipped || name === "json-ld") pending.push(text);
		},
		onclosetag() {
			const { name, into, skipped } = top();
			if (name === "json-ld") head.jsonLd.push(takePending());
			else if (name === "title" && !skipped) head.title ??= takePending();
			else if (into !== frames.at(-2)?.into) flush();
			frames.pop();
		},
		oncomment(text) {
			const [, browser, extension] = SAVED_FROM.exec(text) ?? [];
			head.savedFrom ??= browser ?? extension ?? null;
		},
	});
	parser.end(html);
	flush();
	return { head, body, around };
}

function tooMany(): SearchError {
	return unreadable("holds too many elements to read", "leave it out");
}

function kept(attributes: Attributes): Attributes {
	const few: Record<string, string> = {};
	for (const name of KEPT) {
		const value = attributes[name];
		if (value !== undefined) few[name] = value.slice(0, MAX_ATTRIBUTE);
	}
	return few;
}

function isJsonLd(attributes: Attributes): boolean {
	return /^\s*application\/ld\+json\s*(?:;|$)/iu.test(attributes.type ?? "");
}

function noteMeta(head: Head, attributes: Attributes): void {
	const { content } = attributes;
	if (content === undefined) return;
	const names = [
		attributes.name,
		attributes.property,
		attributes["http-equiv"],
	];
	for (const name of names) {
		if (name) head.meta.push({ name: name.trim().toLowerCase(), content });
	}
}

function noteLink(head: Head, attributes: Attributes): void {
	const relations = (attributes.rel ?? "").toLowerCase().split(/\s+/u);
	if (relations.includes("canonical")) {
		head.canonical ??= attributes.href ?? null;
	}
}
