import type { Format, Formatter } from "./format.ts";

const FORMATTERS: Record<Format, () => Promise<Formatter>> = {
	text: async () => (await import("./text.ts")).text,
	json: async () => (await import("./json.ts")).json,
	jsonl: async () => (await import("./json.ts")).jsonl,
	csv: async () => (await import("./csv.ts")).csv,
	md: async () => (await import("./md.ts")).md,
	bibtex: async () => (await import("./bibtex.ts")).bibtex,
};

/** Loads what prints in a format, and nothing of the others. */
export function formatterOf(format: Format): Promise<Formatter> {
	return FORMATTERS[format]();
}
