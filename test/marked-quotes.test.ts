import { describe, expect, it } from "vitest";
import { BBC, HAS_BBC, judgeQuotes } from "./support/marked-quotes.ts";

// Loudly: the title says so.
describe.skipIf(!HAS_BBC)(
	`speakers in articles marked by hand${HAS_BBC ? "" : " (SKIPPED: no ../shared)"}`,
	() => {
		it("are right nine times in ten, and found three times in four", () => {
			const { named, right, marked, found, mistakes } = judgeQuotes(
				"report",
				BBC,
			);
			expect(marked).toBeGreaterThanOrEqual(150);
			expect(right / named, mistakes.join("\n")).toBeGreaterThanOrEqual(0.9);
			expect(found / marked, mistakes.join("\n")).toBeGreaterThanOrEqual(0.75);
		});
	},
);
