import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/**
 * Bundles a script of this folder, to run it in processes of their own.
 *
 * @returns Its path, beside the packages that it imports.
 */
export async function bundled(name: string): Promise<string> {
	const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
	const outfile = at(`../../node_modules/.cache/verbatim/${name}.mjs`);
	await build({
		entryPoints: [at(`${name}.ts`)],
		outfile,
		bundle: true,
		format: "esm",
		platform: "node",
		packages: "external",
		logLevel: "error",
	});
	return outfile;
}
