import { openCrossEncoder } from "./cross-encoder.ts";
import { serve, told } from "./processes.ts";

// Loaded while the process waits for its first task.
const opened = openCrossEncoder(told<{ threads: number }>().threads);
// Should it fail, the task that needs it says so.
opened.catch(() => {});

serve({
	async open() {
		return (await opened).model;
	},
	async score(question: string, passages: string[]) {
		return (await opened).score(question, passages);
	},
});
