import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTokenizer } from "../src/models/tokenizer.ts";
import { takeVocabulary } from "../src/models/vocabulary.ts";

const FOLDER = fileURLToPath(
	new URL("../models/Xenova/all-MiniLM-L6-v2", import.meta.url),
);
const bundled = readFileSync(`${FOLDER}/tokenizer.json`, "utf8");
const tokenizerOf = (tokenizer: string) =>
	createTokenizer({
		folder: FOLDER,
		tokenizer,
		tokenizerConfig: { tokenizer_class: "BertTokenizer" },
	});

describe("a vocabulary taken out of its JSON", () => {
	it("is what JSON.parse makes of it, and so is the rest", () => {
		const token = fc.string({ unit: "binary" });
		fc.assert(
			fc.property(
				fc.dictionary(token, fc.nat(), { minKeys: 1 }),
				fc.constantFrom(undefined, 2, "\t"),
				(vocab, indent) => {
					const whole = { version: "1.0", model: { vocab, type: "WordPiece" } };
					const taken = takeVocabulary(JSON.stringify(whole, null, indent));
					expect(taken?.vocabulary).toEqual(new Map(Object.entries(vocab)));
					expect(JSON.parse(taken?.rest ?? "")).toEqual({
						version: "1.0",
						model: { vocab: {}, type: "WordPiece" },
					});
				},
			),
			{ numRuns: 1_000 },
		);
	});

	it.each(["", "{}", '{"vocab":[["a",0.5]]}', '{"vocab":{"a":"b"}}', "{"])(
		"is none in %s",
		(text) => {
			expect(takeVocabulary(text)).toBeNull();
		},
	);

	it("makes the same tokenizer as one that was left in", () => {
		// A number that only JSON.parse reads as one.
		const left = bundled.replace('"[PAD]":0,', '"[PAD]":0.0,');
		expect(takeVocabulary(left)).toBeNull();
		expect(takeVocabulary(bundled)?.vocabulary.size).toBe(30_522);
		const [fast, slow] = [tokenizerOf(bundled), tokenizerOf(left)];
		const words = [...(takeVocabulary(bundled)?.vocabulary.keys() ?? [])];
		for (const text of [words.join(" "), "[CLS] naïve “U.S.” 北京 \u{1f600}"]) {
			expect(fast.encode(text)).toEqual(slow.encode(text));
			expect(fast.count(text)).toBe(slow.count(text));
		}
	});
});
