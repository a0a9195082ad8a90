import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";

/**
 * Between the paths of the file system and those of citations. The latter start at the folder that
 * holds the index folder, so that an index and its articles can move together; a file outside that
 * folder keeps its absolute path. They use `/` on every system.
 */
export class Paths {
	readonly #base: string;

	constructor(indexDir: string) {
		this.#base = dirname(resolve(indexDir));
	}

	toStored(path: string): string {
		const absolute = resolve(path);
		const inside = relative(this.#base, absolute);
		const outside =
			inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside);
		return (outside ? absolute : inside || ".").split(sep).join("/");
	}

	toAbsolute(stored: string): string {
		return isAbsolute(stored) ? stored : join(this.#base, stored);
	}
}

/** Whether a stored path is a stored folder or something below it. */
export function isWithin(path: string, folder: string): boolean {
	return folder === "."
		? !isAbsolute(path)
		: path === folder ||
				path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}
