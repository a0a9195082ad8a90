import { createHash, timingSafeEqual } from "node:crypto";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { renderSignIn } from "../page/sign-in.ts";
import { addressOf } from "./limits.ts";
import { HttpError } from "./problem.ts";

const COOKIE = "verbatim";
const MONTH_SECONDS = 30 * 24 * 3600;
const TRIES_A_MINUTE = 10;

/** Lets only those in who know the token: by `Authorization: Bearer`, or by the cookie that signing in sets. */
export function tokenOnly(token: string): MiddlewareHandler {
	return async (context, next) => {
		if (isKnown(context, token)) return next();
		const wantsPage = context.req.header("accept")?.includes("text/html");
		if (context.req.method === "GET" && wantsPage) {
			return context.redirect("/sign-in", 303);
		}
		throw new HttpError(
			"UNAUTHORIZED",
			"this server wants its token",
			"send Authorization: Bearer TOKEN",
		);
	};
}

/** The page on which a browser is given the token. */
export function signIn(token: string): Hono {
	// Whoever guesses shall not guess often.
	const tries = new RateLimiterMemory({ points: TRIES_A_MINUTE, duration: 60 });
	return new Hono()
		.get("/sign-in", (context) => context.html(renderSignIn({ wrong: false })))
		.post("/sign-in", async (context) => {
			try {
				await tries.consume(addressOf(context));
			} catch {
				throw new HttpError(
					"TOO_MANY_REQUESTS",
					"too many tries",
					"try again in a minute",
				);
			}
			const { token: given } = await context.req.parseBody();
			if (typeof given !== "string" || !isSame(hash(given), hash(token))) {
				return context.html(renderSignIn({ wrong: true }), 401);
			}
			// Not the token itself: what a browser keeps gives it away to nobody.
			setCookie(context, COOKIE, hash(token), {
				httpOnly: true,
				sameSite: "Strict",
				path: "/",
				maxAge: MONTH_SECONDS,
			});
			return context.redirect("/", 303);
		});
}

function isKnown(context: Context, token: string): boolean {
	const bearer = /^Bearer (.+)$/iu.exec(
		context.req.header("authorization") ?? "",
	)?.[1];
	if (bearer !== undefined) return isSame(hash(bearer), hash(token));
	return isSame(getCookie(context, COOKIE) ?? "", hash(token));
}

function hash(token: string): string {
	return createHash("sha256").update(`verbatim ${token}`).digest("hex");
}

function isSame(one: string, other: string): boolean {
	const [a, b] = [Buffer.from(one), Buffer.from(other)];
	return a.length === b.length && timingSafeEqual(a, b);
}
