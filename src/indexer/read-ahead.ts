// Files read at the same time: a disk has the next ready while one is taken apart.
const AHEAD = 16;

/** Reads files while those before them are worked on; each comes with its content, or with why there is none. */
export async function* readAhead<Content>(
	paths: readonly string[],
	read: (path: string) => Promise<Content>,
): AsyncGenerator<{ path: string; content: PromiseSettledResult<Content> }> {
	const reading: Promise<PromiseSettledResult<Content>>[] = [];
	for (const [at, path] of paths.entries()) {
		while (reading.length < AHEAD && at + reading.length < paths.length) {
			reading.push(settled(read(paths[at + reading.length] ?? "")));
		}
		const content = await reading.shift();
		if (content) yield { path, content };
	}
}

async function settled<T>(
	promise: Promise<T>,
): Promise<PromiseSettledResult<T>> {
	const [result] = await Promise.allSettled([promise]);
	return result;
}
