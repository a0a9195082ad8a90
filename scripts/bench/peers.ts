import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./command.ts";

const MODEL: string = fileURLToPath(
	new URL("../../models/Xenova/all-MiniLM-L6-v2", import.meta.url),
);
export const PEERS = [
	"st-hnswlib",
	"txtai",
	"chroma",
	"fastembed-hnswlib",
] as const;

export interface Peer {
	passages: number;
	passagesPerSecond: number;
	queryMsP50: number;
	queryMsP95: number;
	peakMB: number;
}

export interface Peers {
	peers: Record<string, Peer>;
	/** From the start of a Python process to its first embedded question. */
	coldSeconds: number;
}

/**
 * Times what a user would otherwise pick, on the same texts, questions and model.
 *
 * @param script - peers.py; its header says how to install what it times.
 * @param python - Of the environment that holds them.
 */
export async function measurePeers(
	folder: string,
	{ script, python }: { script: string; python: string },
	texts: readonly string[],
	questions: readonly string[],
): Promise<Peers> {
	for (const file of [script, python]) {
		if (!existsSync(file))
			throw new Error(
				`${file} is not there: name another with --peers-script and --peers-python`,
			);
	}
	const write = (name: string, lines: readonly string[]) => {
		const file = join(folder, name);
		writeFileSync(
			file,
			lines.map((text) => `${JSON.stringify({ text })}\n`).join(""),
		);
		return file;
	};
	const common = [
		...["--passages", write("passages.jsonl", texts)],
		...["--queries", write("queries.jsonl", questions)],
		...["--model", MODEL],
	];
	const measure = async (peer: string, ...options: string[]) => {
		const { stdout } = await run(
			python,
			[script, peer, ...common, ...options],
			folder,
		);
		return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
	};
	const peers: Record<string, Peer> = {};
	for (const peer of PEERS) peers[peer] = await measure(peer);
	const { coldSeconds } = await measure("st-hnswlib", "--cold");
	return { peers, coldSeconds };
}
