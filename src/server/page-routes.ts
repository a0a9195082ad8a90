import { type Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { z } from "zod";
import type { Asset } from "../page/assets.ts";
import { renderBuilding, renderBuilt } from "../page/building.ts";
import { type Links, renderDocument } from "../page/document.ts";
import { type Answered, failurePage, pageOf } from "../page/page.ts";
import { optionsIn, readSearch, type Search } from "../page/search.ts";
import { LOOKUP, lookupOf } from "../schemas/lookup.ts";
import type { Limit } from "../service/limit.ts";
import type { LiveIndex } from "../service/live-index.ts";
import { type Limits, lookupSignal } from "./limits.ts";
import { readQuery } from "./parameters.ts";
import { isDefect, problemOf } from "./problem.ts";

export interface PageOptions {
	/** To the files of {@link assetRoutes}. */
	links: Links;
	/** Runs a lookup once there is room for it. */
	limit: Limit;
	limits: Limits;
}

const FOR_EVER = "public, max-age=31536000, immutable";
const OPTIONS = z.object(LOOKUP).partial();

/** The web page: `/` with the parameters of a lookup, and `/building` with how far an update has got. */
export function pageRoutes(
	live: LiveIndex,
	{ links, limit, limits }: PageOptions,
): Hono {
	const routes = new Hono();

	routes.get("/", async (context) => {
		const search = readSearch(new URL(context.req.url).searchParams);
		const signal = lookupSignal(context, limits);
		const { page, status } = await answered(live, search, limit, signal);
		context.header("Cache-Control", "no-store");
		const markup = renderDocument(page, links);
		return context.html(markup, status as ContentfulStatusCode);
	});

	routes.get("/building", (context) => {
		const progress = live.building();
		context.header("Cache-Control", "no-store");
		return context.html(
			progress ? renderBuilding(progress, true) : renderBuilt(),
		);
	});

	return routes;
}

/** The files that the page needs; the page that asks for a token needs them before anybody is known. */
export function assetRoutes(assets: readonly Asset[]): Hono {
	const routes = new Hono();
	for (const asset of assets) {
		routes.get(asset.path, (context) => send(context, asset));
	}
	return routes;
}

/** The page of a search; a defect of the program is thrown on. */
async function answered(
	live: LiveIndex,
	search: Search,
	limit: Limit,
	signal: AbortSignal,
): Promise<Answered> {
	try {
		const options =
			search.question === "" ? {} : readQuery(OPTIONS, optionsIn(search));
		return await limit(async () => {
			signal.throwIfAborted();
			return pageOf(live, search, lookupOf(options), signal);
		});
	} catch (error) {
		if (isDefect(error)) throw error;
		const { code, detail, hint, status } = problemOf(error);
		return failurePage(live, search, { code, message: detail, hint }, status);
	}
}

function send(context: Context, { content, type, tag }: Asset): Response {
	const isTagged = new URL(context.req.url).search === `?${tag}`;
	const headers = {
		"Cache-Control": isTagged ? FOR_EVER : "no-cache",
		ETag: `"${tag}"`,
	};
	return context.req.header("If-None-Match") === headers.ETag
		? context.body(null, 304, headers)
		: context.body(content, 200, { ...headers, "Content-Type": type });
}
