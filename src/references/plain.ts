import { type Cited, sourceOf } from "./cited.ts";

/** The words as they stand, who says them and where, the place and the citation, each on lines of its own. */
export function plain({ citation, text }: Cited): string {
	const { speaker, outlet, title, day, url, place, id } = sourceOf(citation);
	const article = [outlet, title && `“${title}”`, day]
		.filter((part) => part)
		.join(", ");
	const said = [speaker, article].filter((part) => part).join(", in ");
	return [text, "", ...(said ? [`— ${said}`] : []), place, url, id]
		.filter((line) => line !== null)
		.join("\n");
}
