import { createHash, type Hash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import * as z from "zod/mini";
import { reasonOf, SearchError } from "../errors.ts";

/** Which model is wanted, and from where. */
export interface HubOptions {
	/** OWNER/NAME. */
	name: string;
	/** A commit, branch or tag; what is fetched is of the commit that it names now. */
	revision?: string | undefined;
	/** Of a Hugging Face hub, or one that answers alike. */
	hub?: string | undefined;
	/** For models that not everybody may have. */
	token?: string | undefined;
	/** Milliseconds without an answer, or without a byte, after which a download has failed. */
	patience?: number;
	signal?: AbortSignal;
}

const HUB = "https://huggingface.co";
const PATIENCE_MS = 30_000;

// https://huggingface.co/docs/hub/api: `blobId` is Git's own SHA-1, and large files have a SHA-256.
const Repository = z.object({
	sha: z.string().check(z.regex(/^[0-9a-f]{40}$/u)),
	siblings: z.array(
		z.object({
			rfilename: z.string(),
			size: z.int().check(z.nonnegative()),
			blobId: z.optional(z.string()),
			lfs: z.optional(z.object({ sha256: z.string() })),
		}),
	),
});
export type RemoteFile = z.infer<typeof Repository>["siblings"][number];

/** A hub, asked about one model. */
export class Hub {
	readonly #url: string;
	readonly #options: HubOptions;

	constructor(options: HubOptions) {
		this.#options = options;
		this.#url = (options.hub ?? HUB).replace(/\/+$/u, "");
	}

	async describe(): Promise<z.infer<typeof Repository>> {
		const { name, revision = "main" } = this.#options;
		const path = `api/models/${name}/revision/${encodeURIComponent(revision)}?blobs=true`;
		const response = await this.#get(path);
		try {
			return Repository.parse(await response.json());
		} catch (error) {
			throw failed(`${this.#url} does not answer as a hub does`, error);
		}
	}

	/**
	 * Fetches a file into a folder.
	 *
	 * @param onBytes - Told how many more have come.
	 * @returns Its SHA-256 in hex.
	 */
	async fetch(
		revision: string,
		file: RemoteFile,
		folder: string,
		onBytes: (got: number) => void,
	): Promise<string> {
		const { name } = this.#options;
		const { rfilename, size } = file;
		const response = await this.#get(
			`${name}/resolve/${revision}/${rfilename}`,
		);
		const sha256 = createHash("sha256");
		const git = createHash("sha1").update(`blob ${size}\0`);
		let bytes = 0;
		const pieces = async function* (body: AsyncIterable<Uint8Array>) {
			for await (const piece of body) {
				bytes += piece.length;
				if (bytes > size) throw new Error(`it is longer than ${size} bytes`);
				sha256.update(piece);
				git.update(piece);
				onBytes(piece.length);
				yield piece;
			}
		};
		try {
			const path = join(folder, rfilename);
			await mkdir(dirname(path), { recursive: true });
			await pipeline(
				pieces(this.#patient(response.body)),
				createWriteStream(path, { flush: true }),
			);
			if (bytes !== size)
				throw new Error(`it ends after ${bytes} of ${size} bytes`);
			return checked(file, sha256, git);
		} catch (error) {
			this.#options.signal?.throwIfAborted();
			throw failed(
				`${rfilename} did not come whole: ${reasonOf(error)}`,
				error,
			);
		}
	}

	async #get(path: string): Promise<Response> {
		const { name, revision = "main", token, signal } = this.#options;
		const stop = new AbortController();
		const timer = setTimeout(() => stop.abort(tooSlow()), this.#patience);
		try {
			const response = await fetch(`${this.#url}/${path}`, {
				signal: signal ? AbortSignal.any([stop.signal, signal]) : stop.signal,
				headers: token ? { authorization: `Bearer ${token}` } : {},
			});
			if (response.ok) return response;
			await response.body?.cancel();
			if ([401, 403, 404].includes(response.status)) {
				throw new SearchError(
					"MODEL_NOT_FOUND",
					`${this.#url} has no ${name} at ${revision}, or not for everybody (${response.status})`,
					"check the name and --revision; a token goes into HF_TOKEN",
				);
			}
			throw failed(`${this.#url} answers ${response.status}`, undefined);
		} catch (error) {
			if (error instanceof SearchError) throw error;
			signal?.throwIfAborted();
			const cause = error instanceof Error && error.cause ? error.cause : error;
			throw failed(`${this.#url} cannot be reached: ${reasonOf(cause)}`, error);
		} finally {
			clearTimeout(timer);
		}
	}

	/** A body that fails where nothing comes for too long. */
	async *#patient(
		body: ReadableStream<Uint8Array> | null,
	): AsyncGenerator<Uint8Array> {
		if (!body) return;
		const reader = body.getReader();
		try {
			for (;;) {
				let timer: NodeJS.Timeout | undefined;
				const late = new Promise<never>((_, reject) => {
					timer = setTimeout(() => reject(tooSlow()), this.#patience);
				});
				const { done, value } = await Promise.race([
					reader.read(),
					late,
				]).finally(() => clearTimeout(timer));
				if (done) return;
				yield value;
			}
		} finally {
			await reader.cancel();
		}
	}

	get #patience(): number {
		return this.#options.patience ?? PATIENCE_MS;
	}
}

/** @returns The SHA-256 in hex of a file that has the checksum which the hub says. */
function checked({ lfs, blobId }: RemoteFile, sha256: Hash, git: Hash): string {
	const found = sha256.digest("hex");
	if (lfs ? lfs.sha256 !== found : blobId !== git.digest("hex")) {
		throw new Error("its checksum is not the one that the hub says");
	}
	return found;
}

function tooSlow(): Error {
	return new Error("nothing came for too long");
}

function failed(message: string, cause: unknown): SearchError {
	return new SearchError(
		"DOWNLOAD_FAILED",
		message,
		"check the connection, and fetch it again; nothing was kept",
		{ cause },
	);
}
