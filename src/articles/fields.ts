import type { Metadata, Origin } from "../types.ts";
import type { Field, FieldMap } from "./field-names.ts";
import { languageTag } from "./metadata/language-tag.ts";
import { publishedFrom } from "./metadata/published.ts";
import { stated } from "./unstated.ts";

/** The usual names, the first that is there counts. */
const NAMES: Record<Field, readonly string[]> = {
	title: ["title", "headline"],
	text: ["text", "body", "content"],
	date: ["date", "published", "published_at", "publishedAt", "datePublished"],
	source: ["source", "publisher", "outlet"],
	author: ["author", "byline", "authors"],
	url: ["url", "link"],
	language: ["language", "lang"],
};

/** A record of JSON, or front matter. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a record's fields say of its article. */
export function metadataOf(
	fields: Fields,
	map: FieldMap,
	from: Origin,
): Metadata {
	const value = (field: Field) =>
		stated(asText(fieldOf(fields, field, map)), from);
	const date = fieldOf(fields, "date", map);
	const published =
		typeof date === "string" || typeof date === "number"
			? publishedFrom(date)
			: null;
	const language = value("language");
	return {
		headline: value("title"),
		author: value("author"),
		source: value("source"),
		agency: null,
		place: null,
		published: stated(published, from),
		language: stated(language && languageTag(language.value), from),
		url: value("url"),
	};
}

/** The value of a field; undefined where it has none. */
export function fieldOf(
	fields: Fields,
	field: Field,
	map: FieldMap = {},
): unknown {
	const mapped = map[field];
	if (mapped !== undefined) return at(fields, mapped);
	const name = NAMES[field].find((each) => own(fields, each) !== undefined);
	return name === undefined ? undefined : own(fields, name);
}

/** A field by its name, or by a path of names with dots between. */
function at(fields: Fields, path: string): unknown {
	const whole = own(fields, path);
	if (whole !== undefined) return whole;
	let value: unknown = fields;
	for (const name of path.split(".")) {
		if (!isFields(value)) return undefined;
		value = own(value, name);
	}
	return value;
}

function own(fields: Fields, name: string): unknown {
	const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
	return value === null ? undefined : value;
}

/** Names come by themselves, in lists, and as objects with a name. */
function asText(value: unknown): string | null {
	const values: unknown[] = Array.isArray(value) ? value : [value];
	const names = values.map(nameOf).filter((name) => name.trim() !== "");
	return names.length > 0 ? names.join(", ") : null;
}

function nameOf(value: unknown): string {
	const name = isFields(value) ? own(value, "name") : value;
	return typeof name === "string" || typeof name === "number"
		? String(name)
		: "";
}
