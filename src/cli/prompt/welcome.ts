import type { AskOptions } from "../../searcher/options.ts";
import type { SearchIndex } from "../../searcher/searcher.ts";
import type { Answer } from "../../types.ts";

/** What an empty prompt tells. */
export interface Welcome {
	articles: number;
	passages: number;
	/** The days that are looked at, where not all are. */
	period: Answer["period"];
	/** A question that the articles can answer. */
	example: string;
}

// A word of which most newspapers have some sentences, and none very many: looking it up takes hardly any time.
const NEWS = "announced";
const EXAMPLE = "what did Rutte pledge";

/**
 * What can be asked.
 *
 * @throws {SearchError} `USAGE` if an option is out of its range, and what else a lookup throws.
 */
export async function welcomeTo(
	index: Pick<SearchIndex, "ask">,
	asked: AskOptions,
): Promise<Welcome> {
	const answer = await index.ask(NEWS, {
		...asked,
		mode: "keyword",
		rerank: 0,
		all: true,
	});
	const { articles, passages } = answer.index;
	const speakers = answer.results.map(({ citation }) => citation.speaker);
	// A name of one word may be anybody's.
	const speaker = speakers.find((name) => name?.includes(" "));
	const example = speaker ? `what did ${speaker} announce` : EXAMPLE;
	return { articles, passages, period: answer.period, example };
}
