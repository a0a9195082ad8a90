import { readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type * as z from "zod/mini";
import { reasonOf, SearchError } from "../errors.ts";
import { readWhole, sha256Of } from "../whole-file.ts";

/** The folder of the models that come with the package. */
const BUNDLED_MODELS: string = fileURLToPath(
	new URL("../../models", import.meta.url),
);
const CHECKSUMS = "SHA256SUMS";

/** Which files of a model's folder are read. */
export interface Wanted {
	required: readonly string[];
	/** These may be missing. */
	optional: readonly string[];
}

/** The files of a model. */
export class ModelFolder {
	/** Absolute. */
	readonly root: string;
	/** The last two parts of the folder. */
	readonly name: string;
	/**
	 * SHA-256 over all files that were read, in hex; worked out beside this thread, which has other things to load.
	 * Rejects with `MODEL_CORRUPT` if a bundled model is not the published one.
	 */
	readonly fingerprint: Promise<string>;
	readonly #files: ReadonlyMap<string, Buffer>;

	private constructor(
		root: string,
		files: ReadonlyMap<string, Buffer>,
		fingerprint: Promise<string>,
	) {
		this.root = root;
		this.name = `${basename(dirname(root))}/${basename(root)}`;
		this.fingerprint = fingerprint;
		// Whoever uses the model asks for it; something else may fail before that.
		fingerprint.catch(() => {});
		this.#files = files;
	}

	/**
	 * Reads a model's folder. The files of a bundled model are compared with `models/SHA256SUMS`, which
	 * `sha256sum --check` reads too.
	 *
	 * @param model - A folder, or the name of a bundled model.
	 * @throws {SearchError} `MODEL_NOT_FOUND` if a required file is missing.
	 */
	static async read(
		model: { folder: string } | { bundled: string },
		{ required, optional }: Wanted,
	): Promise<ModelFolder> {
		const bundled = "bundled" in model ? model.bundled : null;
		const root =
			"bundled" in model
				? join(BUNDLED_MODELS, model.bundled)
				: resolve(model.folder);
		const sums = bundled === null ? null : await bundledChecksums();
		const files = new Map<string, Buffer>();
		await Promise.all(
			[...required, ...optional].map(async (name) => {
				const bytes = await readModelFile(root, name, optional);
				if (bytes) files.set(name, bytes);
			}),
		);
		const published = (name: string) => sums?.get(`${bundled}/${name}`);
		return new ModelFolder(
			root,
			files,
			fingerprintOf(root, files, sums ? published : null),
		);
	}

	/** A file as JSON; a missing optional one reads as `{}`: its schema gives the defaults. */
	json<T>(name: string, schema: z.ZodMiniType<T>): T {
		const bytes = this.#files.get(name);
		try {
			return schema.parse(JSON.parse(bytes?.toString("utf8") ?? "{}"));
		} catch (error) {
			throw corrupt(join(this.root, name), reasonOf(error), error);
		}
	}
}

/** @param published - The checksum of a file, in hex; null where none are known. */
async function fingerprintOf(
	root: string,
	files: ReadonlyMap<string, Buffer>,
	published: ((name: string) => string | undefined) | null,
): Promise<string> {
	const names = [...files.keys()].sort();
	const digests = await Promise.all(
		names.map((name) => sha256Of(files.get(name) ?? Buffer.alloc(0))),
	);
	const wrong = names.find(
		(name, at) => published && published(name) !== digests[at],
	);
	if (wrong) {
		const reason = "its sha256 is not the published one";
		throw corrupt(join(root, wrong), reason, undefined);
	}
	const lines = names.map((name, at) => `${digests[at]}  ${name}\n`);
	return sha256Of(Buffer.from(lines.join("")));
}

/**
 * Loads something from a model's files; where that fails and a checksum says which of them is damaged, so does
 * the error.
 */
export async function loadedFrom<T>(
	{ fingerprint }: { fingerprint: Promise<string> },
	load: () => Promise<T>,
): Promise<T> {
	try {
		return await load();
	} catch (error) {
		await fingerprint;
		throw error;
	}
}

/** The checksums of all bundled files, by path from the folder of models. */
async function bundledChecksums(): Promise<Map<string, string>> {
	const file = join(BUNDLED_MODELS, CHECKSUMS);
	let text: string;
	try {
		text = await readFile(file, "utf8");
	} catch (error) {
		throw missing(BUNDLED_MODELS, CHECKSUMS, error);
	}
	return new Map(
		text
			.trim()
			.split("\n")
			.map((line) => [line.slice(66), line.slice(0, 64)]),
	);
}

async function readModelFile(
	root: string,
	name: string,
	optional: readonly string[],
): Promise<Buffer | null> {
	try {
		return await readWhole(join(root, name));
	} catch (error) {
		if (optional.includes(name)) return null;
		throw missing(root, name, error);
	}
}

function missing(root: string, name: string, cause: unknown): SearchError {
	return new SearchError(
		"MODEL_NOT_FOUND",
		`no model in ${root}: ${name} cannot be read`,
		"reinstall the package, or name the model's folder: ask index --model FOLDER",
		{ cause },
	);
}

/** A model file that is not what it should be. */
export function corrupt(
	path: string,
	reason: string,
	cause: unknown,
): SearchError {
	return new SearchError(
		"MODEL_CORRUPT",
		`the model file ${path} is damaged: ${reason}`,
		"reinstall the package, or fetch the model's folder again",
		{ cause },
	);
}
