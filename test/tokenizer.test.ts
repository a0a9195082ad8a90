import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { readModel } from "../src/models/files.ts";
import type { Tokenizer } from "../src/models/tokenizer.ts";

describe("the bundled tokenizer", () => {
	let tokenizer: Tokenizer;
	beforeAll(async () => {
		tokenizer = (await readModel()).tokenizer;
	});

	it("counts the tokens that it gives, for any text", () => {
		const text = fc.oneof(
			fc.string({ unit: "binary", maxLength: 40 }),
			fc.string({ unit: "grapheme", maxLength: 40 }),
			fc
				.array(
					fc.constantFrom(
						"Zelensky",
						"’s",
						" ",
						"\u00a0",
						"\ufeff",
						"\u200b",
						"\n",
						"e\u0301",
						"\u0301",
						"[SEP]",
						"北京",
						"U.S.",
						"#c4",
					),
				)
				.map((parts) => parts.join("")),
		);
		fc.assert(
			fc.property(text, (given) => {
				// The special ones at both ends left out.
				expect(tokenizer.count(given)).toBe(tokenizer.encode(given).length - 2);
			}),
			{ numRuns: 2_000 },
		);
	});
});
