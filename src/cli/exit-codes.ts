/** As grep's, so that a script can tell "nothing found" from "went wrong". */
export const EXIT = {
	/** Found, or done. */
	found: 0,
	/** Asked, and nothing reached the threshold; or a citation no longer holds. */
	nothing: 1,
	error: 2,
	/** 128 + SIGINT. */
	interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
