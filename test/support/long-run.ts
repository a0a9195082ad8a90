// A process of its own that asks and updates an index for long, and says what it held on to: prints, as JSON, memory, open
// files, threads and children after each tenth. Run with --expose-gc.
// Arguments: folder of news and index, lookups, lookups with the cross-encoder, updates.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { buildIndex, openIndex } from "../../src/index.ts";

const [folder = "", ...counts] = process.argv.slice(2);
const [lookups = 0, reranked = 0, updates = 0] = counts.map(Number);
const TENTHS = 10;

interface Held {
	mebibytes: number;
	files: number;
	threads: number;
	children: number;
}

const samples: Held[] = [];
const paths = [`${folder}/news`];
await buildIndex({ index: `${folder}/index`, paths });
const index = await openIndex({ index: `${folder}/index` });
for (let tenth = 0; tenth < TENTHS; tenth += 1) {
	for (let at = 0; at < lookups / TENTHS; at += 1) {
		await index.ask(`what was said of the harbour ${at % 50}`, { rerank: 0 });
	}
	for (let at = 0; at < reranked / TENTHS; at += 1) {
		await index.ask(`what was said of the harbour ${at % 50}`);
	}
	for (let at = 0; at < updates / TENTHS; at += 1) {
		writeFileSync(
			`${folder}/news/${at % 10}.txt`,
			`Of the harbour ${at} it was said on day ${tenth * 1000 + at} that it will be rebuilt.\n`,
		);
		await buildIndex({ index: `${folder}/index` });
	}
	samples.push(held());
}
await index.close();
process.stdout.write(JSON.stringify(samples));

function held(): Held {
	globalThis.gc?.();
	globalThis.gc?.();
	const threads = readdirSync("/proc/self/task");
	const children = threads.flatMap((thread) =>
		readFileSync(`/proc/self/task/${thread}/children`, "utf8")
			.split(" ")
			.filter((pid) => pid !== ""),
	);
	return {
		mebibytes: process.memoryUsage().rss / 2 ** 20,
		files: readdirSync("/proc/self/fd").length,
		threads: threads.length,
		children: children.length,
	};
}
