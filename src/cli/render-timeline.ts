import type { Answer, Result } from "../types.ts";
import { escapeLine } from "./escape.ts";
import { alsoIn, oneLine, placeOf, sayer } from "./render-parts.ts";
import type { Look } from "./terminal.ts";

const NO_DATE = "no date   ";
const DAY_CHARACTERS = 10;
const INDENT = DAY_CHARACTERS + 2;

/** The results of an answer in their order, a line each: day, outlet, the sentence that answers, place. */
export function renderTimeline(
	{ results }: Answer,
	terms: ReadonlySet<string>,
	look: Look,
	toAbsolute: (path: string) => string,
): string {
	return results
		.map((result) => `${line(result, terms, look, toAbsolute)}\n`)
		.join("");
}

function line(
	result: Result,
	terms: ReadonlySet<string>,
	look: Look,
	toAbsolute: (path: string) => string,
): string {
	const { published, source } = result.citation;
	const day = published?.slice(0, DAY_CHARACTERS) ?? NO_DATE;
	const outlet = source === null ? "" : `${escapeLine(source)}: `;
	const details = [sayer(result), alsoIn(result)].filter(
		(detail) => detail !== null,
	);
	const parts = [
		look.style(["bold"], outlet) + oneLine(result, terms, look),
		...details.map((detail) => look.style(["dim"], escapeLine(detail))),
		placeOf(result.citation, look, toAbsolute),
	];
	const wrapped = look.wrap(parts.join("  "), INDENT);
	const hanging = wrapped.split("\n").join(`\n${" ".repeat(INDENT)}`);
	return `${look.style(["cyan"], day)}  ${hanging}`;
}
