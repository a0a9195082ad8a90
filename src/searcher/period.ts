import { type AskOptions, type CheckedOptions, usage } from "./options.ts";

const DAY = /^\d{4}-\d{2}-\d{2}$/u;

/**
 * The days that `since` and `until` mean, read against today.
 *
 * @throws {SearchError} `USAGE` if one of them cannot be read as a date or a period.
 */
export async function periodOf(
	{ since, until }: Pick<AskOptions, "since" | "until">,
	today: Date,
): Promise<Pick<CheckedOptions, "since" | "until">> {
	return {
		since: since === undefined ? null : (await daysOf(since, today)).from,
		until: until === undefined ? null : (await daysOf(until, today)).to,
	};
}

async function daysOf(
	asked: string,
	today: Date,
): Promise<{ from: string; to: string }> {
	// Loaded here: what reads words as dates is nothing to those who ask for none.
	const { dayRange } = await import("../dates.ts");
	const range = dayRange(asked, today);
	if (range) return range;
	throw usage(
		DAY.test(asked)
			? `there is no day ${asked}`
			: `cannot read ${JSON.stringify(asked)} as a date: write it as 2025-04-15, “15 April 2025” or “last month”`,
	);
}
