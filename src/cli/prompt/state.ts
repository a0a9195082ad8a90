import type { Result } from "../../types.ts";
import type { Look } from "../terminal.ts";
import type { Search } from "./searching.ts";
import type { Welcome } from "./welcome.ts";

/** Of a terminal, in characters. */
export interface Size {
	columns: number;
	rows: number;
}

/** The question as it is being edited. */
export interface Line {
	text: string;
	/** In UTF-16 units from its beginning. */
	cursor: number;
}

/** A result that was moved to, and where in the list it stood. */
export interface Choice {
	id: string;
	at: number;
}

/** What a frame shows. */
export interface State {
	line: Line;
	search: Search;
	/** Null while nothing was chosen: then the first result is. */
	choice: Choice | null;
	/** The first result that was seen in the frame before. */
	first: number;
	/** Stands in place of the keys. */
	note: string | null;
}

/** What stays the same from frame to frame. */
export interface Scene {
	look: Look;
	welcome: Welcome;
	/** Whether the question's words are marked. */
	marksWords: boolean;
	toAbsolute: (path: string) => string;
}

/** Which of the results is selected. */
export function selectedOf(
	results: readonly Result[],
	choice: Choice | null,
): number {
	if (!choice) return 0;
	const at = results.findIndex(({ citation }) => citation.id === choice.id);
	return at === -1 ? Math.max(0, Math.min(choice.at, results.length - 1)) : at;
}
