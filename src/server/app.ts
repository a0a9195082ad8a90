import { Hono } from "hono";
import { mcpHandler } from "../mcp/http.ts";
import { linksTo, readAssets } from "../page/assets.ts";
import type { LiveIndex } from "../service/live-index.ts";
import { api } from "./api.ts";
import { browserRules, sameSiteOnly } from "./guard.ts";
import { type Limits, lookupLimit, rateLimit, sizeLimit } from "./limits.ts";
import { assetRoutes, pageRoutes } from "./page-routes.ts";
import { HttpError, isDefect, problemResponse } from "./problem.ts";
import { signIn, tokenOnly } from "./token.ts";

export interface AppOptions {
	/** Names by which the server may be called. */
	names: ReadonlySet<string>;
	/** Without it nobody but the sign-in page is answered; null where none is needed. */
	token: string | null;
	limits: Limits;
	/** Of the program. */
	version: string;
	/** Folder of the page's script and style. */
	assets: string;
	/** What is served: all, or the Model Context Protocol alone. */
	serves: "all" | "mcp";
	/** Told of defects. */
	onDefect: (error: unknown) => void;
}

/** The whole server, apart from the network. */
export function createApp(live: LiveIndex, options: AppOptions): Hono {
	const { names, token, limits, version, assets, onDefect } = options;
	const limit = lookupLimit(limits);
	const app = new Hono();
	app.onError((error, { req }) => {
		// Who went away in the middle of a request broke it off, and nothing else is wrong.
		if (isDefect(error) && !req.raw.signal.aborted) onDefect(error);
		return problemResponse(error);
	});
	app.notFound(({ req }) =>
		problemResponse(
			new HttpError("NOT_FOUND", `${req.path} is not there`, "begin at /"),
		),
	);
	app.use(browserRules());
	app.use(sameSiteOnly(names));
	app.use(rateLimit(limits));
	app.use(sizeLimit(limits));
	const page = options.serves === "all" ? readAssets(assets) : null;
	// The sign-in page needs them before anybody is known.
	if (page) app.route("/", assetRoutes(page));
	if (token !== null) {
		app.route("/", signIn(token));
		app.use(tokenOnly(token));
	}
	const mcp = mcpHandler(live, { version, limit });
	app.all("/mcp", ({ req }) => mcp(req.raw));
	if (page) {
		app.route("/", api(live, { limit, limits, version }));
		app.route("/", pageRoutes(live, { links: linksTo(page), limit, limits }));
	}
	return app;
}
