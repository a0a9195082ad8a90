/** A key as readline tells of it. */
export interface Key {
	name?: string | undefined;
	ctrl?: boolean | undefined;
}

/** What a key does beside editing the question. */
export type Command =
	| "up"
	| "down"
	| "page up"
	| "page down"
	| "open"
	| "tab"
	| "escape"
	| "leave";

const PLAIN: ReadonlyMap<string, Command> = new Map([
	["up", "up"],
	["down", "down"],
	["pageup", "page up"],
	["pagedown", "page down"],
	["return", "open"],
	["enter", "open"],
	["tab", "tab"],
	["escape", "escape"],
]);
const WITH_CTRL: ReadonlyMap<string, Command> = new Map([
	["p", "up"],
	["n", "down"],
	["d", "leave"],
]);

/** Null for a key that edits the question. */
export function commandOf({ name = "", ctrl = false }: Key): Command | null {
	return (ctrl ? WITH_CTRL : PLAIN).get(name) ?? null;
}
