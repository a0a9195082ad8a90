/** Whether this run takes its time: `npm run test:long`. */
export const LONG: boolean = process.env.VERBATIM_TEST === "long";

/** How many cases a test tries: few in every run, all in the long one. */
export function cases(few: number, all: number): number {
	return LONG ? all : few;
}

/** Of a test that takes its time, in milliseconds. */
export const LONG_TIMEOUT: number = cases(120_000, 3_600_000);
