#!/usr/bin/env node
// What "ask" starts: the program, with the code that V8 compiled of it before. That, and CommonJS, save a lookup
// an eighth of its time. From Node 22 on, module.enableCompileCache() does the same.
import { createHash } from "node:crypto";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { cachedDataVersionTag } from "node:v8";
import { Script } from "node:vm";

const CHECKSUM_BYTES = 32;
/** SHA-256 of the program in hex; set by the build. V8 looks at its length alone. */
declare const PROGRAM_SHA256: string;

const program = fileURLToPath(new URL("ask-program.cjs", import.meta.url));
// Another version of V8, or other flags, compile it to something else.
const compiled = `${program}.${PROGRAM_SHA256.slice(0, 8)}-${cachedDataVersionTag()}.compiled`;

const cachedData = readCompiled();
const script = new Script(
	`(function (require, __filename, __build) {${readFileSync(program, "utf8")}\n})`,
	{ filename: program, ...(cachedData && { cachedData }) },
);
const require = createRequire(program);
script.runInThisContext()(require, program, PROGRAM_SHA256.slice(0, 8));
if (!cachedData || script.cachedDataRejected) process.once("exit", keep);

function readCompiled(): Buffer | null {
	let file: Buffer;
	try {
		file = readFileSync(compiled);
	} catch {
		// There is none yet, or none that this user may read: then it is compiled, as any program is.
		return null;
	}
	const content = file.subarray(CHECKSUM_BYTES);
	return checksum(content).equals(file.subarray(0, CHECKSUM_BYTES))
		? content
		: null;
}

// V8 believes what it is given, and a damaged file would crash it.
function checksum(content: Buffer): Buffer {
	return createHash("sha256").update(content).digest();
}

/** Keeps what was compiled, once a model has run: by then that is nearly all there is. */
function keep(): void {
	const modules = Object.keys(require.cache);
	if (!modules.some((path) => path.includes("onnxruntime-node"))) return;
	const temporary = `${compiled}.${process.pid}`;
	try {
		const content = script.createCachedData();
		writeFileSync(temporary, Buffer.concat([checksum(content), content]));
		renameSync(temporary, compiled);
	} catch {
		// The package's folder is not ours to write to: then every start compiles.
		rmSync(temporary, { force: true });
	}
}
