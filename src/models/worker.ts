import { workerData } from "node:worker_threads";
import { readModel } from "./files.ts";
import { openSession } from "./session.ts";

// One session a worker, opened by its first task and kept.
const session = readModel(workerData.folder).then((files) =>
	openSession(files, 1),
);

/** Embeds the passages of one task, each in a run of its own. */
export default async function embed(texts: string[]): Promise<Float32Array[]> {
	const { embed } = await session;
	const vectors: Float32Array[] = [];
	for (const text of texts) {
		vectors.push(await embed(text, { truncate: false }));
	}
	return vectors;
}
