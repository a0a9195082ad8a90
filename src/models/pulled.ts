import { readdir, readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import envPaths from "env-paths";
import * as z from "zod/mini";

/** What a model that was fetched says of itself. */
export const PulledModel = z.object({
	/** OWNER/NAME. */
	name: z.string(),
	/** The commit that it is of, in hex. */
	revision: z.string(),
});
export type PulledModel = z.infer<typeof PulledModel>;

/** The file in a model's folder that holds it. */
export const PULLED = "pulled.json";
// OWNER/NAME, as hubs write it; neither part can lead out of the folder.
const NAME = /^(?!\.)[\w.-]+\/(?!\.)[\w.-]+$/u;

/** Whether something could be the name of a model on a hub. */
export function isModelName(name: string): boolean {
	return NAME.test(name);
}

/** The folder of the models that were fetched: the one named, else in the user's data folder. */
export function pulledFolder(named?: string): string {
	const { data } = envPaths("verbatim-search", { suffix: "" });
	return resolve(named || join(data, "models"));
}

/**
 * The models that were fetched, by name, each with its folder.
 *
 * @param models - See {@link pulledFolder}.
 */
export async function pulledModels(
	models?: string,
): Promise<(PulledModel & { folder: string })[]> {
	const root = pulledFolder(models);
	const found: (PulledModel & { folder: string })[] = [];
	for (const owner of await namesIn(root)) {
		if (owner.startsWith(".")) continue;
		for (const name of await namesIn(join(root, owner))) {
			const folder = join(root, owner, name);
			const pulled = await pulledIn(folder);
			if (pulled) found.push({ ...pulled, folder });
		}
	}
	return found;
}

/** What a folder says of the model in it; null where it holds none that was fetched. */
export async function pulledIn(folder: string): Promise<PulledModel | null> {
	try {
		const text = await readFile(join(folder, PULLED), "utf8");
		return PulledModel.parse(JSON.parse(text));
	} catch {
		return null;
	}
}

/**
 * The folder of a model that a user named: a folder, else one that was fetched.
 *
 * @param models - See {@link pulledFolder}.
 * @returns Absolute; also where nothing is there.
 */
export async function modelFolder(
	model: string,
	models?: string,
): Promise<string> {
	const named = resolve(model);
	const isThere = await stat(named).catch(() => null);
	const fetched = join(pulledFolder(models), model);
	return !isThere && isModelName(model) && (await pulledIn(fetched))
		? fetched
		: named;
}

async function namesIn(folder: string): Promise<string[]> {
	try {
		return (await readdir(folder)).sort();
	} catch {
		// No folder, no models.
		return [];
	}
}
