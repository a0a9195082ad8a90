import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Command } from "commander";
import { groupsOf } from "../src/duplicates/groups.ts";
import { inOrder } from "../src/duplicates/in-order.ts";
import {
	sameArticle,
	type Wording,
	wordingOf,
} from "../src/duplicates/same.ts";
import { bandsOf, type Kind } from "../src/duplicates/signature.ts";
import { randomFrom } from "../test/support/random.ts";

interface Story {
	id: string;
	title: string;
	text: string;
	/** Of the half of the corpus that thresholds were chosen on. */
	tuning: boolean;
}

/** Two different texts, by their places in the corpus. */
interface Pair {
	one: number;
	other: number;
	similarity: number;
}

const program = new Command("npx tsx scripts/duplicates.ts")
	.description(
		"Measures whether the same story is found twice: repeats, and copies changed in many ways; and how long it takes.",
	)
	.requiredOption("--corpus <file>", "a corpus.jsonl of articles")
	.option(
		"--groups",
		"print pairs of different texts side by side instead, the most similar first, to be read",
	)
	.option("--least <n>", "Jaccard similarity of the pairs", Number, 0.1)
	.option("--seed <n>", "of what is changed", Number, 1)
	.parse();
const options = program.opts();

const stories = readStories(options.corpus);
const texts = stories.map(({ text }) => text);
const wordings = texts.map(wordingOf);
const groups = groupsIn(texts, "article");
const random = randomFrom(options.seed);

if (options.groups) {
	for (const pair of similarPairs(options.least)) printPair(pair);
} else {
	measureSpeed();
	measureRepeats();
	measureCopies();
}

function readStories(file: string): Story[] {
	const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
	return lines.map((line) => {
		const { _id: id, title, text } = JSON.parse(line);
		const [first = 0] = createHash("sha256").update(id).digest();
		return { id, title, text, tuning: first % 2 === 0 };
	});
}

function groupsIn(all: readonly string[], kind: Kind): Map<number, number> {
	const items = all.map((text, id) => ({ id, bands: bandsOf(text, kind) }));
	return groupsOf(items, (id) => all[id] ?? "", kind);
}

function measureSpeed(): void {
	const passages = texts.flatMap(passagesOf);
	time("articles", texts, "article");
	time("passages", passages, "passage");
}

function time(name: string, all: readonly string[], kind: Kind): void {
	const begun = performance.now();
	const items = all.map((text, id) => ({ id, bands: bandsOf(text, kind) }));
	const signed = performance.now();
	let asked = 0;
	const found = groupsOf(
		items,
		(id) => {
			asked += 1;
			return all[id] ?? "";
		},
		kind,
	);
	const grouped = performance.now();
	print(`${all.length} ${name}: bands`, `${(signed - begun).toFixed(0)} ms`);
	print(
		`  ${new Set(found.values()).size} groups`,
		`${(grouped - signed).toFixed(0)} ms, ${asked} texts read`,
	);
}

/** What the corpus itself holds twice. */
function measureRepeats(): void {
	const firstWith = new Map<string, number>();
	const repeats: [number, number][] = [];
	for (const [at, text] of texts.entries()) {
		const first = firstWith.get(text);
		if (first === undefined) firstWith.set(text, at);
		else repeats.push([first, at]);
	}
	const found = repeats.filter(([one, other]) => together(groups, one, other));
	print("articles that repeat another", repeats.length);
	print("  found", found.length);

	const pairs = similarPairs(options.least).filter(({ one, other }) =>
		sameArticle(wordingAt(one), wordingAt(other)),
	);
	const grouped = pairs.filter(({ one, other }) =>
		together(groups, one, other),
	);
	print("pairs of different texts that are near-identical", pairs.length);
	print("  in one group", grouped.length);
}

/** Copies of every article, changed in one way or another, each way beside all the originals. */
function measureCopies(): void {
	const vocabulary = texts.flatMap((text) => text.split(/\s+/u));
	print("\ncopies of all articles", "found: tuning half, other half; astray");
	for (const share of [0.05, 0.1, 0.2]) {
		const name = `${100 * share} % of words`;
		measureCopy(`${name} replaced`, (text) =>
			text.replace(/\S+/gu, (word) =>
				random() < share ? anyOf(vocabulary) : word,
			),
		);
		measureCopy(`${name} deleted, or one inserted`, (text) =>
			text.replace(/\S+/gu, (word) => {
				if (random() >= share) return word;
				return random() < 0.5 ? "" : `${anyOf(vocabulary)} ${word}`;
			}),
		);
	}
	measureParagraphs("a paragraph of another story first", (paragraphs) => [
		...paragraphsOf(anyOf(texts)).slice(0, 1),
		...paragraphs,
	]);
	for (const dropped of [1 / 4, 1 / 2]) {
		measureParagraphs(
			`${100 * dropped} % of the paragraphs dropped`,
			(paragraphs) => {
				const places = shuffled([...paragraphs.keys()]);
				const gone = new Set(
					places.slice(0, Math.floor(dropped * places.length)),
				);
				return paragraphs.filter((_, at) => !gone.has(at));
			},
		);
	}
	measureParagraphs("paragraphs in another order", shuffled);
	for (const kept of [2 / 3, 1 / 2, 1 / 3]) {
		measureParagraphs(
			`cut to the first ${(100 * kept).toFixed(0)} %`,
			(paragraphs) => paragraphs.slice(0, Math.ceil(kept * paragraphs.length)),
		);
	}
}

function measureParagraphs(
	name: string,
	change: (paragraphs: string[]) => string[],
): void {
	measureCopy(name, (text) => change(paragraphsOf(text)).join("\n\n"));
}

/** How many copies are in the group of their original; and how many in one with another story. */
function measureCopy(name: string, copy: (text: string) => string): void {
	const found = groupsIn([...texts, ...texts.map(copy)], "article");
	const places = [...stories.keys()];
	const isFound = (at: number) => together(found, at, texts.length + at);
	const shareOf = (half: boolean) => {
		const originals = places.filter((at) => stories[at]?.tuning === half);
		return (originals.filter(isFound).length / originals.length).toFixed(4);
	};
	const astray = places.filter((at) => {
		const group = found.get(texts.length + at);
		if (group === undefined || isFound(at)) return false;
		// A copy may be with another copy of its original, or with what repeats it anyway.
		const story = group % texts.length;
		return story !== at && !together(groups, at, story);
	});
	print(name, `${shareOf(true)} ${shareOf(false)} ${astray.length}`);
}

function together(
	all: ReadonlyMap<number, number>,
	one: number,
	other: number,
): boolean {
	const group = all.get(one);
	return group !== undefined && group === all.get(other);
}

/** All pairs of different texts at least so similar, found without signatures. */
function similarPairs(least: number): Pair[] {
	const pairs: Pair[] = [];
	const having = new Map<number, number[]>();
	for (const [other, { shingles }] of wordings.entries()) {
		const shared = new Map<number, number>();
		for (const shingle of shingles) {
			const all = having.get(shingle) ?? [];
			for (const one of all) shared.set(one, (shared.get(one) ?? 0) + 1);
			all.push(other);
			having.set(shingle, all);
		}
		for (const [one, count] of shared) {
			const all = shingles.size + wordingAt(one).shingles.size - count;
			if (count < least * all || texts[one] === texts[other]) continue;
			pairs.push({ one, other, similarity: count / all });
		}
	}
	return pairs.sort((a, b) => b.similarity - a.similarity);
}

function printPair({ one, other, similarity }: Pair): void {
	const order = inOrder(wordingAt(one).words, wordingAt(other).words);
	const same = together(groups, one, other) ? "one group" : "apart";
	const half = stories[one]?.tuning ? "tuning half" : "other half";
	print(
		`${same}, ${half}: similarity ${similarity.toFixed(3)}, in order ${order.toFixed(3)}`,
	);
	for (const at of [one, other]) {
		const { id, title, text } = stories[at] ?? { id: "", title: "", text: "" };
		print(`  ${id} | ${title} | ${text.slice(0, 200).replace(/\s+/gu, " ")}`);
	}
}

function wordingAt(at: number): Wording {
	return wordings[at] ?? wordingOf("");
}

function shuffled<T>(list: readonly T[]): T[] {
	return list
		.map((value) => ({ value, place: random() }))
		.sort((a, b) => a.place - b.place)
		.map(({ value }) => value);
}

function anyOf(list: readonly string[]): string {
	return list[Math.floor(random() * list.length)] ?? "";
}

/** Paragraphs of two sentences, as newspapers have them: the corpus runs many of them together. */
function paragraphsOf(text: string): string[] {
	return joined(sentencesOf(text), (_, sentences) => sentences <= 2);
}

/** Passages of whole sentences, of about 500 characters. */
function passagesOf(text: string): string[] {
	return joined(sentencesOf(text), (characters) => characters <= 600);
}

function sentencesOf(text: string): string[] {
	return text.split(/(?<=[.!?]["”]?)\s+/u);
}

function joined(
	sentences: readonly string[],
	fits: (characters: number, sentences: number) => boolean,
): string[] {
	const parts: string[][] = [];
	for (const sentence of sentences) {
		const more = [...(parts.at(-1) ?? []), sentence];
		if (more.length > 1 && fits(more.join(" ").length, more.length)) {
			parts[parts.length - 1] = more;
		} else {
			parts.push([sentence]);
		}
	}
	return parts.map((part) => part.join(" "));
}

function print(what: string, value: string | number = ""): void {
	process.stdout.write(`${what.padEnd(52)} ${value}`.trimEnd().concat("\n"));
}
