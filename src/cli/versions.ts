import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import * as z from "zod/mini";
import { bundledFolder, bundledNames } from "../models/bundle.ts";

/** What the program is made of. */
export interface Versions {
	ask: string;
	/** That came with the package. */
	models: Model[];
	/** By name; null for what is not installed, or cannot be loaded. */
	engines: Record<string, string | null>;
}

interface Model {
	name: string;
	kind: "embedding model" | "reranker";
	/** Of its vectors; null for a reranker, which makes none. */
	dimensions: number | null;
}

const Package = z.looseObject({ version: z.string() });
const ModelConfig = z.looseObject({
	architectures: z.array(z.string()),
	hidden_size: z.int(),
});
const packages = createRequire(import.meta.url);
const WIDTH = 16;

/** Of this package. */
export function packageVersion(): string {
	return versionIn(new URL("../../package.json", import.meta.url));
}

/** Nothing is loaded but SQLite, whose version only it knows. */
export async function versions(): Promise<Versions> {
	const { sqliteVersion } = await import("../store/sqlite-version.ts");
	return {
		ask: packageVersion(),
		models: await Promise.all((await bundledNames()).map(modelOf)),
		engines: {
			"onnxruntime-node": installed("onnxruntime-node"),
			"hnswlib-node": installed("hnswlib-node"),
			"better-sqlite3": installed("better-sqlite3"),
			SQLite: sqliteVersion(),
			Node: process.versions.node,
		},
	};
}

export function renderVersions({ ask, models, engines }: Versions): string {
	const rows = [
		...models.map(({ name, kind, dimensions }) => [
			kind,
			dimensions === null ? name : `${name}, ${dimensions} dimensions`,
		]),
		...Object.entries(engines).map(([name, version]) => [
			name,
			version ?? "not there, or damaged",
		]),
	];
	const lines = rows.map(
		([name = "", value]) => `${name.padEnd(WIDTH)} ${value}\n`,
	);
	return `ask ${ask}\n${lines.join("")}`;
}

async function modelOf(name: string): Promise<Model> {
	const file = join(bundledFolder(name), "config.json");
	const config = ModelConfig.parse(JSON.parse(await readFile(file, "utf8")));
	const judges = config.architectures.some((architecture) =>
		architecture.endsWith("ForSequenceClassification"),
	);
	return {
		name,
		kind: judges ? "reranker" : "embedding model",
		dimensions: judges ? null : config.hidden_size,
	};
}

function installed(name: string): string | null {
	try {
		return versionIn(packages.resolve(`${name}/package.json`));
	} catch {
		return null;
	}
}

function versionIn(file: string | URL): string {
	return Package.parse(JSON.parse(readFileSync(file, "utf8"))).version;
}
