import { cpSync, createReadStream, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Asked where no questions are named: at most twelve words each, as people ask. */
const QUESTIONS = [
	"what did Rutte pledge",
	"who visited Odesa",
	"which air defense systems does Ukraine need",
	"how did the market react to the profit warning",
	"who won the final",
	"what did the prime minister say about taxes",
	"why was the match postponed",
	"how many people were injured in the attack",
	"which film won the award for best picture",
	"what will the new phone cost",
	"who resigned from the board",
	"how much did oil prices rise last year",
	"what did the court decide about the merger",
	"which country will host the summit",
	"when does the new law come into force",
	"who accused the minister of lying",
];

/** Writes the articles of a folder, or of a BEIR corpus.jsonl, into `folder`. */
export async function writeArticles(
	corpus: string,
	folder: string,
	limit: number,
): Promise<void> {
	if (!corpus.endsWith(".jsonl")) {
		cpSync(corpus, folder, { recursive: true });
		return;
	}
	mkdirSync(folder, { recursive: true });
	let count = 0;
	for await (const line of createInterface({
		input: createReadStream(corpus),
	})) {
		if (count === limit) break;
		const { title, text } = JSON.parse(line);
		const content = title ? `${title}\n\n${text}\n` : `${text}\n`;
		writeFileSync(
			join(folder, `${String(count).padStart(6, "0")}.txt`),
			content,
		);
		count += 1;
	}
}

/** Questions of a BEIR queries.jsonl of at most twelve words, or those above. */
export async function readQuestions(
	file: string | undefined,
): Promise<string[]> {
	if (!file) return QUESTIONS;
	const questions: string[] = [];
	for await (const line of createInterface({ input: createReadStream(file) })) {
		const { text } = JSON.parse(line);
		if (text.trim().split(/\s+/u).length <= 12) questions.push(text);
	}
	return questions;
}
