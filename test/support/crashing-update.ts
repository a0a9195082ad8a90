// A process of its own that updates an index and is killed at a step, or by whoever started it.
// Arguments: the folder that holds the articles and the index, and the step at which it dies, counted from 1 (0: none).
import { buildIndex } from "../../src/indexer/indexer.ts";
import { fakeEmbedder } from "./fake-embedder.ts";

const [folder = "", at = "0"] = process.argv.slice(2);
let steps = 0;
await buildIndex({
	index: `${folder}/index`,
	paths: [`${folder}/news`],
	embedder: fakeEmbedder(),
	step: () => {
		steps += 1;
		if (steps === Number(at)) process.kill(process.pid, "SIGKILL");
	},
});
process.stdout.write(String(steps));
