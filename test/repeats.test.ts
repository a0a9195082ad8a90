import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { groupsOf } from "../src/duplicates/groups.ts";
import { bandsOf } from "../src/duplicates/signature.ts";
import { BBC, HAS_BBC } from "./support/marked-quotes.ts";
import { randomFrom } from "./support/random.ts";

function groupsIn(texts: readonly string[]): Map<number, number> {
	const items = texts.map((text, id) => ({
		id,
		bands: bandsOf(text, "article"),
	}));
	return groupsOf(items, (id) => texts[id] ?? "", "article");
}

// Loudly: the title says so. All figures: npx tsx scripts/duplicates.ts.
describe.skipIf(!HAS_BBC)(
	`2,225 articles of the BBC${HAS_BBC ? "" : " (SKIPPED: no ../shared)"}`,
	() => {
		const texts = HAS_BBC
			? readFileSync(BBC, "utf8")
					.split("\n")
					.filter((line) => line !== "")
					.map((line): string => JSON.parse(line).text)
			: [];
		const words = texts.join(" ").split(/\s+/u);
		const random = randomFrom(7);
		const changed = (text: string, share: number) =>
			text.replace(/\S+/gu, (word) =>
				random() < share
					? (words[Math.floor(random() * words.length)] ?? word)
					: word,
			);

		it("hold 133 exact repeats, and each is found", () => {
			const groups = groupsIn(texts);
			const first = new Map<string, number>();
			let repeats = 0;
			for (const [id, text] of texts.entries()) {
				const original = first.get(text);
				if (original === undefined) {
					first.set(text, id);
					continue;
				}
				repeats += 1;
				expect(groups.get(id)).toBe(groups.get(original));
				expect(groups.get(id)).toBeDefined();
			}
			expect(repeats).toBe(133);
		});

		it.each([
			[0.05, 0.95],
			[0.1, 0.9],
			[0.2, 0.75],
		])(
			"are found again with a share of %d of their words changed, %d of them",
			(share, recall) => {
				const originals = texts.map((_, id) => id).filter((id) => id % 5 === 0);
				const copies = originals.map((id) => changed(texts[id] ?? "", share));
				const groups = groupsIn([...texts, ...copies]);
				const found = originals.filter((original, at) => {
					const group = groups.get(texts.length + at);
					return group !== undefined && group === groups.get(original);
				});
				expect(found.length / originals.length).toBeGreaterThanOrEqual(recall);
			},
		);
	},
);
