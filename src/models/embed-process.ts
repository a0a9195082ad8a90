import { readModel } from "./files.ts";
import { serve, told } from "./processes.ts";
import { openSession } from "./session.ts";

// One session, loaded while the process waits for its first task.
const session = open(told<{ folder?: string }>().folder);
// Should it fail, the task that needs it says so.
session.catch(() => {});

serve({
	/** Embeds passages, each in a run of its own. */
	async embed(texts: string[]): Promise<Float32Array[]> {
		const { tokenizer, embed } = await session;
		const vectors: Float32Array[] = [];
		for (const text of texts) {
			vectors.push(await embed(tokenizer.encode(text), { truncate: false }));
		}
		return vectors;
	},
});

async function open(folder: string | undefined) {
	const files = await readModel(folder);
	return { tokenizer: files.tokenizer, ...(await openSession(files, 1)) };
}
