import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const SRC = fileURLToPath(new URL("../src", import.meta.url));

/** From the bottom up; a file imports only from layers below its own, or from its own folder. */
const LAYERS: RegExp[] = [
	/^(?:types|errors|step)\.ts$/u,
	/^(?:lines|titled|group-by)\.ts$|^(?:duplicates|hashing)\//u,
	/^derived-file\.ts$/u,
	/^(?:articles|chunker|models|ranking|store)\/|^(?:codes|hnsw|exact|keywords|offsets|citation|paths)\.ts$/u,
	/^(?:settings|spellings|dates)\.ts$|^(?:boilerplate|speakers)\//u,
	/^candidates\.ts$/u,
	/^(?:indexer|searcher)\//u,
	/^lookup\//u,
	/^(?:eval|service)\//u,
	/^schemas\//u,
	/^warm\//u,
	/^references\//u,
	/^(?:page|mcp)\//u,
	/^server\//u,
	/^(?:cli\/|index\.ts$)/u,
];

/** Packages that one place alone may know. */
const OWNERS: Record<string, RegExp> = {
	"hnswlib-node": /^hnsw\.ts$/u,
	"better-sqlite3": /^store\//u,
	"onnxruntime-node": /^models\//u,
	"@xenova/transformers": /^models\//u,
	commander: /^cli\//u,
	compromise: /^speakers\//u,
	linkedom: /^articles\/html\//u,
	"@mozilla/readability": /^articles\/html\//u,
	yauzl: /^articles\/zip\.ts$/u,
	ora: /^cli\//u,
	"@inquirer/core": /^cli\/prompt\//u,
	hono: /^(?:page|server)\//u,
	"@modelcontextprotocol/sdk": /^mcp\//u,
};

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" })
	.filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
	.map((name) => name.replaceAll("\\", "/"));

function importsOf(file: string): string[] {
	const text = readFileSync(join(SRC, file), "utf8");
	return [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/gu)].map(
		([, target = ""]) => target,
	);
}

const layerOf = (file: string) => LAYERS.findIndex((layer) => layer.test(file));
const folderOf = (file: string) => file.split("/")[0];

describe("the source", () => {
	it("has a layer for every file", () => {
		expect(files.filter((file) => layerOf(file) === -1)).toEqual([]);
	});

	it("imports downwards only", () => {
		const upwards: string[] = [];
		for (const file of files) {
			for (const target of importsOf(file)) {
				if (!target.startsWith(".")) continue;
				const imported = relative(
					SRC,
					join(SRC, dirname(file), target),
				).replaceAll("\\", "/");
				const inside =
					file.includes("/") && folderOf(imported) === folderOf(file);
				if (!inside && layerOf(imported) >= layerOf(file)) {
					upwards.push(`${file} → ${imported}`);
				}
			}
		}
		expect(upwards).toEqual([]);
	});

	it("keeps each native or large package to one place", () => {
		const strays: string[] = [];
		for (const file of files) {
			for (const target of importsOf(file)) {
				const name = Object.keys(OWNERS).find(
					(owner) => target === owner || target.startsWith(`${owner}/`),
				);
				if (name && !OWNERS[name]?.test(file))
					strays.push(`${file} → ${target}`);
			}
		}
		expect(strays).toEqual([]);
	});

	it("touches process, console and colours in the command line only", () => {
		const touching = files.filter(
			(file) =>
				!file.startsWith("cli/") &&
				// What a process of the models' own is told, it is told by its arguments.
				file !== "models/processes.ts" &&
				// A download's folder bears the id of its process, to be known as left over when that is gone.
				file !== "models/pull.ts" &&
				/(?<!-)\bprocess\.[a-z]|\bconsole\.|styleText/u.test(
					readFileSync(join(SRC, file), "utf8"),
				),
		);
		expect(touching).toEqual([]);
	});

	it("sets the exit code in main.ts alone", () => {
		const setting = files.filter((file) =>
			/process\.(?:exit|exitCode)\b/u.test(
				readFileSync(join(SRC, file), "utf8"),
			),
		);
		expect(setting).toEqual(["cli/main.ts"]);
	});

	it("has no file of more than about 400 lines", () => {
		const long = files.filter(
			(file) => readFileSync(join(SRC, file), "utf8").split("\n").length > 410,
		);
		expect(long).toEqual([]);
	});
});
