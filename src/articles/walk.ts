import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { reasonOf, SearchError } from "../errors.ts";
import { hasReader } from "./formats.ts";

export interface Walk {
	/** Absolute paths of articles, sorted. */
	files: string[];
	/** Entries that are no articles to us: see {@link walk}. */
	ignored: number;
	/** Folders that could not be listed, and what is wrong with them. */
	unreadable: { path: string; reason: string }[];
}

/**
 * Finds the articles under a folder.
 *
 * Ignored, and counted, are hidden entries, `node_modules`, symbolic links (a link to a folder
 * above would never end), the index folder, and files that no reader knows.
 *
 * @param indexDir - Absolute path of the index folder.
 */
export async function walk(folder: string, indexDir: string): Promise<Walk> {
	const found: Walk = { files: [], ignored: 0, unreadable: [] };
	const folders = [folder];
	for (let at = folders.pop(); at !== undefined; at = folders.pop()) {
		let entries: Awaited<ReturnType<typeof list>>;
		try {
			entries = await list(at);
		} catch (error) {
			found.unreadable.push({ path: at, reason: reasonOf(error) });
			continue;
		}
		for (const entry of entries) {
			const path = join(at, entry.name);
			const hidden = entry.name.startsWith(".");
			if (!hidden && entry.isFile() && hasReader(entry.name)) {
				found.files.push(path);
			} else if (
				!hidden &&
				entry.isDirectory() &&
				entry.name !== "node_modules" &&
				path !== indexDir
			) {
				folders.push(path);
			} else {
				found.ignored += 1;
			}
		}
	}
	found.files.sort();
	return found;
}

function list(folder: string) {
	return readdir(folder, { withFileTypes: true });
}

/**
 * Tells a file from a folder among the paths that a user named. Links are followed.
 *
 * @throws {SearchError} `ARTICLE_UNREADABLE` if there is nothing, or neither of the two.
 */
export async function kindOf(path: string): Promise<"file" | "folder"> {
	let stats: Awaited<ReturnType<typeof stat>>;
	try {
		stats = await stat(resolve(path));
	} catch (error) {
		throw new SearchError(
			"ARTICLE_UNREADABLE",
			`cannot read ${path}: ${reasonOf(error)}`,
			"check the path; to drop it from an index: ask index --remove PATH",
			{ cause: error },
		);
	}
	if (stats.isDirectory()) return "folder";
	if (stats.isFile()) return "file";
	throw new SearchError(
		"ARTICLE_UNREADABLE",
		`${path} is neither a file nor a folder`,
		"name a file or a folder",
	);
}
