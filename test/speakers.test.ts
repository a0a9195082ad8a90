import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quotesOf } from "../src/speakers/quotes.ts";
import type { Quote } from "../src/types.ts";

const MINUTE = 60_000;

function quotesIn(text: string, format: "text" | "markdown" = "text"): Quote[] {
	return quotesOf({ text, body: { start: 0, end: text.length }, format });
}

/** Each direct quotation and who speaks, as “words — speaker”. */
function direct(text: string): string[] {
	return quotesIn(text)
		.filter(({ kind }) => kind === "direct")
		.map(({ start, end, speaker }) => `${text.slice(start, end)} — ${speaker}`);
}

/** Each report and who speaks, as “words — speaker”. */
function reported(text: string): string[] {
	return quotesIn(text)
		.filter(({ kind }) => kind === "reported")
		.map(({ start, end, speaker }) => `${text.slice(start, end)} — ${speaker}`);
}

/** Who speaks in the direct quotations, in order. */
function speakers(text: string): (string | null)[] {
	return quotesIn(text)
		.filter(({ kind }) => kind === "direct")
		.map(({ speaker }) => speaker);
}

describe("a direct quotation", () => {
	it("is by the one named after it", () => {
		expect(direct("“The harbour is closed,” Anna Lindqvist said.")).toEqual([
			"“The harbour is closed,” — Anna Lindqvist",
		]);
	});

	it("is by the one named after the verb", () => {
		expect(
			direct('"The harbour is closed," said Paul Ortega, head of the port.'),
		).toEqual(['"The harbour is closed," — Paul Ortega']);
	});

	it("is by the one that an agency names with a day", () => {
		expect(
			speakers("“We will not yield,” Lindqvist said Tuesday in Velmora."),
		).toEqual(["Lindqvist"]);
	});

	it("is by the one named before a colon", () => {
		expect(speakers('Anna Lindqvist said: "The harbour is closed."')).toEqual([
			"Anna Lindqvist",
		]);
	});

	it("is by the one who tells somebody something", () => {
		expect(
			speakers('Paul Ortega told Radio Velmora that "nobody was warned".'),
		).toEqual(["Paul Ortega"]);
	});

	it("is by one speaker before and after the attribution", () => {
		expect(
			direct("“The harbour is closed,” he said. “It stays closed.”"),
		).toEqual(["“The harbour is closed,” — null", "“It stays closed.” — null"]);
		expect(
			direct(
				"“The harbour,” said Anna Lindqvist, “is closed.” “It stays closed.”",
			),
		).toEqual([
			"“The harbour,” — Anna Lindqvist",
			"“is closed.” — Anna Lindqvist",
			"“It stays closed.” — Anna Lindqvist",
		]);
	});

	it("is by a speaker of whom more is said before the verb", () => {
		expect(
			speakers(
				"Anna Lindqvist, who runs the port of Velmora, added that it was “a bad day”.",
			),
		).toEqual(["Anna Lindqvist"]);
		expect(
			speakers(
				'Paul Ortega, 42, head of research at Halden Bank, said: "It is a bad day."',
			),
		).toEqual(["Paul Ortega"]);
		expect(
			speakers('The head of the port, Paul Ortega, said it was "a bad day".'),
		).toEqual(["Paul Ortega"]);
	});

	it("is by the speaker of a headline", () => {
		expect(
			speakers(
				"Lindqvist: “We will not pay”\n\nMayor Anna Lindqvist was in Velmora.",
			),
		).toEqual(["Anna Lindqvist"]);
		expect(speakers('Minister: "We will not pay"')).toEqual([null]);
	});

	it("is by the subject of a participle", () => {
		expect(
			speakers(
				"Anna Lindqvist closed the harbour, saying: “It is too dangerous.”",
			),
		).toEqual(["Anna Lindqvist"]);
		expect(
			speakers(
				"Paul Ortega defended the plan, stressing that it was “the only way”.",
			),
		).toEqual(["Paul Ortega"]);
	});

	it("is by the subject of a verb before", () => {
		expect(
			speakers(
				"Anna Lindqvist described it as “simply outrageous” but told reporters “it will pass”.",
			),
		).toEqual(["Anna Lindqvist", "Anna Lindqvist"]);
	});

	it("is by a speaker whose verb is unknown", () => {
		expect(speakers("“We won the cup,” Anna Lindqvist beamed.")).toEqual([
			"Anna Lindqvist",
		]);
	});

	it("is by whoever each part of a sentence names", () => {
		expect(
			speakers(
				'Anna Lindqvist said: "It is closed," but Paul Ortega replied: "It is open."',
			),
		).toEqual(["Anna Lindqvist", "Paul Ortega"]);
	});

	it("is by the inner speaker if somebody reports what somebody else called", () => {
		expect(
			speakers('Anna Lindqvist said Paul Ortega had shouted: "Let me in!"'),
		).toEqual(["Paul Ortega"]);
	});

	it("is by the one named in the sentence after a question", () => {
		expect(speakers("“Is it over?” Anna Lindqvist asked.")).toEqual([
			"Anna Lindqvist",
		]);
		expect(speakers("“Never again!” Lindqvist said on Tuesday.")).toEqual([
			"Lindqvist",
		]);
	});

	it("is by the one who spoke in the sentence before", () => {
		expect(
			speakers(
				"Anna Lindqvist told reporters that the harbour would stay closed.\n\n“We cannot take the risk.”",
			),
		).toEqual(["Anna Lindqvist"]);
	});

	it("is by nobody known if something else comes between and several have spoken", () => {
		expect(
			speakers(
				"Paul Ortega warned that the storm was near. Anna Lindqvist said the harbour would stay closed.\n\nThe weather was fine.\n\n“We cannot take the risk.”",
			),
		).toEqual([null]);
	});

	it("is by the only one who has spoken in an interview", () => {
		expect(
			speakers(
				"Anna Lindqvist said the harbour would stay closed.\n\nThe weather was fine.\n\n“We cannot take the risk.”",
			),
		).toEqual(["Anna Lindqvist"]);
	});

	it("is by nobody if a colon leads to what nobody says", () => {
		const text =
			"“It is late,” Anna Lindqvist said. The proposed question is: “Should the harbour close?”";
		expect(speakers(text)).toEqual(["Anna Lindqvist", null]);
	});

	it("is by the subject of “saying” before a colon", () => {
		expect(
			speakers("Anna Lindqvist left the house saying: “I am a wreck.”"),
		).toEqual(["Anna Lindqvist"]);
	});

	it("is by the one a list item names before a colon", () => {
		expect(
			speakers("- Velmora boss Paul Ortega: “We had a great chance.”"),
		).toEqual(["Paul Ortega"]);
	});

	it("is by nobody known if two say it", () => {
		expect(
			speakers(
				"“It is late,” chairman Paul Ortega and operating chief Karl Brandt said in a letter.",
			),
		).toEqual([null]);
	});

	it("is by whoever denied something, and spoke besides", () => {
		expect(
			speakers(
				"The claims were denied by Minister Paul Ortega, who accused the union of “running scared”.",
			),
		).toEqual(["Paul Ortega"]);
	});

	it("is by nobody if it was asked of somebody", () => {
		expect(
			speakers('Anna Lindqvist was asked: "Will you close the harbour?"'),
		).toEqual([null]);
	});
});

describe("the marks of a quotation", () => {
	it("open each paragraph of a long one, and close only the last", () => {
		const text =
			"“It is late,” said Anna Lindqvist. “We must go home.\n\n“Nobody will stay.\n\n“Not even I.”";
		expect(direct(text)).toEqual([
			"“It is late,” — Anna Lindqvist",
			"“We must go home. — Anna Lindqvist",
			"“Nobody will stay. — Anna Lindqvist",
			"“Not even I.” — Anna Lindqvist",
		]);
	});

	it("may each open a sentence and be closed once, with the speaker last", () => {
		const text =
			'"It is late. "We must go home. "Nobody will stay," said Anna Lindqvist.';
		expect(direct(text)).toEqual([
			'"It is late. — Anna Lindqvist',
			'"We must go home. — Anna Lindqvist',
			'"Nobody will stay," — Anna Lindqvist',
		]);
	});

	it("end at the sentence's end where no mark closes it", () => {
		expect(
			direct(
				'Anna Lindqvist said: "It is late. The crowd went home.\n\nThe rain fell.',
			),
		).toEqual(['"It is late. — Anna Lindqvist']);
	});

	it("may be forgotten at the beginning", () => {
		expect(direct('It is late," said Anna Lindqvist. It rained.')).toEqual([]);
	});

	it("may be single, and are told from apostrophes", () => {
		expect(
			direct(
				"‘It’s the players’ day and they’ll stay,’ said Anna Lindqvist of the ’90s team.",
			),
		).toEqual(["‘It’s the players’ day and they’ll stay,’ — Anna Lindqvist"]);
		expect(direct("The workers' union met the owners' club.")).toEqual([]);
		expect(direct("'It's not the players' day,' said Anna Lindqvist.")).toEqual(
			["'It's not the players' day,' — Anna Lindqvist"],
		);
	});

	it("may be angled or low", () => {
		expect(speakers("«It is very late,» said Anna Lindqvist.")).toEqual([
			"Anna Lindqvist",
		]);
		expect(direct("„It is very late,“ said Anna Lindqvist.")).toEqual([
			"„It is very late,“ — Anna Lindqvist",
		]);
	});

	it("may stand inside others", () => {
		expect(
			direct("“He said ‘go away’ and left,” Anna Lindqvist told the court."),
		).toEqual(["“He said ‘go away’ and left,” — Anna Lindqvist"]);
	});

	it("mean nothing around a title or a so-called thing", () => {
		expect(
			direct(
				'The "unwavering" crowd sang "The Ring Of Fire". Anna Lindqvist said the song "Ring Of Fire" was too loud.',
			),
		).toEqual([]);
	});

	it("count around a single word if somebody said it", () => {
		expect(
			direct("Anna Lindqvist said the support remained “unwavering”."),
		).toEqual(["“unwavering” — Anna Lindqvist"]);
	});

	it("are found in wrapped Markdown too", () => {
		const text =
			"# Harbour\n\nAnna Lindqvist said\nit was “a bad\nday” for *all*.";
		const [quote] = quotesIn(text, "markdown").filter(
			({ kind }) => kind === "direct",
		);
		expect(quote && text.slice(quote.start, quote.end)).toBe("“a bad\nday”");
		expect(quote?.speaker).toBe("Anna Lindqvist");
	});
});

describe("a report", () => {
	it("is the sentence that reports what was said", () => {
		expect(
			reported("It rained. Anna Lindqvist said the harbour was closed."),
		).toEqual(["Anna Lindqvist said the harbour was closed. — Anna Lindqvist"]);
	});

	it("may name the speaker at its end or in its middle", () => {
		expect(
			reported(
				"The harbour is closed, Anna Lindqvist said. Often, she said, it rains.",
			),
		).toEqual([
			"The harbour is closed, Anna Lindqvist said. — Anna Lindqvist",
			"Often, she said, it rains. — Anna Lindqvist",
		]);
		expect(
			reported("The harbour has been closed, said port chief Paul Ortega."),
		).toEqual([
			"The harbour has been closed, said port chief Paul Ortega. — Paul Ortega",
		]);
	});

	it("may be according to somebody", () => {
		expect(
			reported("According to Anna Lindqvist, the harbour was closed."),
		).toEqual([
			"According to Anna Lindqvist, the harbour was closed. — Anna Lindqvist",
		]);
	});

	it("is a clause for each of several speakers", () => {
		expect(
			reported(
				"Anna Lindqvist said the harbour was closed, but Paul Ortega insisted it was open.",
			),
		).toEqual([
			"Anna Lindqvist said the harbour was closed — Anna Lindqvist",
			"Paul Ortega insisted it was open. — Paul Ortega",
		]);
	});

	it("is the outer speaker's if it reports what others claim", () => {
		expect(
			reported("Anna Lindqvist said the minister claimed the port was open."),
		).toEqual([
			"Anna Lindqvist said the minister claimed the port was open. — Anna Lindqvist",
		]);
	});

	it("goes with the quotation that it holds", () => {
		const text =
			"Anna Lindqvist also noted that the allies had “already pledged more than enough”.";
		expect(reported(text)).toHaveLength(1);
		expect(direct(text)).toHaveLength(1);
	});

	it("is none where a quotation is all that was said", () => {
		expect(
			reported('Anna Lindqvist told the radio: "The harbour is closed."'),
		).toEqual([]);
		expect(
			reported("“It is closed,” said Anna Lindqvist, who runs the port."),
		).toEqual([]);
	});

	it.each([
		["Anna Lindqvist was told that the harbour was closed."],
		["Anna Lindqvist is said to have closed the harbour."],
		["Anna Lindqvist did not say whether the harbour was closed."],
		["Anna Lindqvist declined to say whether the harbour was closed."],
		["Anna Lindqvist claimed the title in three sets."],
		["Anna Lindqvist announced a new boat with sails of silk."],
		["The song has been praised, adding to prizes it had won before."],
		["Anna Lindqvist's claims were heard by the court on Monday."],
		["The fans had the final say on the name of the club."],
	])("is not: %s", (text) => {
		expect(reported(text)).toEqual([]);
	});
});

describe("a speaker", () => {
	const INTRODUCED = "Anna Lindqvist, the mayor of Velmora, came. ";

	it.each([
		["Lindqvist said it was late at night."],
		["Ms Lindqvist said it was late at night."],
		["Mayor Lindqvist said it was late at night."],
		["She said it was late at night."],
		["The mayor said it was late at night."],
	])("is named as fully as the article does: %s", (sentence) => {
		expect(quotesIn(INTRODUCED + sentence)[0]?.speaker).toBe("Anna Lindqvist");
	});

	it("may be named in full only later", () => {
		expect(
			speakers(
				"“It is late,” Lindqvist said. Anna Lindqvist is the mayor of Velmora.",
			),
		).toEqual(["Anna Lindqvist"]);
	});

	it("has the name alone of what stands before it", () => {
		const named = (who: string) =>
			quotesIn(`${who} said the port of Velmora was closed.`)[0]?.speaker;
		expect(named("Chancellor Paul Ortega")).toBe("Paul Ortega");
		expect(named("Chancellor Ortega")).toBe("Ortega");
		expect(named("Secretary General Paul Ortega")).toBe("Paul Ortega");
		expect(named("Secretary of State Paul Ortega")).toBe("Paul Ortega");
		expect(named("Halden spokesman Paul Ortega")).toBe("Paul Ortega");
		expect(named("Halden's Paul Ortega")).toBe("Paul Ortega");
		expect(named("Velmora striker Zbynko Harrad")).toBe("Zbynko Harrad");
		expect(named("Former Velmora striker Zbynko Harrad")).toBe("Zbynko Harrad");
		expect(named("Sir Paul Ortega")).toBe("Paul Ortega");
		expect(named("Vice-President JQ Ortega")).toBe("JQ Ortega");
		expect(named("NATO Secretary-General Zbynko Harrad")).toBe("Zbynko Harrad");
		expect(named("Frenchwoman Zbynka Harrad")).toBe("Zbynka Harrad");
		expect(named("Australian Zbynko Harrad")).toBe("Zbynko Harrad");
		expect(
			named("Paul Ortega, head of music at Velmora rock radio station Xol,"),
		).toBe("Paul Ortega");
		expect(named("Ruud van Ostrand")).toBe("Ruud van Ostrand");
		expect(named("Paul W. Ortega")).toBe("Paul W. Ortega");
	});

	it("is nobody where the sentence names a group or a book alone", () => {
		const named = (text: string) => quotesIn(text)[0]?.speaker ?? null;
		expect(
			named("A Velmora Harbour Party MP said the port was closed."),
		).toBeNull();
		expect(
			named("According to a new book, Ortega's Harbour, the port was closed."),
		).toBeNull();
	});

	it("may be an organisation by the letters in brackets behind its name", () => {
		expect(
			speakers(
				"The Harbour Rescue Union (HRU) opened a port. “It is late,” the HRU said.",
			),
		).toEqual(["Harbour Rescue Union"]);
	});

	it("is nobody known by “it” where two can be meant", () => {
		const [, second] = quotesIn(
			"Halden Motors said sales rose. Even car maker Velm may join, although it insists it is thinking.",
		);
		expect(second?.speaker ?? null).toBeNull();
	});

	it("is not what has a name but never spoke", () => {
		expect(
			speakers(
				"Passport to Harbour is gone. Passport to Harbour ended. The spokeswoman said it was late. “It is,” she said.",
			),
		).toEqual([null]);
	});

	it("is not an agency that quotes another", () => {
		expect(
			speakers(
				"“It is late,” Velmoran news agency Aprom quoted several lawmakers as saying.",
			),
		).toEqual([null]);
	});

	it("may be an organisation, without “the”", () => {
		expect(quotesIn("The IMF said growth was slowing.")[0]?.speaker).toBe(
			"IMF",
		);
		expect(
			quotesIn("The Bank of Velmora said growth was slowing.")[0]?.speaker,
		).toBe("Bank of Velmora");
		expect(
			quotesIn(
				"Halden Motors said sales rose. It said more growth was expected.",
			)[1]?.speaker,
		).toBe("Halden Motors");
	});

	it.each([
		["The company said sales had risen sharply."],
		["Officials said sales had risen sharply."],
		["Analysts at Halden Bank said sales had risen sharply."],
		["A spokesman for Halden said sales had risen sharply."],
		["A spokesman for Paul Ortega said sales had risen sharply."],
		["A Halden spokesman said sales had risen sharply."],
		["Sources close to Paul Ortega said sales had risen sharply."],
		["Paul Ortega and Anna Lindqvist said sales had risen sharply."],
		["They said sales had risen sharply."],
		["The Pope said sales had risen sharply."],
	])("is nobody where the article names none: %s", (text) => {
		expect(quotesIn(text).map(({ speaker }) => speaker)).toEqual([null]);
	});

	it("is the man or the woman whom a pronoun can mean", () => {
		const text =
			"Anna Lindqvist met Paul Ortega in Velmora. “It was good,” he said. “It was late,” she said.";
		expect(speakers(text)).toEqual(["Paul Ortega", "Anna Lindqvist"]);
	});

	it("is whom the sentence before is about, not whom it mentions", () => {
		const text =
			"Paul Ortega praised President Karl Brandt. “It was good,” he said.";
		expect(speakers(text)).toEqual(["Paul Ortega"]);
	});

	it.each([
		["a spokesman has spoken since", "A spokesman said it was early."],
		["another man was named since", "The job was given to Mr Karl Brandt."],
		["another's affairs were told since", "Karl Brandt's dog was ill."],
		["two are named", "Karl Brandt and Peter Halm met the press."],
	])("is nobody known by a pronoun if %s", (_, between) => {
		const text = `Paul Ortega said it was late. ${between} “It is cold,” he said.`;
		expect(speakers(text)).toEqual([null]);
	});

	it("is not another one of full name where one of a surname alone spoke last", () => {
		const text =
			"Mr Karl Brandt may go. Harrad said on Monday he should stay. Harrad said it again. “It is cold,” he said.";
		expect(speakers(text)).not.toContain("Karl Brandt");
	});

	it("is the one named beside an office that begins a sentence", () => {
		const text =
			"Karl Brandt came. Head of the port, Paul Ortega, spoke of trade. “It is late,” he said.";
		expect(speakers(text)).toEqual(["Paul Ortega"]);
	});

	it("is not whom the sentence that he says is about", () => {
		const [, second] = quotesIn(
			"Paul Ortega said it was late. Karl Brandt had been hurt by the war, he added.",
		);
		expect(second?.speaker).toBe("Paul Ortega");
	});

	it("is told from another by the office", () => {
		const text = "Housing minister Anna Lindqvist and Paul Ortega came.";
		const who = (sentence: string) =>
			quotesIn(`${text} ${sentence}`)[0]?.speaker ?? null;
		expect(who("The housing minister said it was late.")).toBe(
			"Anna Lindqvist",
		);
		expect(who("The minister said it was late.")).toBe("Anna Lindqvist");
		expect(who("The prime minister said it was late.")).toBeNull();
	});

	it("is told from a namesake by title", () => {
		const text =
			"Paul Ortega and his wife Clara Ortega came. “It is late,” Mrs Ortega said. “It is not,” Mr Ortega said.";
		expect(speakers(text)).toEqual(["Clara Ortega", "Paul Ortega"]);
	});

	it("is the one whose age is told", () => {
		expect(
			speakers(
				"Velmora's Zbynko Harrad has signed. “I am happy,” the 21-year-old said.",
			),
		).toEqual(["Zbynko Harrad"]);
	});
});

describe("spans", () => {
	it("are of the whole text, though the body begins later", () => {
		const front = "---\ntitle: Anna Lindqvist said “no”\n---\n";
		const text = `${front}**Anna Lindqvist** said it was “a bad day”.`;
		const quotes = quotesOf({
			text,
			body: { start: front.length, end: text.length },
			format: "markdown",
		});
		expect(
			quotes.map(({ start, end, speaker }) => [
				text.slice(start, end),
				speaker,
			]),
		).toEqual([
			["**Anna Lindqvist** said it was “a bad day”.", "Anna Lindqvist"],
			["“a bad day”", "Anna Lindqvist"],
		]);
	});
});

describe("hostile text", () => {
	it.each([
		["quotation marks", '"'],
		["opening marks", "“a "],
		["verbs", "said "],
		["attributions", "Rutte said, "],
		["brackets", "("],
	])(
		"reads a megabyte of %s",
		(_, unit) => {
			const text = unit.repeat(1_000_000 / unit.length);
			expect(Array.isArray(quotesIn(text))).toBe(true);
		},
		MINUTE,
	);

	it(
		"reads a sentence of 200,000 words",
		() => {
			const words = ["Ortega", "said", "the", "man", "who", '"x"', "of", "and"];
			const text = Array.from(
				{ length: 200_000 },
				(_, index) => words[(index * 7919) % words.length],
			).join(" ");
			expect(Array.isArray(quotesIn(text))).toBe(true);
		},
		MINUTE,
	);

	const PIECES = [
		...["“", "”", '"', "'", "‘", "’", "«", "»", "„", "(", ")", ",", ".", ":"],
		...["\n\n", "\n", " ", " ", " ", "- ", "? ", "😀", "\ud800", "\u0301"],
		...["Anna", "Lindqvist", "Mr", "he", "she", "it", "said", "told", "that"],
		...["according to", "who", "and", "the", "of", "saying", "was", "IMF"],
	];

	it(
		"gives spans in order inside the body, and direct ones begin with a mark",
		() => {
			const text = fc.oneof(
				fc.string({ unit: "binary", maxLength: 60 }),
				fc
					.array(fc.constantFrom(...PIECES), { maxLength: 40 })
					.map((pieces) => pieces.join("")),
				fc
					.array(fc.constantFrom(...PIECES), { maxLength: 40 })
					.map((pieces) => pieces.join(" ")),
			);
			fc.assert(
				fc.property(text, fc.boolean(), (article, markdown) => {
					const start = Math.min(2, article.length);
					const body = { start, end: article.length };
					const format = markdown ? "markdown" : "text";
					const quotes = quotesOf({ text: article, body, format });
					let last = start;
					for (const quote of quotes) {
						expect(quote.start).toBeGreaterThanOrEqual(last);
						expect(quote.end).toBeGreaterThan(quote.start);
						expect(quote.end).toBeLessThanOrEqual(body.end);
						if (quote.kind === "direct") {
							expect(article.charAt(quote.start)).toMatch(/["'“”„«‘]/u);
						}
						expect(quote.speaker).not.toBe("");
						last = quote.start;
					}
				}),
				{ numRuns: 10_000 },
			);
		},
		MINUTE,
	);
});
