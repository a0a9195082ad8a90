import { fileURLToPath } from "node:url";

/** The folder of the page's script and style: that of the built program, seen from the source as from the bundle. */
export const ASSETS: string = fileURLToPath(
	new URL("../../dist/js", import.meta.url),
);
