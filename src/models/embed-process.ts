import { readModel } from "./files.ts";
import { serve, told } from "./processes.ts";
import { openSession } from "./session.ts";

// One session, loaded while the process waits for its first task.
const session = readModel(told<{ folder?: string }>().folder).then((files) =>
	openSession(files, 1),
);
// Should it fail, the task that needs it says so.
session.catch(() => {});

serve({
	/** Embeds passages, each in a run of its own. */
	async embed(texts: string[]): Promise<Float32Array[]> {
		const { embed } = await session;
		const vectors: Float32Array[] = [];
		for (const text of texts) {
			vectors.push(await embed(text, { truncate: false }));
		}
		return vectors;
	},
});
