import { createHash } from "node:crypto";
import { access, readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type * as z from "zod/mini";
import { reasonOf, SearchError } from "../errors.ts";
import type { Digests } from "../hashing/digests.ts";

/** The folder of the models that come with the package. */
const BUNDLED_MODELS: string = fileURLToPath(
	new URL("../../models", import.meta.url),
);
const CHECKSUMS = "SHA256SUMS";

/** Which files of a model's folder matter. */
export interface Wanted {
	required: readonly string[];
	/** These may be missing. */
	optional: readonly string[];
	/** Required, and too large to be read here. */
	weights: string;
}

/** The files of a model. */
export class ModelFolder {
	/** Absolute. */
	readonly root: string;
	/** The last two parts of the folder. */
	readonly name: string;
	/** Absolute path of the ONNX file. */
	readonly weights: string;
	readonly #files: ReadonlyMap<string, Buffer>;
	readonly #work: () => Promise<string>;
	#fingerprint: Promise<string> | null = null;

	private constructor(
		root: string,
		files: ReadonlyMap<string, Buffer>,
		weights: string,
		published: Published | null,
		digests: Digests,
	) {
		this.root = root;
		this.name = `${basename(dirname(root))}/${basename(root)}`;
		this.weights = join(root, weights);
		this.#files = files;
		this.#work = () => fingerprintOf(root, files, weights, published, digests);
	}

	/**
	 * SHA-256 over all files that matter, in hex; worked out once, beside this thread, which has other things to load.
	 *
	 * @throws {SearchError} `MODEL_CORRUPT` if a bundled model is not the published one.
	 */
	async fingerprint(): Promise<string> {
		this.#fingerprint ??= this.#work();
		return this.#fingerprint;
	}

	/**
	 * Reads a model's folder. The files of a bundled model are compared with `models/SHA256SUMS`, which
	 * `sha256sum --check` reads too.
	 *
	 * @param model - A folder, or the name of a bundled model.
	 * @param digests - What is known of the weights' checksum.
	 * @throws {SearchError} `MODEL_NOT_FOUND` if a required file is missing.
	 */
	static async read(
		model: { folder: string } | { bundled: string },
		{ required, optional, weights }: Wanted,
		digests: Digests,
	): Promise<ModelFolder> {
		const bundled = "bundled" in model ? model.bundled : null;
		const root =
			"bundled" in model
				? join(BUNDLED_MODELS, model.bundled)
				: resolve(model.folder);
		const sums = bundled === null ? null : await bundledChecksums();
		const files = new Map<string, Buffer>();
		await Promise.all([
			...[...required, ...optional].map(async (name) => {
				const bytes = await readModelFile(root, name, optional);
				if (bytes) files.set(name, bytes);
			}),
			access(join(root, weights)).catch((error) => {
				throw missing(root, weights, error);
			}),
		]);
		const published = (name: string) => sums?.get(`${bundled}/${name}`);
		return new ModelFolder(
			root,
			files,
			weights,
			sums ? published : null,
			digests,
		);
	}

	/** A file's content; null for a missing optional one. */
	bytes(name: string): Buffer | null {
		return this.#files.get(name) ?? null;
	}

	/** A file as JSON; a missing optional one reads as `{}`: its schema gives the defaults. */
	json<T>(name: string, schema: z.ZodMiniType<T>): T {
		const text = this.bytes(name)?.toString("utf8");
		try {
			return schema.parse(JSON.parse(text ?? "{}"));
		} catch (error) {
			throw corrupt(join(this.root, name), reasonOf(error), error);
		}
	}
}

/** The checksum of a file of a model, in hex, as it was published. */
type Published = (name: string) => string | undefined;

async function fingerprintOf(
	root: string,
	files: ReadonlyMap<string, Buffer>,
	weights: string,
	published: Published | null,
	digests: Digests,
): Promise<string> {
	const sums = new Map([
		[weights, await sha256OfWeights(root, weights, digests)],
	]);
	for (const [name, bytes] of files) sums.set(name, sha256Of(bytes));
	const names = [...sums.keys()].sort();
	const wrong = names.find(
		(name) => published && published(name) !== sums.get(name),
	);
	if (wrong) {
		const reason = "its sha256 is not the published one";
		throw corrupt(join(root, wrong), reason, undefined);
	}
	return sha256Of(names.map((name) => `${sums.get(name)}  ${name}\n`).join(""));
}

function sha256Of(content: Buffer | string): string {
	return createHash("sha256").update(content).digest("hex");
}

async function sha256OfWeights(
	root: string,
	name: string,
	digests: Digests,
): Promise<string> {
	try {
		return await digests.sha256(join(root, name));
	} catch (error) {
		throw missing(root, name, error);
	}
}

/**
 * Loads something from a model's weights, while their checksum is worked out.
 *
 * @throws {SearchError} `MODEL_CORRUPT`, by name where a checksum says which file is damaged.
 */
export async function loadedFrom<T>(
	files: ModelFolder,
	load: () => Promise<T>,
): Promise<{ loaded: T; fingerprint: string }> {
	const fingerprint = files.fingerprint();
	// Waited for below.
	fingerprint.catch(() => {});
	try {
		const loaded = await load();
		return { loaded, fingerprint: await fingerprint };
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
		return await readFile(join(root, name));
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
