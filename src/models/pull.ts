import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { SearchError } from "../errors.ts";
import type { Progress } from "../types.ts";
import { CHECKSUMS, checksumsIn } from "./bundle.ts";
import { damagedFiles } from "./check.ts";
import { WANTED_OF_EMBEDDER } from "./files.ts";
import { Hub, type HubOptions, type RemoteFile } from "./hub.ts";
import {
	isModelName,
	PULLED,
	type PulledModel,
	pulledFolder,
	pulledIn,
} from "./pulled.ts";

export interface PullOptions extends HubOptions {
	/** The folder of models to fetch it into; default: in the user's data folder. */
	models?: string | undefined;
	onProgress?: (progress: Progress) => void;
}

export interface Pulled extends PulledModel {
	folder: string;
	bytes: number;
	/** False where that revision was there already, and whole. */
	fetched: boolean;
}

// Folders that a download is on its way to.
const UNFINISHED = ".pulling-";

/**
 * Fetches a model, all of it or nothing: into a folder of its own, every size and checksum compared with what the hub
 * says, and then renamed.
 *
 * @throws {SearchError} `USAGE` (no model's name), `MODEL_NOT_FOUND` (the hub has none, or none that can be used),
 *   `DOWNLOAD_FAILED`.
 * @throws The signal's reason when it is aborted.
 */
export async function pullModel(options: PullOptions): Promise<Pulled> {
	const { name } = options;
	if (!isModelName(name)) {
		throw new SearchError(
			"USAGE",
			`${name} is not the name of a model`,
			"name it as the hub does: ask model pull OWNER/NAME",
		);
	}
	const hub = new Hub(options);
	const { sha: revision, siblings } = await hub.describe();
	const files = wanted(name, siblings);
	const bytes = files.reduce((sum, { size }) => sum + size, 0);
	const root = pulledFolder(options.models);
	const folder = join(root, name);
	if ((await pulledIn(folder))?.revision === revision) {
		if ((await damagedFiles(folder, await checksumsIn(folder))).length === 0) {
			return { name, revision, folder, bytes, fetched: false };
		}
	}
	await mkdir(root, { recursive: true });
	await sweep(root);
	const unfinished = join(root, `${UNFINISHED}${process.pid}-${Date.now()}`);
	try {
		let done = 0;
		const sums: string[] = [];
		for (const file of files) {
			const sha256 = await hub.fetch(revision, file, unfinished, (got) => {
				done += got;
				options.onProgress?.({ phase: "fetch", done, total: bytes });
			});
			sums.push(`${sha256}  ${file.rfilename}\n`);
		}
		const forGood = { flush: true };
		await writeFile(join(unfinished, CHECKSUMS), sums.join(""), forGood);
		const pulled = JSON.stringify({ name, revision });
		await writeFile(join(unfinished, PULLED), pulled, forGood);
		await mkdir(dirname(folder), { recursive: true });
		await rm(folder, { recursive: true, force: true });
		await rename(unfinished, folder);
	} catch (error) {
		await rm(unfinished, { recursive: true, force: true });
		throw error;
	}
	return { name, revision, folder, bytes, fetched: true };
}

/** Those of a repository's files that make a vector. */
function wanted(name: string, files: readonly RemoteFile[]): RemoteFile[] {
	const { required, optional, weights } = WANTED_OF_EMBEDDER;
	const find = (path: string) =>
		files.find(({ rfilename }) => rfilename === path);
	const missing = [...required, weights].find((path) => !find(path));
	if (missing) {
		throw new SearchError(
			"MODEL_NOT_FOUND",
			`${name} has no ${missing}, so it cannot be used`,
			"choose a model laid out for transformers.js, such as those of Xenova",
		);
	}
	return [...required, weights, ...optional].flatMap(
		(path) => find(path) ?? [],
	);
}

/** Removes what downloads left whose process is gone. */
async function sweep(root: string): Promise<void> {
	for (const name of await readdir(root)) {
		const pid = Number(
			name.startsWith(UNFINISHED)
				? name.slice(UNFINISHED.length).split("-")[0]
				: Number.NaN,
		);
		if (Number.isInteger(pid) && !isRunning(pid)) {
			await rm(join(root, name), { recursive: true, force: true });
		}
	}
}

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// It runs, but is not ours.
		return error instanceof Error && "code" in error && error.code === "EPERM";
	}
}
