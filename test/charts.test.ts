import { readFileSync } from "node:fs";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { drawAll } from "../scripts/charts/all.ts";
import { quality } from "../scripts/charts/runs.ts";

const read = (path: string) =>
	readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const charts = Object.entries(drawAll());

describe("a chart", () => {
	it.each(charts)("%s is what the kept runs give", (name, svg) => {
		expect(read(`docs/images/${name}`)).toBe(svg);
	});

	it.each(charts)("%s says in words what it shows", (_, svg) => {
		const { document } = parseHTML(svg);
		const description = document.querySelector("desc")?.textContent ?? "";
		const values = [...document.querySelectorAll("g.label text")].map(
			(label) => label.textContent?.split("  ")[0] ?? "",
		);
		expect(values.length).toBeGreaterThan(4);
		for (const value of values) expect(description).toContain(value);
		expect(document.querySelector("title")?.textContent).not.toBe("");
	});

	it.each(charts)("%s needs nothing but itself", (_, svg) => {
		expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(
			/https?:|href=|url\(|@import|<script|<foreignObject/u,
		);
		expect(svg.length).toBeLessThan(40_000);
	});
});

describe("the kept figures of quality", () => {
	const page = read(quality.published);
	const rowsOf = (name: string) =>
		page
			.split("\n")
			.filter((line) => new RegExp(`^\\| ${name}\\b`, "u").test(line))
			.map((line) =>
				line
					.replaceAll("**", "")
					.split("|")
					.map((cell) => cell.trim())
					.slice(1, -1),
			);

	it.each(quality.collections)("are those published for $name", (kept) => {
		const [ranking = [], refusals] = rowsOf(kept.name);
		const modes = ["keyword", "semantic", "hybrid", "reranked"] as const;
		const figures = modes.map((mode) =>
			[kept.ndcg10[mode], kept.answer1?.[mode]]
				.filter((figure) => figure !== undefined)
				.map((figure) => figure.toFixed(3))
				.join(" · "),
		);
		expect(ranking.slice(1, 5)).toEqual(figures);
		expect(ranking[0]).toContain(kept.passages.toLocaleString("en"));
		const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
		expect(refusals).toEqual([
			kept.name,
			percent(kept.nulls.refusedShare),
			percent(kept.own.refusedShare),
		]);
	});

	it("are those published for questions that come close", () => {
		const { asked, refused } = quality.near;
		const sentence = page.replaceAll("\n", " ");
		expect(sentence).toContain(`Of the ${asked} questions of MultiHop-RAG`);
		expect(sentence).toContain(
			`${refused} (${((100 * refused) / asked).toFixed(0)} %) are refused`,
		);
	});
});
