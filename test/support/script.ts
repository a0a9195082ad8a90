import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/**
 * Bundles a script of this folder, to run it in processes of their own.
 *
 * @returns Its path, as deep below the packages and models that it looks for as the built library.
 */
export async function bundled(name: string): Promise<string> {
	const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
	const outfile = at(`../../dist/test/${name}.mjs`);
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
