/** What a field of a record or of front matter can say. */
export const FIELDS = [
	"title",
	"text",
	"date",
	"source",
	"author",
	"url",
	"language",
] as const;
export type Field = (typeof FIELDS)[number];

/** The name of a field in the records at hand, where it is none of the usual ones; a dot leads into an object. */
export type FieldMap = Partial<Record<Field, string>>;
