import { stat } from "node:fs/promises";
import { hasReader } from "../articles/formats.ts";
import { kindOf, walk } from "../articles/walk.ts";
import { placeName } from "../citation.ts";
import { reasonOf, SearchError } from "../errors.ts";
import { isWithin, type Paths } from "../paths.ts";
import type { Source } from "../store/apply.ts";
import type { ArticlePlace, SkippedFile } from "../types.ts";

/** Which sources an update looks at, and which ones the index has afterwards. */
export interface Plan {
	refreshed: Source[];
	/** All of them after the update. */
	sources: Source[];
	dropped: Source[];
}

/** The files under the refreshed sources. */
export interface Scan {
	/** Stored paths, sorted. */
	files: string[];
	ignored: number;
	/** Sources and folders that could not be looked into: nothing under them is judged vanished. */
	unreadable: SkippedFile[];
	/** Sources that were single files and are gone. */
	vanished: Source[];
}

/**
 * Decides what to look at: the named paths, or everything when none is named or removed.
 *
 * @throws {SearchError} `ARTICLE_UNREADABLE` if a named path is not there, `USAGE` if a path to remove
 *   is not a source, `NO_ARTICLES` if there is nothing to look at.
 */
export async function planSources(
	known: readonly Source[],
	named: readonly string[],
	removed: readonly string[],
	paths: Paths,
): Promise<Plan> {
	const dropped = removed.map((path) => {
		const stored = paths.toStored(path);
		const source = known.find((candidate) => candidate.path === stored);
		if (!source) {
			throw new SearchError(
				"USAGE",
				`${path} is not a source of this index`,
				known.length > 0
					? `its sources: ${known.map((candidate) => candidate.path).join(", ")}`
					: "the index has no sources yet: ask index FOLDER",
			);
		}
		return source;
	});
	if (named.includes("")) {
		throw new SearchError(
			"USAGE",
			"a path is empty",
			"name a file or a folder",
		);
	}
	const both = named.find((path) =>
		dropped.some((source) => source.path === paths.toStored(path)),
	);
	if (both !== undefined) {
		throw new SearchError(
			"USAGE",
			`${both} is to be indexed and removed at once`,
			"name it only once",
		);
	}
	const added = await Promise.all(
		named.map(async (path) => ({
			path: paths.toStored(path),
			kind: await kindOf(path),
		})),
	);
	// A file that no reader knows is skipped with its reason, now but not for ever.
	const lasting = added.filter(
		({ path, kind }) => kind === "folder" || hasReader(path),
	);
	const sources = new Map(
		[...known, ...lasting].map((source) => [source.path, source]),
	);
	for (const { path } of dropped) sources.delete(path);
	const everything = named.length === 0 && removed.length === 0;
	// A source inside another, such as a hidden folder, is found by its own name only: look there too.
	const inside = [...sources.values()].filter((source) =>
		added.some(
			({ path }) => path !== source.path && isWithin(source.path, path),
		),
	);
	if (sources.size + added.length + dropped.length === 0) {
		throw new SearchError(
			"NO_ARTICLES",
			"nothing to index: no path was given, and the index holds none",
			"name a folder of articles: ask index FOLDER",
		);
	}
	return {
		refreshed: everything ? [...sources.values()] : [...added, ...inside],
		sources: [...sources.values()],
		dropped,
	};
}

export async function scanSources(
	refreshed: readonly Source[],
	paths: Paths,
	indexDir: string,
): Promise<Scan> {
	const files = new Set<string>();
	const scan: Omit<Scan, "files"> = {
		ignored: 0,
		unreadable: [],
		vanished: [],
	};
	for (const source of refreshed) {
		const absolute = paths.toAbsolute(source.path);
		if (source.kind === "file") {
			const missing = await whyMissing(absolute);
			if (missing === null) files.add(source.path);
			else if (missing === "gone") scan.vanished.push(source);
			else scan.unreadable.push({ path: source.path, reason: missing });
			continue;
		}
		const found = await walk(absolute, indexDir);
		for (const file of found.files) files.add(paths.toStored(file));
		for (const { path, reason } of found.unreadable) {
			scan.unreadable.push({ path: paths.toStored(path), reason });
		}
		scan.ignored += found.ignored;
	}
	return { ...scan, files: [...files].sort() };
}

/**
 * Which of the indexed articles leave: those that a file that was read no longer holds, those of files that a
 * refreshed source no longer has, and those of a dropped source that no other source has.
 *
 * @param read - Places of the articles that the files read hold, and the files all of whose articles stay.
 */
export function leaving<T extends ArticlePlace>(
	indexed: readonly T[],
	plan: Plan,
	scan: Scan,
	read: { keys: ReadonlySet<string>; unchanged: ReadonlySet<string> },
): T[] {
	const seen = new Set(scan.files);
	const isUnder = (path: string, sources: readonly Source[]) =>
		sources.some((source) =>
			source.kind === "file"
				? source.path === path
				: isWithin(path, source.path),
		);
	return indexed.filter((article) => {
		const { path } = article;
		if (seen.has(path)) {
			return !read.unchanged.has(path) && !read.keys.has(placeName(article));
		}
		if (scan.unreadable.some((skipped) => isWithin(path, skipped.path))) {
			return false;
		}
		return (
			isUnder(path, plan.refreshed) ||
			(isUnder(path, plan.dropped) && !isUnder(path, plan.sources))
		);
	});
}

/** Null for a file that is there, "gone" for one that is not, else what keeps us from telling. */
async function whyMissing(path: string): Promise<string | null> {
	try {
		return (await stat(path)).isFile() ? null : "is not a file any more";
	} catch (error) {
		const code = error instanceof Error && "code" in error ? error.code : null;
		return code === "ENOENT" || code === "ENOTDIR" ? "gone" : reasonOf(error);
	}
}
