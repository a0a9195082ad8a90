import type { Article } from "../types.ts";
import { unreadable } from "./decode.ts";
import type { FieldMap } from "./field-names.ts";
import { fieldOf, isFields, metadataOf } from "./fields.ts";
import { headlineOf } from "./headline.ts";
import { stated } from "./unstated.ts";

/** Reads an article out of a record of JSON: its text is a field's value, character by character. */
export function readRecord(record: unknown, map: FieldMap): Article {
	const value = isFields(record) ? fieldOf(record, "text", map) : undefined;
	if (!isFields(record) || typeof value !== "string") {
		const names = map.text ?? "text, body or content";
		throw unreadable(
			isFields(record) ? `has no text in ${names}` : "is no object of fields",
			"name the field that holds it: --map text=NAME",
		);
	}
	const metadata = metadataOf(record, map, "record");
	// Half a character, which JSON can escape and UTF-8 cannot hold, would be stored as another text.
	const text = value.toWellFormed();
	return {
		text,
		body: { start: 0, end: text.length },
		extracted: true,
		metadata: {
			...metadata,
			headline: metadata.headline ?? stated(headlineOf(text), "text"),
		},
		format: "text",
		warnings: [],
	};
}

/** Whether a record has what makes it an article. */
export function isRecord(value: unknown, map: FieldMap): boolean {
	return isFields(value) && typeof fieldOf(value, "text", map) === "string";
}
