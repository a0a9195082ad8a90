import { bibtex } from "./bibtex.ts";
import type { Cited } from "./cited.ts";
import { markdown } from "./markdown.ts";
import { plain } from "./plain.ts";

export type { Cited };

/** How a passage can be quoted elsewhere. */
export const STYLES = ["plain", "markdown", "bibtex"] as const;
export type Style = (typeof STYLES)[number];

const WRITERS: Record<Style, (cited: Cited) => string> = {
	plain,
	markdown,
	bibtex,
};

/**
 * A passage with its source, ready to be pasted; without a line break at its end.
 *
 * What articles hold is not trusted: nothing of it is read as Markdown or TeX. Characters that reorder or hide text
 * are left as they are.
 */
export function reference(style: Style, cited: Cited): string {
	return WRITERS[style](cited);
}
