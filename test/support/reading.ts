// A process of its own that asks an index over and over, until its standard input ends.
// Every article of the index says which version it is of; so does the generation. Prints a blank line once it has asked,
// and at the end how often it did.
import { openIndex } from "../../src/searcher/searcher.ts";
import { fakeEmbedder } from "./fake-embedder.ts";

const [index = "", articles = "0"] = process.argv.slice(2);
let reading = true;
process.stdin.on("end", () => {
	reading = false;
});
process.stdin.resume();

const opened = await openIndex({
	index,
	embedder: fakeEmbedder(),
	reranker: null,
});
let asked = 0;
while (reading) {
	const { results, index, warnings } = await opened.ask("harbour storm", {
		all: true,
		top: 100,
	});
	const version = `version ${index.generation}.`;
	const other = results.find(({ text }) => !text.includes(version));
	if (other) throw new Error(`generation ${index.generation}: ${other.text}`);
	if (results.length !== Number(articles)) {
		throw new Error(`${results.length} articles in ${version}`);
	}
	if (warnings.length > 0) throw new Error(warnings.join());
	asked += 1;
	// From here on it reads while others write.
	if (asked === 1) process.stdout.write("\n");
	// The end of standard input has to be heard.
	await new Promise((resolve) => setImmediate(resolve));
}
await opened.close();
process.stdout.write(String(asked));
