import { questionTerms } from "../../keywords.ts";
import { renderAnswer } from "../render.ts";
import { renderComparison } from "../render-comparison.ts";
import { renderTimeline } from "../render-timeline.ts";
import type { Formatter } from "./format.ts";

const RENDERERS = {
	passages: renderAnswer,
	timeline: renderTimeline,
	comparison: renderComparison,
} as const;

/** For a person, as the terminal allows. */
export const text: Formatter = (
	answer,
	{ look, byKeywords, layout, toAbsolute },
) => {
	const terms = byKeywords ? questionTerms(answer.question) : [];
	return answer.results.length === 0
		? ""
		: RENDERERS[layout](answer, new Set(terms), look, toAbsolute);
};
