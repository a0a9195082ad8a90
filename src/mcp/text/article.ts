import { oneLine } from "../../references/cited.ts";
import type { ArticleLines } from "../article-lines.ts";
import { marked } from "./marked.ts";

/** An article for those who read: its lines with their numbers, and the citations of its passages. */
export function articleText(found: ArticleLines): string {
	const { id, article, text, passages, became } = found;
	const about = [
		(article.source ?? article.agency)?.value,
		article.headline && `“${article.headline.value}”`,
		article.author?.value,
		article.published?.value,
	];
	const details = about
		.filter((part) => part)
		.map((part) => oneLine(`${part}`));
	return [
		[oneLine(id), ...details].join(", "),
		became && `warning: the source has ${became} since it was indexed`,
		extent(found),
		text === null
			? passages.map((passage) => marked(passage.text, ">")).join("\n\n")
			: numbered(text, found.lines.first),
		passages.length > 0 && `Passages, to cite:\n${citations(found)}`,
	]
		.filter((part) => part)
		.join("\n\n");
}

/** Which lines these are, and how to get at the others. */
function extent({ lines, text, cut, passages }: ArticleLines): string {
	const { first, last, total } = lines;
	if (text === null) {
		const rest = cut ? ` There are more: first_line ${last + 1}.` : "";
		return passages.length === 0
			? "The text is gone, and the index holds no passage of these lines."
			: `The text is gone: these are the passages that the index holds.${rest}`;
	}
	const here = `Lines ${first}-${last} of ${total}`;
	if (!cut) return `${here}:`;
	const torn = text.endsWith("\n")
		? ""
		: `, but line ${last} is too long to be read at once, and cut`;
	const rest = last === total ? "" : `; to go on: first_line ${last + 1}`;
	return `${here}${torn}${rest}.`;
}

function numbered(text: string, first: number): string {
	return text
		.replace(/\n$/u, "")
		.split("\n")
		.map((line, index) => marked(line.replace(/\r$/u, ""), `${first + index}:`))
		.join("\n");
}

function citations({ passages }: ArticleLines): string {
	return passages
		.map(({ id, lineStart, lineEnd }) => {
			const lines =
				lineStart === lineEnd
					? `line ${lineStart}`
					: `lines ${lineStart}-${lineEnd}`;
			return `${oneLine(id)} (${lines})`;
		})
		.join("\n");
}
