import { parse, YAMLError } from "yaml";
import type { Article } from "../types.ts";
import { headlineOf } from "./headline.ts";

// Front matter: YAML between two lines of three dashes, the first of them the file's first line.
const FRONT_MATTER =
	/^\ufeff?---[ \t]*\r?\n([\s\S]*?)(?<=\n)---[ \t]*(?:\r?\n|$)/u;
const ATX_HEADING = /^ {0,3}#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$/mu;
const SETEXT_HEADING = /^(\S.*)\r?\n(?:=+|-{2,})[ \t]*$/mu;

/** Reads Markdown: front matter belongs to no passage, and its `title` is the article's. */
export function readMarkdown(text: string): Article {
	const frontMatter = FRONT_MATTER.exec(text);
	const bomLength = text.startsWith("\ufeff") ? 1 : 0;
	const start = frontMatter ? frontMatter[0].length : bomLength;
	const content = text.slice(start);
	const warnings: string[] = [];
	let title: string | null = null;
	try {
		title = titleOf(parse(frontMatter?.[1] ?? "", { logLevel: "error" }));
	} catch (error) {
		// `yaml` throws a ReferenceError for aliases without end.
		if (!(error instanceof YAMLError || error instanceof ReferenceError)) {
			throw error;
		}
		const [firstLine] = error.message.split("\n");
		warnings.push(`front matter is not YAML and was left out: ${firstLine}`);
	}
	return {
		text,
		body: { start, end: text.length },
		title: title ?? headingOf(content) ?? headlineOf(content),
		format: "markdown",
		warnings,
	};
}

function titleOf(fields: unknown): string | null {
	if (typeof fields !== "object" || fields === null || !("title" in fields)) {
		return null;
	}
	const { title } = fields;
	if (typeof title !== "string" && typeof title !== "number") return null;
	return String(title).trim() || null;
}

function headingOf(content: string): string | null {
	const headings = [ATX_HEADING.exec(content), SETEXT_HEADING.exec(content)];
	const [first] = headings
		.filter((match) => match !== null)
		.sort((a, b) => a.index - b.index);
	return first?.[1]?.trim() || null;
}
