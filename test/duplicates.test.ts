import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupsOf } from "../src/duplicates/groups.ts";
import { inOrder } from "../src/duplicates/in-order.ts";
import { sameArticle, samePassage, wordingOf } from "../src/duplicates/same.ts";
import { overlap, shinglesOf, similarity } from "../src/duplicates/shingles.ts";
import { bandsOf, type Kind } from "../src/duplicates/signature.ts";
import { wordsOf } from "../src/duplicates/words.ts";
import { randomFrom } from "./support/random.ts";

const random = randomFrom(20);
const anyOf = (list: readonly string[]) =>
	list[Math.floor(random() * list.length)] ?? "";
const VOCABULARY = Array.from(
	{ length: 5000 },
	(_, at) => `w${at.toString(36)}`,
);
/** So many words that no other text of a test has in this order. */
const telling = (words: number) =>
	Array.from({ length: words }, () => anyOf(VOCABULARY)).join(" ");
const paragraphs = (count: number) =>
	Array.from({ length: count }, () => telling(20));
const changed = (text: string, share: number) =>
	text.replace(/\S+/gu, (word) =>
		random() < share ? anyOf(VOCABULARY) : word,
	);

/** The groups of texts, each by the places of its texts, and how often a text was asked for. */
function grouped(texts: readonly string[], kind: Kind = "article") {
	let asked = 0;
	const groups = groupsOf(
		texts.map((text, id) => ({ id, bands: bandsOf(text, kind) })),
		(id) => {
			asked += 1;
			return texts[id] ?? "";
		},
		kind,
	);
	const members = new Map<number, number[]>();
	for (const [id, first] of groups) {
		const group = members.get(first) ?? [];
		group.push(id);
		members.set(first, group);
	}
	return { groups: [...members.values()], asked };
}
const similarityOf = (a: string, b: string) =>
	similarity(shinglesOf(a), shinglesOf(b));
const areSamePassages = (a: string, b: string) =>
	samePassage(shinglesOf(a), shinglesOf(b));
const areSameArticles = (a: string, b: string) =>
	sameArticle(wordingOf(a), wordingOf(b));

describe("the words of a text", () => {
	it("are the same in another case, punctuation or composition", () => {
		expect(wordsOf("“The Café”, she said —\nTODAY")).toEqual(
			wordsOf("the cafe\u0301 she said: today."),
		);
		expect(wordsOf("two words")).not.toEqual(wordsOf("words two"));
	});

	it("are the characters of a script without spaces", () => {
		expect(wordsOf("水位は下がった")).toHaveLength(7);
		expect(wordsOf("AIの橋 opened")).toEqual(wordsOf("AI の 橋 opened"));
	});

	it("are found in a megabyte of combining marks", () => {
		expect(wordsOf(`a${"\u0301\u0323".repeat(500_000)}`)).toHaveLength(1);
	});
});

describe("shingles", () => {
	it("are runs of three words", () => {
		expect(shinglesOf("the ferry to Lunde left late").size).toBe(4);
		expect(similarityOf("one two three four", "one two three five")).toBe(
			1 / 3,
		);
		expect(similarityOf("one two three", "three two one")).toBe(0);
	});

	it("of a text of one or two words are all of it", () => {
		expect(similarityOf("Bridge closed", "bridge closed")).toBe(1);
		expect(similarityOf("Bridge closed", "Bridge")).toBe(0);
	});

	it("of a text without words are like none", () => {
		expect(similarityOf("", "")).toBe(0);
		expect(similarityOf(" — …", "bridge closed")).toBe(0);
		expect(overlap(shinglesOf(""), shinglesOf("bridge closed"))).toBe(0);
	});

	it("of a part all stand in the whole", () => {
		const part = telling(20);
		const whole = `${telling(15)} ${part} ${telling(30)}`;
		expect(overlap(shinglesOf(part), shinglesOf(whole))).toBe(1);
		expect(overlap(shinglesOf(whole), shinglesOf(part))).toBe(1);
		expect(similarityOf(part, whole)).toBeLessThan(0.5);
	});
});

describe("the order of words", () => {
	it("is that of the longest common subsequence", () => {
		expect(inOrder(wordsOf("a b c d e"), wordsOf("a x c e d"))).toBe(3 / 5);
		expect(inOrder(wordsOf("a b c"), wordsOf("d e f"))).toBe(0);
		expect(inOrder(wordsOf(""), wordsOf("a"))).toBe(0);
	});

	it("is that which comparing every word with every other finds", () => {
		const wordArbitrary = fc.integer({ min: 0, max: 6 });
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 200 }).chain((length) => {
					const size = { minLength: length, maxLength: length };
					return fc.tuple(
						fc.array(wordArbitrary, size),
						fc.array(wordArbitrary, size),
					);
				}),
				([a, b]) => {
					let row = new Array<number>(b.length + 1).fill(0);
					for (const word of a) {
						const next = [0];
						for (const [at, other] of b.entries()) {
							next.push(
								word === other
									? (row[at] ?? 0) + 1
									: Math.max(row[at + 1] ?? 0, next[at] ?? 0),
							);
						}
						row = next;
					}
					expect(inOrder(Int32Array.from(a), Int32Array.from(b))).toBe(
						(row.at(-1) ?? 0) / a.length,
					);
				},
			),
		);
	});

	it("is compared with the opening of a longer text", () => {
		expect(inOrder(wordsOf("a b c"), wordsOf("a b c d e f g"))).toBe(1);
		expect(inOrder(wordsOf("e f g"), wordsOf("a b c d e f g"))).toBe(0);
	});
});

describe("two articles", () => {
	const [original, other] = [paragraphs(16), paragraphs(16)];
	const text = original.join("\n\n");

	it.each([
		["itself", text],
		["a copy with a word changed here and there", changed(text, 0.1)],
		["a copy with every fifth word changed", changed(text, 0.2)],
		["a copy under a new lead", [other[0], ...original].join("\n\n")],
		["a copy without some paragraphs", original.slice(4).join("\n\n")],
		["its first half", original.slice(0, 8).join("\n\n")],
		["its first third", original.slice(0, 5).join("\n\n")],
		["its paragraphs in another order", original.toReversed().join("\n\n")],
		[
			"an update with new paragraphs",
			[...original.slice(0, 12), ...other.slice(0, 4)].join("\n\n"),
		],
		[
			"an update that tells it in another order",
			[...original.slice(0, 12).toReversed(), ...other.slice(0, 4)].join(
				"\n\n",
			),
		],
	])("are the same story: one and %s", (_, copy) => {
		expect(areSameArticles(text, copy)).toBe(true);
		expect(areSameArticles(copy, text)).toBe(true);
	});

	it.each([
		["another story", other.join("\n\n")],
		[
			"one that shares half of its background",
			[...other.slice(0, 8), ...original.slice(8)].join("\n\n"),
		],
		[
			"one that shares its opening",
			[...original.slice(0, 8), ...other.slice(8)].join("\n\n"),
		],
		["the round-up it ends", [...other, ...original].join("\n\n")],
		["nothing", ""],
	])("are two stories: one and %s", (_, different) => {
		expect(areSameArticles(text, different)).toBe(false);
		expect(areSameArticles(different, text)).toBe(false);
	});

	it("of few words are the same only if nearly all words are", () => {
		const won =
			"Halden United beat Norrby 3–1 on Saturday and lead the table before the break.";
		const lost =
			"Halden United lost to Norrby 3–1 on Saturday and lead the table before the break.";
		expect(areSameArticles(won, won.toUpperCase())).toBe(true);
		expect(areSameArticles(won, lost)).toBe(false);
		const words = telling(40).split(" ");
		const brief = words.join(" ");
		expect(areSameArticles(brief, words.with(20, "other").join(" "))).toBe(
			true,
		);
		expect(
			areSameArticles(
				brief,
				words.with(10, "other").with(20, "words").join(" "),
			),
		).toBe(false);
	});
});

describe("two passages", () => {
	const passage = telling(80);

	it("are the same but for a word or a clause", () => {
		expect(areSamePassages(passage, changed(passage, 0.03))).toBe(true);
		expect(areSamePassages(passage, `${passage} ${telling(10)}`)).toBe(true);
	});

	it("are two where a part of each is not in the other", () => {
		expect(areSamePassages(passage, `${passage} ${telling(60)}`)).toBe(false);
		expect(areSamePassages(passage, telling(80))).toBe(false);
		expect(areSamePassages("", "")).toBe(false);
	});
});

describe("the bands of a text", () => {
	it("are those of an equal text", () => {
		fc.assert(
			fc.property(
				fc.string({ unit: "grapheme" }),
				fc.constantFrom<Kind>("article", "passage"),
				(text, kind) => {
					const bands = bandsOf(text, kind);
					expect(bandsOf(`${text}`, kind)).toEqual(bands);
					expect([0, kind === "article" ? 192 : 64]).toContain(bands.length);
				},
			),
		);
	});

	it("are none where there is no word", () => {
		expect(bandsOf("", "article")).toHaveLength(0);
		expect(bandsOf(" — …\n", "passage")).toHaveLength(0);
	});

	it("are what an index holds: a change needs another version of how articles are read", () => {
		const text = "The ferry to Lunde left late, and nobody minded.";
		expect(bandsOf(text, "article").toString("hex", 0, 16)).toBe(
			"01008785e41b66acefe26b5507721966",
		);
		expect(bandsOf(text, "passage")).toEqual(
			bandsOf(text, "article").subarray(0, 64),
		);
	});

	it("are shared as often as the square of the similarity", () => {
		let shared = 0;
		let expected = 0;
		for (let pair = 0; pair < 100; pair += 1) {
			const text = telling(200);
			const copy = changed(text, random() / 5);
			const [a, b] = [bandsOf(text, "article"), bandsOf(copy, "article")];
			for (let at = 0; at < a.length; at += 4) {
				if (a.readInt32LE(at) === b.readInt32LE(at)) shared += 1;
			}
			expected += (a.length / 4) * similarityOf(text, copy) ** 2;
		}
		expect(shared / expected).toBeGreaterThan(0.93);
		expect(shared / expected).toBeLessThan(1.07);
	});
});

describe("groups", () => {
	it("hold a story and its copies, by the first of them", () => {
		const [one, other] = [telling(300), telling(300)];
		const texts = [
			other,
			one,
			telling(300),
			changed(one, 0.1),
			changed(other, 0.05),
			one,
		];
		expect(grouped(texts).groups).toEqual([
			[1, 3, 5],
			[0, 4],
		]);
	});

	it("find nine of ten copies that have every fifth word changed", () => {
		const originals = Array.from({ length: 200 }, () => telling(300));
		const copies = originals.map((text) => changed(text, 0.2));
		const { groups } = grouped([...originals, ...copies]);
		expect(groups.length).toBeGreaterThanOrEqual(180);
		for (const [original = 0, copy] of groups)
			expect(copy).toBe(original + 200);
	});

	it("leave out texts that are alone, and those without words", () => {
		expect(grouped([telling(100), "", "", "…", telling(100)]).groups).toEqual(
			[],
		);
	});

	it("hold short texts that are equal", () => {
		const texts = ["Bridge closed", "Storm", "bridge closed.", "Storm warning"];
		expect(grouped(texts).groups).toEqual([[0, 2]]);
		expect(grouped(texts, "passage").groups).toEqual([[0, 2]]);
	});

	it("hold copies in a script without spaces", () => {
		const characters = Array.from({ length: 2000 }, (_, at) =>
			String.fromCodePoint(0x4e00 + at),
		);
		const story = () =>
			Array.from({ length: 400 }, () => anyOf(characters)).join("");
		const original = story();
		const copy = original.replace(/./gu, (character) =>
			random() < 0.1 ? anyOf(characters) : character,
		);
		expect(grouped([original, story(), copy]).groups).toEqual([[0, 2]]);
	});

	it("do not grow along a chain of texts that are each like the next", () => {
		const all = paragraphs(14);
		const chain = [0, 2, 4].map((from) =>
			all.slice(from, from + 10).join("\n\n"),
		);
		const [first = "", between = "", last = ""] = chain;
		expect(areSameArticles(first, between)).toBe(true);
		expect(areSameArticles(between, last)).toBe(true);
		expect(areSameArticles(first, last)).toBe(false);
		expect(grouped(chain).groups).toEqual([[0, 1]]);
	});

	it("hold every text with its like, in whatever order texts come", () => {
		const stories = Array.from({ length: 4 }, () => telling(120));
		const textArbitrary = fc
			.tuple(fc.nat(3), fc.constantFrom(0, 0.05, 0.25))
			.map(([story, share]) => changed(stories[story] ?? "", share));
		fc.assert(
			fc.property(
				fc
					.array(textArbitrary, { minLength: 1, maxLength: 12 })
					.chain((texts) => {
						const items = texts.map((text, id) => ({
							id,
							text,
							bands: bandsOf(text, "article"),
						}));
						return fc.tuple(
							fc.constant(items),
							fc.shuffledSubarray(items, { minLength: items.length }),
						);
					}),
				([items, shuffled]) => {
					const textOf = (id: number) => items[id]?.text ?? "";
					const groups = groupsOf(items, textOf, "article");
					expect(groupsOf(shuffled, textOf, "article")).toEqual(groups);
					for (const [id, first] of groups) {
						expect(groups.get(first)).toBe(first);
						expect(first).toBeLessThanOrEqual(id);
						expect(areSameArticles(textOf(first), textOf(id))).toBe(true);
					}
					for (const { id, text } of items) {
						const equal = items.filter((item) => item.text === text);
						for (const { id: twin } of equal) {
							if (twin === id) continue;
							expect(groups.get(id)).toBeDefined();
							expect(groups.get(twin)).toBe(groups.get(id));
						}
					}
				},
			),
			{ numRuns: 50 },
		);
	});

	it("compare each of 20,000 identical texts once", () => {
		const text = telling(60);
		const { groups, asked } = grouped(
			Array.from({ length: 20_000 }, () => text),
		);
		expect(groups.map((group) => group.length)).toEqual([20_000]);
		expect(asked).toBeLessThan(21_000);
	});

	it("compare hardly any of 20,000 texts that have nothing in common", () => {
		const texts = Array.from({ length: 20_000 }, () => telling(60));
		const { groups, asked } = grouped(texts);
		expect(groups).toEqual([]);
		expect(asked).toBeLessThan(200);
	});

	it("compare texts that share most of their words with a few others, and find the copies among them", () => {
		const boilerplate = telling(60);
		const own = Array.from({ length: 3000 }, () => telling(40));
		const texts = [...own, ...own.slice(0, 100)].map(
			(text) => `${text} ${boilerplate}`,
		);
		const { groups, asked } = grouped(texts);
		expect(groups).toEqual(
			Array.from({ length: 100 }, (_, at) => [at, at + 3000]),
		);
		expect(asked).toBeLessThanOrEqual(4 * texts.length);
	});
});
