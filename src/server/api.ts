import { type Context, Hono } from "hono";
import type { Limit } from "../service/limit.ts";
import type { LiveIndex } from "../service/live-index.ts";
import { ENDPOINTS, type Endpoint } from "./endpoints.ts";
import { type Limits, lookupSignal } from "./limits.ts";
import { openApi } from "./openapi.ts";
import { readBody, readQuery } from "./parameters.ts";
import { HttpError, problemResponse } from "./problem.ts";

/** The API: its endpoints, and their description. */
export function api(
	live: LiveIndex,
	{ limit, limits, version }: { limit: Limit; limits: Limits; version: string },
): Hono {
	const app = new Hono();
	const description = openApi(version);
	app.get("/api/openapi.json", (context) => context.json(description));
	for (const endpoint of ENDPOINTS) {
		const path = endpoint.path.replace("{id}", ":id{.+}");
		app.on(endpoint.method.toUpperCase(), path, async (context) => {
			const request = await read(context, endpoint);
			const signal = lookupSignal(context, limits);
			const answer = await limit(async () => {
				signal.throwIfAborted();
				return live.use((index) =>
					endpoint.answer(index, { ...request, signal }),
				);
			});
			return context.json(answer as object, 200, {
				"cache-control": "no-store",
			});
		});
	}
	for (const path of new Set(ENDPOINTS.map(({ path }) => path))) {
		const known = ENDPOINTS.filter((each) => each.path === path);
		const methods = known.map(({ method }) => method.toUpperCase());
		app.all(path.replace("{id}", ":id{.+}"), (context) => {
			const refused = problemResponse(
				new HttpError(
					"METHOD_NOT_ALLOWED",
					`it knows ${methods.join(" and ")}, not ${context.req.method}`,
					"see /api/openapi.json",
				),
			);
			refused.headers.set("allow", methods.join(", "));
			return refused;
		});
	}
	return app;
}

async function read({ req }: Context, { query, body }: Endpoint) {
	const { searchParams } = new URL(req.url);
	return {
		id: req.param("id") ?? "",
		query: readQuery(query, searchParams),
		body: body ? readBody(body, await jsonBody(req)) : null,
	};
}

async function jsonBody(req: Context["req"]): Promise<string> {
	const type = req.header("content-type") ?? "";
	if (!/^application\/json\s*(?:;|$)/iu.test(type)) {
		throw new HttpError(
			"UNSUPPORTED_MEDIA_TYPE",
			`the body is ${type || "of no type"}`,
			"send content-type: application/json",
		);
	}
	return req.text();
}
