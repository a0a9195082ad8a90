import { describe, expect, it } from "vitest";
import { difference, type Settings } from "../src/store/settings.ts";

const SETTINGS: Settings = {
	model: {
		name: "Acme/small",
		fingerprint: "0123456789abcdef",
		dimensions: 384,
		maxTokens: 256,
	},
	metric: "ip",
	chunker: { version: 2, targetTokens: 128, maxTokens: 192 },
	reading: 1,
	keywords: 3,
};

describe("what an index was built with", () => {
	it.each<[string, Partial<Settings>, RegExp]>([
		[
			"model",
			{ model: { ...SETTINGS.model, fingerprint: "fedcba9876543210" } },
			/model Acme\/small \(01234567\), not Acme\/small \(fedcba98\)/u,
		],
		[
			"dimensions",
			{ model: { ...SETTINGS.model, dimensions: 768 } },
			/dimensions 384, not 768/u,
		],
		["metric", { metric: "l2" as "ip" }, /metric ip, not l2/u],
		[
			"chunking",
			{ chunker: { version: 2, targetTokens: 64, maxTokens: 192 } },
			/chunking version 2 of 128 to 192 tokens, not version 2 of 64 to 192/u,
		],
		["reading", { reading: 2 }, /reading of articles 1, not 2/u],
		["words", { keywords: 4 }, /word analysis 3, not 4/u],
	])("differs in its %s, both named", (_, other, said) => {
		expect(difference(SETTINGS, { ...SETTINGS, ...other })).toMatch(said);
	});

	it("is the same, or not asked about, in all else", () => {
		expect(difference(SETTINGS, SETTINGS)).toBeNull();
		expect(difference(SETTINGS, {})).toBeNull();
	});
});
