import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { nameIn } from "./hosts.ts";
import { HttpError } from "./problem.ts";

/** What browsers are told: nothing from elsewhere, nothing inline, and no other site may show or read this. */
export function browserRules(): MiddlewareHandler {
	const own = ["'self'"];
	return secureHeaders({
		contentSecurityPolicy: {
			defaultSrc: ["'none'"],
			scriptSrc: own,
			styleSrc: own,
			imgSrc: [...own, "data:"],
			connectSrc: own,
			formAction: own,
			baseUri: ["'none'"],
			frameAncestors: ["'none'"],
		},
		// Without any, a browser says of its own forms that they are of no origin.
		referrerPolicy: "same-origin",
		xFrameOptions: "DENY",
		crossOriginResourcePolicy: "same-origin",
		crossOriginOpenerPolicy: "same-origin",
		// Without a certificate of its own it cannot promise that.
		strictTransportSecurity: false,
	});
}

/**
 * Refuses requests under a name that is not this server's, and those that other sites' pages make. A link to the page is
 * not one of these.
 *
 * @param names - Without ports: a tunnel may have changed it.
 */
export function sameSiteOnly(names: ReadonlySet<string>): MiddlewareHandler {
	return async (context, next) => {
		const host = context.req.header("host") ?? new URL(context.req.url).host;
		if (!names.has(nameIn(host) ?? "")) {
			throw new HttpError(
				"FORBIDDEN",
				`this server is not called ${host}`,
				"use its address, or start it with --allow-host NAME",
			);
		}
		const origin = context.req.header("origin");
		const site = context.req.header("sec-fetch-site");
		const isLink =
			context.req.header("sec-fetch-mode") === "navigate" &&
			context.req.method === "GET" &&
			!/^\/(?:api|mcp)\b/u.test(context.req.path);
		const isForeign =
			(origin !== undefined && hostOf(origin) !== host) ||
			(!isLink && (site === "cross-site" || site === "same-site"));
		if (isForeign) {
			throw new HttpError(
				"FORBIDDEN",
				"another site's page asks",
				"ask from this server's own page, or from a program",
			);
		}
		await next();
	};
}

/** Null of an origin that is hidden. */
function hostOf(origin: string): string | null {
	return URL.canParse(origin) ? new URL(origin).host : null;
}
