import type { AskOptions } from "../../searcher/options.ts";

/** One way to look up what was typed; each knows more than the one before, and takes longer. */
export interface Stage {
	/** For a person. */
	name: "words" | "meaning" | "read again";
	/** Milliseconds without a keystroke before it begins. */
	restMs: number;
	/** Whether finding nothing says little: a word that is half typed stands nowhere. */
	tentative: boolean;
	options: AskOptions;
}

const REST_MS = { words: 40, meaning: 150, readAgain: 400 };

/** The stages of a lookup as it was asked for, in order; at least one. */
export function stagesOf(asked: AskOptions): Stage[] {
	const { mode = "hybrid", rerank } = asked;
	const words: Stage = {
		name: "words",
		restMs: REST_MS.words,
		tentative: mode !== "keyword",
		options: { ...asked, mode: "keyword", rerank: 0 },
	};
	const meaning: Stage = {
		name: "meaning",
		restMs: REST_MS.meaning,
		tentative: false,
		options: { ...asked, mode, rerank: 0 },
	};
	const readAgain: Stage = {
		name: "read again",
		restMs: REST_MS.readAgain,
		tentative: false,
		options: { ...asked, mode },
	};
	if (mode === "keyword") return [words];
	if (mode === "semantic") return [meaning];
	return rerank === 0 ? [words, meaning] : [words, meaning, readAgain];
}
