import { parse, YAMLError } from "yaml";
import type { Article } from "../types.ts";
import { isFields, metadataOf } from "./fields.ts";
import { headlineOf } from "./headline.ts";
import { stated, UNSTATED } from "./unstated.ts";

// Front matter: YAML between two lines of three dashes, the first of them the file's first line.
const FRONT_MATTER =
	/^\ufeff?---[ \t]*\r?\n([\s\S]*?)(?<=\n)---[ \t]*(?:\r?\n|$)/u;
const HEADING = /^ {0,3}(#{1,6})[ \t]+(.*)$/u;
const FENCE = /^ {0,3}(?:```|~~~)/u;
const UNDERLINE = /^ {0,3}(?:=+|-{2,})[ \t]*$/u;

/** Reads Markdown: front matter belongs to no passage, and says what the article is. */
export function readMarkdown(text: string): Article {
	const bomLength = text.startsWith("\ufeff") ? 1 : 0;
	const warnings: string[] = [];
	const frontMatter = frontMatterOf(text, warnings);
	const start = frontMatter?.length ?? bomLength;
	const content = text.slice(start);
	const fields = frontMatter?.fields;
	const metadata = isFields(fields)
		? metadataOf(fields, {}, "front matter")
		: UNSTATED;
	const headline =
		metadata.headline ??
		stated(headingOf(content), "markup") ??
		stated(headlineOf(content), "text");
	return {
		text,
		body: { start, end: text.length },
		extracted: false,
		metadata: { ...metadata, headline },
		format: "markdown",
		warnings,
	};
}

/** The fields between the dashes; null where the dashes are rules around text. */
function frontMatterOf(
	text: string,
	warnings: string[],
): { fields: unknown; length: number } | null {
	const match = FRONT_MATTER.exec(text);
	if (!match) return null;
	const { length } = match[0];
	try {
		const fields: unknown = parse(match[1] ?? "", { logLevel: "error" });
		return fields === null || typeof fields === "object"
			? { fields, length }
			: null;
	} catch (error) {
		// `yaml` throws a ReferenceError for aliases without end.
		if (!(error instanceof YAMLError || error instanceof ReferenceError)) {
			throw error;
		}
		const [firstLine] = error.message.split("\n");
		warnings.push(`front matter is not YAML and was left out: ${firstLine}`);
		return { fields: null, length };
	}
}

/** The heading that the article opens with, else its first one of level 1. */
function headingOf(content: string): string | null {
	const lines = content.trimStart().split("\n");
	const [first = "", second = ""] = lines;
	if (UNDERLINE.test(second.trimEnd()) && first.trim() !== "") {
		return first.trim();
	}
	let fenced = false;
	for (const [index, line] of lines.entries()) {
		if (FENCE.test(line)) fenced = !fenced;
		const [, level = "", text = ""] = HEADING.exec(line.trimEnd()) ?? [];
		if (!fenced && (level === "#" || (level !== "" && index === 0))) {
			return text.trim().replace(/#+$/u, "").trim() || null;
		}
	}
	return null;
}
