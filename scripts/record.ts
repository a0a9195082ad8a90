// Records docs/images/terminal.svg: the built command, run in a pseudo-terminal over a copy of articles/.
//
//     npm run build && npx tsx scripts/record.ts
//
// Needs script(1) of util-linux. What is shown is what the commands printed, and how long they took; how fast they
// are typed is made up.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ASK } from "./bench/command.ts";
import { runInTerminal } from "./record/pty.ts";
import { type Frame, framesOf } from "./record/screen.ts";
import { terminalSvg } from "./record/terminal-svg.ts";
import type { Step } from "./record/timeline.ts";

const SIZE = { columns: 104, rows: 40 };
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const folder = mkdtempSync(join(tmpdir(), "verbatim-record-"));
try {
	cpSync(here("../articles"), join(folder, "articles"), { recursive: true });
	const bin = join(folder, "bin");
	mkdirSync(bin);
	writeFileSync(join(bin, "ask"), `#!/bin/sh\nexec node '${ASK}' "$@"\n`, {
		mode: 0o755,
	});

	const record = async (line: string): Promise<Step> => {
		const written = await runInTerminal(line, SIZE, folder, bin);
		return { line, frames: await framesOf(written, SIZE) };
	};
	const indexed = await record("ask index articles");
	const answered = await record('ask -k 2 "what did Rutte pledge"');
	const verified = await record(`ask verify '${citationIn(answered.frames)}'`);
	const refused = await record('ask "best running shoes for flat feet"');

	const steps = [indexed, answered, verified, refused];
	const svg = terminalSvg(steps, SIZE.columns);
	writeFileSync(here("../docs/images/terminal.svg"), svg);
	console.log(`docs/images/terminal.svg ${svg.length} bytes`);
} finally {
	rmSync(folder, { recursive: true });
}

/** The first citation that is shown. */
function citationIn(frames: readonly Frame[]): string {
	const shown = frames
		.at(-1)
		?.lines.map((spans) => spans.map(({ text }) => text).join(""))
		.join("\n");
	const [citation] = /\S+#c\d+-\d+@[0-9a-f]{8}/u.exec(shown ?? "") ?? [];
	if (citation === undefined) throw new Error("no citation is shown");
	return citation;
}
