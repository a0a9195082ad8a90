import { describe, expect, it } from "vitest";
import { termsOf } from "../src/keywords.ts";
import { skeletonOf, spellingsOf } from "../src/spellings.ts";

const VOCABULARY = [
	"dessert",
	"odesa",
	"odessa",
	"russia",
	"zelenski",
	"zelenskyi",
	"zelena",
];
const of = (question: string) =>
	Object.fromEntries(
		spellingsOf(question, (prefix) =>
			VOCABULARY.filter((term) => term.startsWith(prefix)),
		),
	);

describe("the spellings of a name", () => {
	it("are those that the articles have", () => {
		expect(of("Zelenskiy in Odesa")).toEqual({
			zelenskii: ["zelenskii", "zelenski", "zelenskyi"],
			odesa: ["odesa", "odessa"],
		});
		expect(of("zelensky")).toEqual({ zelenski: ["zelenski", "zelenskyi"] });
	});

	it("are not looked for where a word is no name", () => {
		expect(of("Crossing the desert")).toEqual({
			cross: ["cross"],
			desert: ["desert"],
		});
	});

	it("know the names that were changed", () => {
		expect(of("Kiev")).toEqual({ kiev: ["kiev", "kyiv"] });
		expect(of("what did Qaddafi say").qaddafi).toContain("gaddafi");
	});

	it.each([
		["Zelensky", "Zelenskyy"],
		["Odesa", "Odessa"],
		["Yanukovych", "Yanukovich"],
		["Hussein", "Husein"],
		["Navalny", "Navalniy"],
	])("%s is %s", (one, other) => {
		const [a, b] = [one, other].map((name) => termsOf(name)[0]?.term ?? "");
		expect(skeletonOf(a ?? "")).toBe(skeletonOf(b ?? ""));
	});

	it.each([
		["Merkel", "Merz"],
		["Putin", "Patten"],
		["Iran", "Iraq"],
	])("%s is not %s", (one, other) => {
		expect(skeletonOf(one.toLowerCase())).not.toBe(
			skeletonOf(other.toLowerCase()),
		);
	});
});
