// Bundles the command, the library, the process that embeds and the thread that hashes into dist/js: a cold lookup then
// reads a few files instead of some hundreds. Only the native packages stay outside.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { build } from "esbuild";

const OUT = "dist/js";
const NATIVE = ["better-sqlite3", "hnswlib-node", "onnxruntime-node"];

/**
 * Of @xenova/transformers only the tokenizer is wanted. What it imports beside that downloads models, loads
 * sharp and two runtimes for networks, and renders chat templates; none of it is ever called here.
 *
 * @type {import("esbuild").Plugin}
 */
const tokenizerOnly = {
	name: "tokenizer-only",
	setup({ onResolve, onLoad }) {
		const unused = /\/utils\/(?:hub|tensor)\.js$|^@huggingface\/jinja$/;
		onResolve({ filter: unused }, ({ path, importer }) =>
			importer.includes("@xenova/transformers")
				? { path, namespace: "unused" }
				: null,
		);
		onLoad({ filter: /(?:)/, namespace: "unused" }, () => ({
			contents:
				"export const getModelJSON = undefined, Tensor = undefined, Template = undefined;",
		}));
	},
};

/**
 * Of zod's messages in fifty languages only the English ones.
 *
 * @type {import("esbuild").Plugin}
 */
const englishOnly = {
	name: "english-only",
	setup({ onLoad }) {
		const locales = /zod[\\/]v4[\\/]locales[\\/]index\.js$/;
		onLoad({ filter: locales }, ({ path }) => ({
			contents: 'export { default as en } from "./en.js";',
			resolveDir: dirname(path),
		}));
	},
};

/**
 * Parts of the command that lookups have no use for, each in a file of its own: what indexing needs must not make
 * every start read and compile more. They share the one class of errors, which is told by its identity.
 *
 * @type {Record<string, string>}
 */
const SEPARATE = {
	errors: "src/errors.ts",
	analyse: "src/indexer/analyse.ts",
	dates: "src/dates.ts",
	html: "src/articles/html/html.ts",
	serve: "src/cli/commands/serve.ts",
	mcp: "src/cli/commands/mcp.ts",
	prompt: "src/cli/prompt/prompt.ts",
	csv: "src/cli/formats/csv.ts",
	completion: "src/cli/commands/completion.ts",
	man: "src/cli/commands/man.ts",
	versions: "src/cli/versions.ts",
};

/** @type {import("esbuild").Plugin} */
const separate = {
	name: "separate",
	setup({ onResolve }) {
		const files = new Map(
			Object.entries(SEPARATE).map(([name, path]) => [resolve(path), name]),
		);
		onResolve({ filter: /\.ts$/ }, ({ path, resolveDir, kind }) => {
			const name = files.get(resolve(resolveDir, path));
			return name && kind !== "entry-point"
				? { path: `./${name}.cjs`, external: true }
				: null;
		});
	},
};

/** @type {import("esbuild").BuildOptions & { metafile: true }} */
const common = {
	outdir: OUT,
	bundle: true,
	format: "esm",
	platform: "node",
	target: "node20.18",
	external: NATIVE,
	plugins: [tokenizerOnly, englishOnly],
	// Names are kept, for the place in a report of an unexpected error.
	minifySyntax: true,
	minifyWhitespace: true,
	legalComments: "none",
	// Packages in CommonJS ask for Node's own modules by require.
	banner: {
		js: 'import{createRequire as __cr}from"node:module";const require=__cr(import.meta.url);',
	},
	metafile: true,
	logLevel: "warning",
};

/**
 * The command is one file in CommonJS, whose compiled code can be kept (src/cli/ask.ts).
 *
 * @type {import("esbuild").BuildOptions}
 */
const commonJs = {
	format: "cjs",
	outExtension: { ".js": ".cjs" },
	define: { "import.meta.url": "__url" },
	banner: {
		js: 'const __url=require("node:url").pathToFileURL(__filename).href;',
	},
	plugins: [tokenizerOnly, englishOnly, separate],
	// A script that was compiled before has nothing that could import: what is imported is required.
	supported: { "dynamic-import": false },
};

// What an earlier build left would be packed; but npx builds while another lookup runs, so nothing is emptied before.
const before = await readdir(OUT).catch(() => []);
// The command, the library, the process and the thread share no chunks: the fewer files each loads, the sooner it starts.
const [program, ...others] = await Promise.all([
	build({
		...common,
		...commonJs,
		entryPoints: { "ask-program": "src/cli/main.ts" },
	}),
	build({ ...common, ...commonJs, entryPoints: SEPARATE }),
	build({ ...common, entryPoints: { index: "src/index.ts" }, splitting: true }),
	build({
		...common,
		entryPoints: {
			"embed-process": "src/models/embed-process.ts",
			"hash-thread": "src/hashing/hash-thread.ts",
		},
	}),
	// What a browser is sent.
	build({
		outdir: OUT,
		bundle: true,
		minify: true,
		format: "iife",
		target: "es2022",
		entryPoints: [
			{ in: "src/page/client/page.ts", out: "page" },
			{ in: "src/page/style.css", out: "page" },
		],
		legalComments: "none",
		metafile: true,
		logLevel: "warning",
	}),
]);
const sha256 = createHash("sha256")
	.update(await readFile(`${OUT}/ask-program.cjs`))
	.digest("hex");
const ask = await build({
	...common,
	...commonJs,
	entryPoints: { ask: "src/cli/ask.ts" },
	define: {
		...commonJs.define,
		PROGRAM_SHA256: JSON.stringify(sha256),
	},
});
const builds = [program, ask, ...others];
const paths = (/** @type {"inputs" | "outputs"} */ kind) =>
	builds.flatMap(({ metafile }) => Object.keys(metafile[kind]));

const written = new Set(paths("outputs"));
for (const name of before) {
	const old = `${OUT}/${name}`;
	if (/\.(?:c?js|css|compiled)$/.test(name) && !written.has(old)) await rm(old);
}

// The manual page, from the commands themselves.
await mkdir("dist/man", { recursive: true });
await writeFile(
	"dist/man/ask.1",
	execFileSync(process.execPath, [`${OUT}/ask.cjs`, "man"]),
);

// The licences of all packages that the bundles hold ask to go with them.
const packages = new Set(
	paths("inputs").flatMap(
		(path) => path.match(/^node_modules\/(?:@[^/]+\/)?[^/]+/u) ?? [],
	),
);
const licences = await Promise.all(
	[...packages].sort().map(async (folder) => {
		const { name, version, license } = JSON.parse(
			await readFile(`${folder}/package.json`, "utf8"),
		);
		const file = (await readdir(folder)).find((each) =>
			/^licen[cs]e/iu.test(each),
		);
		const text = file ? await readFile(`${folder}/${file}`, "utf8") : "";
		return `${name} ${version} (${license})\n\n${text.trim()}\n`;
	}),
);
await writeFile(
	`${OUT}/LICENSES.txt`,
	licences.join(`\n${"-".repeat(80)}\n\n`),
);
