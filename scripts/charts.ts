// Draws the charts of docs/images from the kept runs (scripts/runs):
//
//     npx tsx scripts/charts.ts
//
// The same runs give the same files, byte for byte; test/charts.test.ts compares them.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { drawAll } from "./charts/all.ts";

const folder = fileURLToPath(new URL("../docs/images/", import.meta.url));
mkdirSync(folder, { recursive: true });
for (const [name, svg] of Object.entries(drawAll())) {
	writeFileSync(folder + name, svg);
	console.log(`docs/images/${name} ${svg.length} bytes`);
}
