const SIGNALS = ["SIGTERM", "SIGHUP"] as const;

/**
 * Lets work end in order when this process is to be ended, so that the terminal is left as it was.
 *
 * @param signal - That may end it too.
 * @param work - Is given a signal that is aborted in either case.
 */
export async function untilKilled<T>(
	signal: AbortSignal,
	work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
	const stop = new AbortController();
	let killedBy: (typeof SIGNALS)[number] | null = null;
	const end = (name: NodeJS.Signals) => {
		killedBy = SIGNALS.find((each) => each === name) ?? null;
		stop.abort();
	};
	for (const name of SIGNALS) process.on(name, end);
	try {
		return await work(AbortSignal.any([signal, stop.signal]));
	} finally {
		for (const name of SIGNALS) process.off(name, end);
		if (killedBy) process.kill(process.pid, killedBy);
	}
}
