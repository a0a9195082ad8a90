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
/** Of a folder of models, or of a model that was fetched. */
export const CHECKSUMS = "SHA256SUMS";

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
		published: Checksums | null,
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
	 * Reads a model's folder. The files of a bundled model are compared with `models/SHA256SUMS`, those of one that
	 * was fetched with its own, as `sha256sum --check` does too.
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
		const published =
			bundled === null
				? await checksumsIn(root)
				: await bundledChecksums(bundled);
		const files = new Map<string, Buffer>();
		const read = await Promise.allSettled([
			...[...required, ...optional].map(async (name) => {
				const bytes = await readModelFile(root, name, optional);
				if (bytes) files.set(name, bytes);
			}),
			access(join(root, weights)).catch((error) => {
				throw missing(root, weights, error);
			}),
		]);
		// Of several that are missing always the same is named.
		const failed = read.find(({ status }) => status === "rejected");
		if (failed?.status === "rejected") throw failed.reason;
		return new ModelFolder(root, files, weights, published, digests);
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

/** The checksums of a model's files, in hex, as they were published, by name. */
export type Checksums = ReadonlyMap<string, string>;

async function fingerprintOf(
	root: string,
	files: ReadonlyMap<string, Buffer>,
	weights: string,
	published: Checksums | null,
	digests: Digests,
): Promise<string> {
	const sums = new Map([
		[weights, await sha256OfWeights(root, weights, digests)],
	]);
	for (const [name, bytes] of files) sums.set(name, sha256Of(bytes));
	const names = [...sums.keys()].sort();
	const wrong = names.find(
		(name) => published && published.get(name) !== sums.get(name),
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

/** The names of the bundled models. */
export async function bundledNames(): Promise<string[]> {
	const all = await checksumsIn(BUNDLED_MODELS);
	const names = [...(all?.keys() ?? [])].map((path) =>
		path.split("/").slice(0, 2).join("/"),
	);
	return [...new Set(names)];
}

/** Where a bundled model lies. */
export function bundledFolder(name: string): string {
	return join(BUNDLED_MODELS, name);
}

/** The checksums of a bundled model's files. */
export async function bundledChecksums(name: string): Promise<Checksums> {
	const all = await checksumsIn(BUNDLED_MODELS);
	if (!all) throw missing(BUNDLED_MODELS, CHECKSUMS, undefined);
	const own = [...all].filter(([path]) => path.startsWith(`${name}/`));
	return new Map(
		own.map(([path, sha256]) => [path.slice(name.length + 1), sha256]),
	);
}

/** The checksums that a folder holds, as `sha256sum` writes them; null where it holds none. */
export async function checksumsIn(folder: string): Promise<Checksums | null> {
	let text: string;
	try {
		text = await readFile(join(folder, CHECKSUMS), "utf8");
	} catch {
		return null;
	}
	const lines = text.trim().split("\n");
	return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
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
		root.startsWith(BUNDLED_MODELS)
			? "install the package again"
			: "name a model's folder, or fetch one: ask model pull OWNER/NAME",
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
		path.startsWith(BUNDLED_MODELS)
			? "install the package again"
			: "fetch it again: ask model pull OWNER/NAME",
		{ cause },
	);
}
