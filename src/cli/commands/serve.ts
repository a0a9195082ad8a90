import { once } from "node:events";
import { SearchError } from "../../errors.ts";
import { ASSETS } from "../../server/assets.ts";
import { LIMITS } from "../../server/limits.ts";
import { serve } from "../../server/serve.ts";
import { LiveIndex } from "../../service/live-index.ts";
import { WarmServer } from "../../warm/server.ts";
import {
	type Action,
	type Context,
	displayPath,
	indexFolder,
	warn,
} from "../context.ts";
import { escapeUnsafe, safeJson } from "../escape.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { asSearchError, printFailure } from "../failure.ts";
import { packageVersion } from "../versions.ts";

export interface ServeCommandOptions {
	index?: string;
	host?: string;
	port?: number;
	allowHost?: string[];
	rate?: number;
	json?: boolean;
}

const HOST = "127.0.0.1";
const PORT = 7700;
const LOOK_EVERY_MS = 2000;

/** `ask serve`. */
export const serveIndex: Action<ServeCommandOptions> = (context, _, options) =>
	run(context, options, "all");

/** `ask mcp --http`: the protocol alone. */
export function serveProtocol(
	context: Context,
	options: ServeCommandOptions,
): Promise<ExitCode> {
	return run(context, options, "mcp");
}

async function run(
	context: Context,
	options: ServeCommandOptions,
	serves: "all" | "mcp",
): Promise<ExitCode> {
	const { terminal, environment, signal, build } = context;
	const dir = indexFolder(options.index, environment);
	const live: LiveIndex = new LiveIndex({ index: dir }, () => {
		// Whatever is amiss with the models, the lookups say.
		live.use((index) => index.warmUp()).catch(() => {});
	});
	const warm = build === null ? null : new WarmServer(live, build);
	const served = await serve(live, {
		host: options.host ?? HOST,
		port: options.port ?? PORT,
		allowHosts: options.allowHost ?? [],
		token: environment.ASK_TOKEN || null,
		limits: { ...LIMITS, rate: options.rate ?? LIMITS.rate },
		version: packageVersion(),
		assets: ASSETS,
		serves,
		onDefect: (error) =>
			printFailure(asSearchError(error), terminal, { json: false }),
	});
	try {
		const state = await stateOf(live);
		const { url } = served;
		terminal.err(
			`ask: serving ${displayPath(dir)} (${state}); Ctrl-C stops it\n`,
		);
		await terminal.out(options.json ? `${safeJson({ url })}\n` : `${url}\n`);
		const end = keepWarm(live, warm, (why) =>
			warn(terminal, `other lookups stay cold: ${escapeUnsafe(why)}`),
		);
		await stopped(signal);
		end();
	} finally {
		await Promise.all([served.close(), warm?.close()]);
		await live.close();
	}
	return EXIT.found;
}

/** What is served. An index that cannot be used stops the server; one that is not there yet does not. */
async function stateOf(live: LiveIndex): Promise<string> {
	try {
		return await live.use(async (index) => {
			const { generation, articles, passages } = await index.counts();
			return `generation ${generation}, ${articles} articles, ${passages} passages`;
		});
	} catch (error) {
		if (!(error instanceof SearchError) || error.code !== "INDEX_NOT_FOUND") {
			throw error;
		}
		return "no index yet: build it with ask index";
	}
}

/**
 * Has the index open and the socket in its folder, now and whenever either was thrown away or is there at last.
 *
 * @param onCold - Told why there is no socket, each reason once.
 * @returns Ends it.
 */
function keepWarm(
	live: LiveIndex,
	warm: WarmServer | null,
	onCold: (why: string) => void,
): () => void {
	let said: string | null = null;
	let isLooking = false;
	const look = async () => {
		if (isLooking) return;
		isLooking = true;
		try {
			await live.use(async () => {});
			const why = (await warm?.listen()) ?? null;
			if (why !== null && why !== said) onCold(why);
			said = why;
		} catch {
			// There is no index to keep warm; whoever asks is told why.
		} finally {
			isLooking = false;
		}
	};
	const timer = setInterval(look, LOOK_EVERY_MS);
	look();
	return () => clearInterval(timer);
}

/** Until Ctrl-C, or until a service manager wants it to end. */
async function stopped(signal: AbortSignal): Promise<void> {
	const ended = new AbortController();
	const end = () => ended.abort();
	process.on("SIGTERM", end);
	try {
		const both = AbortSignal.any([signal, ended.signal]);
		if (!both.aborted) await once(both, "abort");
	} finally {
		process.off("SIGTERM", end);
	}
}
