import { describe, expect, it } from "vitest";
import { Newsroom } from "./support/newsroom.ts";

const record = (
	text: string,
	published: string | null,
	others: Record<string, string> = {},
) => ({ text, published, ...others });
const jsonl = (records: object[]) =>
	records.map((each) => `${JSON.stringify(each)}\n`).join("");

const FERRY = "The ferry sank in the strait.";

/** Reports on one ferry, each its own story, on different days and by different outlets. */
async function ferries(): Promise<Newsroom> {
	const room = new Newsroom();
	const records = [
		record(`${FERRY} One.`, "2025-04-15", {
			source: "Tolley Courier",
			author: "Ida Holm",
			language: "en-GB",
		}),
		record(`${FERRY} Two.`, "2025-04-16T23:30:00-05:00", {
			source: "Brannock Post",
			author: "Per Vang and Åsa Öst",
			language: "en-US",
		}),
		record(`${FERRY} Three.`, "2025-05-01", { source: "Tolley Evening" }),
		record(`${FERRY} Four.`, null, { language: "sv" }),
	];
	room.write("wire.jsonl", jsonl(records));
	await room.build();
	return room;
}

describe("a filter", () => {
	const found = async (
		room: Newsroom,
		options: Parameters<Newsroom["ask"]>[1],
	) =>
		(await room.ask("ferry", options))
			.map(({ citation }) => citation.record)
			.sort();

	it.each([
		[{ since: "2025-04-16" }, [2, 3]],
		[{ until: "2025-04-16" }, [1, 2]],
		[{ since: "2025-04-16", until: "2025-04-16" }, [2]],
		[{ since: "April 2025", until: "April 2025" }, [1, 2]],
		[{ since: "2026" }, []],
		[{ sources: ["tolley"] }, [1, 3]],
		[{ sources: ["Tolley Courier", "brannock"] }, [1, 2]],
		[{ sources: ["Tolley Post"] }, []],
		[{ authors: ["asa ost"] }, [2]],
		[{ languages: ["en"] }, [1, 2]],
		[{ languages: ["en-GB", "SV"] }, [1, 4]],
		[{ since: "2025-04-01", sources: ["tolley"], languages: ["en"] }, [1]],
	])("%j leaves %j", async (options, records) => {
		expect(await found(await ferries(), options)).toEqual(records);
	});

	it("applies before ranking: the one passage that qualifies is found among many better ones", async () => {
		const room = new Newsroom();
		const many = Array.from({ length: 3000 }, (_, at) =>
			record(`ferry ferry ferry number ${at}`, "2025-01-01"),
		);
		const one = record(
			"A ferry was mentioned once among trams.",
			"2025-06-01",
			{
				source: "Brannock Post",
			},
		);
		room.write("wire.jsonl", jsonl([...many, one]));
		await room.build();
		for (const mode of ["hybrid", "semantic", "keyword"] as const) {
			for (const options of [
				{ since: "2025-02-01" },
				{ sources: ["brannock"] },
			]) {
				const results = await room.ask("ferry", { mode, ...options });
				expect(results.map(({ citation }) => citation.record)).toEqual([3001]);
			}
		}
	});

	it("says which days were looked at, and warns where nothing is left", async () => {
		const room = await ferries();
		await room.open(async (index) => {
			const answer = await index.ask("ferry", {
				since: "2027",
				until: "March 2028",
			});
			expect(answer).toMatchObject({
				answered: false,
				period: { since: "2027-01-01", until: "2028-03-31" },
				warnings: ["nothing matches the filters"],
			});
			expect((await index.ask("ferry")).period).toEqual({
				since: null,
				until: null,
			});
		});
	});

	it.each([
		[{ since: "soon" }, /cannot read "soon" as a date/u],
		[{ since: "2025-02-30" }, /no day 2025-02-30/u],
		[{ since: "04/05/2025" }, /cannot read/u],
		[{ since: "2025-05-01", until: "2025-04-01" }, /nothing is both since/u],
		[{ sources: [" "] }, /sources to look for has no letter/u],
		[{ speakers: [""] }, /speakers to look for has no letter/u],
	])("%j is refused", async (options, message) => {
		const room = await ferries();
		await expect(room.ask("ferry", options)).rejects.toThrow(message);
	});
});

describe("order", () => {
	it("by date puts the newest first, what states no day last, and the timeline the oldest", async () => {
		const room = await ferries();
		const records = async (sort: "date" | "oldest") =>
			(await room.ask("ferry", { sort })).map(({ rank, citation }) => [
				rank,
				citation.record,
			]);
		expect(await records("date")).toEqual([
			[1, 3],
			[2, 2],
			[3, 1],
			[4, 4],
		]);
		expect(await records("oldest")).toEqual([
			[1, 1],
			[2, 2],
			[3, 3],
			[4, 4],
		]);
	});

	it("prefers what is newer where that is asked for, within bounds", async () => {
		const room = new Newsroom();
		const today = new Date().toISOString().slice(0, 10);
		room.write(
			"wire.jsonl",
			jsonl([
				record(
					"The ferry sank in the strait at night, and its crew swam ashore.",
					"1999-01-01",
				),
				record(
					"The ferry sank in the strait while all of its passengers slept, as they always did on their way home.",
					today,
				),
				record("A ferry.", today),
			]),
		);
		await room.build();
		const order = async (recent: boolean) =>
			(await room.ask("ferry sank strait", { recent })).map(
				({ citation }) => citation.record,
			);
		expect(await order(false)).toEqual([1, 2, 3]);
		expect(await order(true)).toEqual([2, 1, 3]);
	});
});

describe("who speaks", () => {
	const STORY = [
		"Mayor Ida Holm opened the new ferry on Monday.",
		"“The ferry is late because of me,” Holm said. “I am sorry.”",
		"Captain Per Vang denied that the ferry was unsafe.",
		"The ferry cost four million crowns and carries ninety cars across the strait every day of the week.",
	].join("\n\n");
	const OTHER =
		"The ferry of Brannock is late, too. “The ferry will run,” Olga Brandt said.\n\nNobody was hurt.\n";

	async function told(): Promise<Newsroom> {
		const room = new Newsroom();
		room.write("a.txt", STORY);
		room.write("b.txt", OTHER);
		await room.build();
		return room;
	}

	it("is known of each passage, each quotation and the sentence that answers", async () => {
		const room = await told();
		const [best] = await room.ask("sorry", { mode: "keyword" });
		expect(best?.citation.speaker).toBe("Ida Holm");
		expect(best?.speakers).toContain("Ida Holm");
		expect(best?.speakers).toContain("Per Vang");
		const quoted = best?.quotes.map(({ start, end, speaker }) => [
			STORY.slice(start, end),
			speaker,
		]);
		expect(quoted).toContainEqual([
			"“The ferry is late because of me,”",
			"Ida Holm",
		]);
		const [denied] = await room.ask("unsafe", { mode: "keyword" });
		expect(denied?.citation.speaker).toBe("Per Vang");
	});

	it("narrows a lookup to the passages in which they do", async () => {
		const room = await told();
		const paths = async (...speakers: string[]) =>
			(await room.ask("ferry", { speakers })).map(
				({ citation }) => citation.path,
			);
		expect(new Set(await paths("holm"))).toEqual(new Set(["news/a.txt"]));
		expect(new Set(await paths("Olga Brandt"))).toEqual(
			new Set(["news/b.txt"]),
		);
		expect(await paths("Rutte")).toEqual([]);
	});

	it("counts in favour of a passage where a question asks what they said", async () => {
		const room = new Newsroom();
		room.write(
			"a.txt",
			"Olga Brandt and the ferry fares: a comment from the strait by our editor.",
		);
		room.write(
			"b.txt",
			"“Fares on the ferry will double,” Olga Brandt told the council on Monday about money, and about much else beside.",
		);
		await room.build();
		const first = async (question: string) =>
			(await room.ask(question, { mode: "keyword" }))[0]?.citation.path;
		expect(await first("Olga Brandt ferry fares")).toBe("news/a.txt");
		expect(await first("what did Olga Brandt say of ferry fares")).toBe(
			"news/b.txt",
		);
	});
});

describe("what belongs to the page", () => {
	const frame = (at: number, words: string) =>
		[
			`Report number ${at} on ${words}`,
			"",
			`${words} was on everybody's mind when the council met for the ${at}th time, and nobody had an answer to it that lasted.`,
			"",
			"The Tolley Courier is not responsible for other sites",
			"",
			"Related Posts",
			"",
			`Another headline number ${at + 100}`,
		].join("\n");

	it("is in no passage, neither what is known by its words nor what recurs, however early it was read", async () => {
		const room = new Newsroom();
		const words = ["storm", "harbour", "ferry", "tram", "bridge", "school"];
		for (const [at, word] of words.entries()) {
			room.write(`${at}.txt`, frame(at, word));
		}
		const report = await room.build();
		expect(report).toMatchObject({ articles: 6, added: 6, changed: 0 });
		expect(await room.ask("responsible sites", { mode: "keyword" })).toEqual(
			[],
		);
		expect(await room.ask("related headline", { mode: "keyword" })).toEqual([]);
		const storm = await room.ask("storm", { mode: "keyword" });
		expect(storm.map(({ text }) => text).join(" ")).toContain(
			"everybody's mind",
		);
	});

	it("is known of articles that were indexed before, too, once enough of them are", async () => {
		const room = new Newsroom();
		const words = ["storm", "harbour", "ferry", "tram", "bridge", "school"];
		for (const [at, word] of words.slice(0, 4).entries()) {
			room.write(`${at}.txt`, frame(at, word));
		}
		await room.build();
		const sites = () => room.ask("responsible sites", { mode: "keyword" });
		expect(await sites()).toHaveLength(4);
		for (const [at, word] of words.entries()) {
			room.write(`${at}.txt`, frame(at, word));
		}
		expect(await room.build()).toMatchObject({ added: 2, changed: 0 });
		expect(await sites()).toEqual([]);
		expect(await room.build()).toMatchObject({ unchanged: 6, embedded: 0 });
	});

	it("is not what reprints of one story have in common", async () => {
		const room = new Newsroom();
		for (let at = 0; at < 8; at += 1) {
			room.write(
				`${at}.txt`,
				`Ferry late again\n\n${FERRY} The company will not say why it was late, nor when it will run.\n\nNobody was hurt at all\n`,
			);
		}
		await room.build();
		const [result] = await room.ask("nobody hurt", { mode: "keyword" });
		expect(result?.text).toContain("Nobody was hurt");
		expect(result?.alsoIn).toHaveLength(7);
	});
});
