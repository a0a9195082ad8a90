import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import pLimit from "p-limit";
import { RateLimiterMemory } from "rate-limiter-flexible";
import type { Limit } from "../service/limit.ts";
import { HttpError } from "./problem.ts";

/** How much a server takes on. */
export interface Limits {
	/** Requests a second and address; default 200. */
	rate: number;
	/** Lookups that run at once; default 4. */
	concurrency: number;
	/** Lookups that wait beside them; more are refused. Default 200. */
	queue: number;
	/** Bytes of a body; default 256 KiB. */
	bodyBytes: number;
	/** Milliseconds that a lookup may take, waiting included; default 60,000. */
	lookupMs: number;
	/** Milliseconds in which a whole request has to be sent; default 10,000. */
	requestMs: number;
}

export const LIMITS: Limits = {
	rate: 200,
	concurrency: 4,
	queue: 200,
	bodyBytes: 256 * 1024,
	lookupMs: 60_000,
	requestMs: 10_000,
};

/** Few lookups at once: more would only make each of them slower. */
export function lookupLimit({ concurrency, queue }: Limits): Limit {
	const limit = pLimit(concurrency);
	return (work) => {
		if (limit.pendingCount >= queue) {
			throw new HttpError(
				"BUSY",
				"too many lookups are waiting",
				"ask again in a moment",
			);
		}
		return limit(work);
	};
}

/** Refuses what an address asks too often. */
export function rateLimit({ rate }: Limits): MiddlewareHandler {
	const limiter = new RateLimiterMemory({ points: rate, duration: 1 });
	return async (context, next) => {
		try {
			await limiter.consume(addressOf(context));
		} catch {
			throw new HttpError(
				"TOO_MANY_REQUESTS",
				`more than ${rate} requests in a second`,
				"ask more slowly, or start the server with a higher --rate",
			);
		}
		await next();
	};
}

export function sizeLimit({ bodyBytes }: Limits): MiddlewareHandler {
	return bodyLimit({
		maxSize: bodyBytes,
		onError() {
			throw new HttpError(
				"TOO_LARGE",
				`the body has more than ${bodyBytes} bytes`,
				"send less at once",
			);
		},
	});
}

/** Stops a lookup when it has taken too long, or when nobody waits for it any more. */
export function lookupSignal(
	{ req }: Context,
	{ lookupMs }: Limits,
): AbortSignal {
	return AbortSignal.any([req.raw.signal, AbortSignal.timeout(lookupMs)]);
}

/** Who asks. */
export function addressOf(context: Context): string {
	// Requests that come over no network, as in tests, have no address.
	return context.env?.incoming
		? (getConnInfo(context).remote.address ?? "")
		: "";
}
