import { join } from "node:path";
import { hashFile } from "../hashing/hashed-file.ts";
import {
	bundledChecksums,
	bundledFolder,
	bundledNames,
	type Checksums,
	checksumsIn,
} from "./bundle.ts";
import { pulledModels } from "./pulled.ts";

/** A model that is there without naming a folder. */
export interface KnownModel {
	name: string;
	/** The commit it was fetched at; null for one that came with the package. */
	revision: string | null;
	folder: string;
	bundled: boolean;
}

/**
 * The models that came with the package, and those that were fetched.
 *
 * @param models - The folder of the latter; default: in the user's data folder.
 */
export async function knownModels(models?: string): Promise<KnownModel[]> {
	const bundled = (await bundledNames()).map((name) => ({
		name,
		revision: null,
		folder: bundledFolder(name),
		bundled: true,
	}));
	const pulled = await pulledModels(models);
	return [...bundled, ...pulled.map((each) => ({ ...each, bundled: false }))];
}

/** The files of a model that are missing or not what was published. */
export async function damagedIn({
	name,
	folder,
	bundled,
}: KnownModel): Promise<string[]> {
	return damagedFiles(
		folder,
		bundled ? await bundledChecksums(name) : await checksumsIn(folder),
	);
}

/** The files of a folder that are missing or have another checksum; of a folder without checksums, those. */
export async function damagedFiles(
	folder: string,
	sums: Checksums | null,
): Promise<string[]> {
	if (!sums) return ["SHA256SUMS"];
	const damaged: string[] = [];
	for (const [name, sha256] of sums) {
		const found = await hashFile(join(folder, name)).catch(() => null);
		if (found?.sha256 !== sha256) damaged.push(name);
	}
	return damaged;
}
