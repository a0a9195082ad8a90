import { describe, expect, it } from "vitest";
import { questionTerms, termsOf } from "../src/keywords.ts";

const terms = (text: string) => termsOf(text).map(({ term }) => term);

describe("termsOf", () => {
	it.each([
		["Rutte pledged", ["rutt", "pledg"]],
		["Rutte’s pledge", ["rutt", "pledg"]],
		["O'Brien didn’t", ["obrien", "didnt"]],
		["U.S. support", ["usa", "support"]],
		["the US", ["the", "usa"]],
		["the US's and U.S’s and U.S", ["the", "usa", "and", "usa", "and", "usa"]],
		["tell us", ["tell", "us"]],
		["U.N. and UN", ["un", "and", "un"]],
		["Élysée naïve", ["elyse", "naiv"]],
		["E\u0301lyse\u0301e", ["elyse"]],
		["1,000 and 3.5%", ["1000", "and", "3.5"]],
		["long-range missiles", ["long", "rang", "missil"]],
		["448th", ["448th"]],
		["日本語", ["日本", "本語"]],
		["한국어 뉴스", ["한국어", "뉴스"]],
		['NEAR(a) OR "b" * ^c -d:e', ["near", "a", "or", "b", "c", "d", "e"]],
	])("of %j are %j", (text, expected) => {
		expect(terms(text)).toEqual(expected);
	});

	it("says where each word stands", () => {
		const text = "He said: “Zelenskyy’s plan”";
		for (const { start, end } of termsOf(text)) {
			expect(text.slice(start, end)).toMatch(/^[\p{L}’]+$/u);
		}
	});
});

describe("questionTerms", () => {
	it("leaves out stop words, and names each word once", () => {
		expect(
			questionTerms("what did Rutte pledge, and did Rutte pledge it?"),
		).toEqual(["rutt", "pledg"]);
	});

	it("keeps stop words where there is nothing else", () => {
		expect(questionTerms("who are you")).toEqual(["who", "ar", "you"]);
	});

	it("does not take a name in capitals for a stop word", () => {
		expect(questionTerms("what did the WHO recommend")).toEqual([
			"who",
			"recommend",
		]);
		expect(questionTerms("WHAT DID THE WHO RECOMMEND")).toEqual(["recommend"]);
		expect(questionTerms("What's the plan")).toEqual(["plan"]);
	});

	it("does not take a country for a pronoun", () => {
		expect(questionTerms("did the US help us")).toEqual(["usa", "help"]);
	});
});

describe("a name", () => {
	const of = (text: string) => termsOf(text).map(({ term }) => term);
	it("is the same with its initials apart, together and without dots", () => {
		expect(of("J. D. Vance")).toEqual(["jd", "vanc"]);
		expect(of("J.D. Vance")).toEqual(["jd", "vanc"]);
		expect(of("JD Vance")).toEqual(["jd", "vanc"]);
		expect(of("George W. Bush")).toEqual(["georg", "w", "bush"]);
		expect(of("vitamin C. A study")).toEqual(["vitamin", "c", "a", "studi"]);
	});

	it("is the same with and without letters that English does not have", () => {
		expect(of("Łódź, Jørgensen, Straße")).toEqual(
			of("Lodz, Jorgensen, Strasse"),
		);
	});
});
