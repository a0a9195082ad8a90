import { Command } from "commander";
import { BBC, judgeQuotes } from "../test/support/marked-quotes.ts";

const program = new Command("npx tsx scripts/quotes.ts")
	.description(
		"Measures how often quotations are given the right speaker, on articles that were marked by hand (test/fixtures/quotes.json).",
	)
	.option("--corpus <file>", "the BBC's corpus.jsonl", BBC)
	.option("--half <half>", "tune or report", "report")
	.option("--mistakes", "list what went wrong")
	.parse();
const { corpus, half, mistakes } = program.opts();

const judged = judgeQuotes(half === "tune" ? "tune" : "report", corpus);
const { named, right, marked, found } = judged;
const share = (part: number, whole: number) =>
	`${(part / whole).toFixed(3)} (${part} of ${whole})`;
console.log(`precision ${share(right, named)}, recall ${share(found, marked)}`);
if (mistakes) console.log(judged.mistakes.join("\n"));
