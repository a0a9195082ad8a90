import type { Frame } from "./screen.ts";

/** A command line, and what the terminal showed of it. */
export interface Step {
	line: string;
	frames: Frame[];
}

/** When what of a step is seen, in milliseconds from the beginning. */
export interface Timed {
	step: Step;
	/** The prompt appears; typing begins; typing ends; the command starts. */
	prompt: number;
	typing: number;
	typed: number;
	entered: number;
	/** The last frame appears. */
	done: number;
}

const BEFORE_TYPING_MS = 700;
const CHARACTER_MS = 45;
const BEFORE_ENTER_MS = 350;
const READING_LINE_MS = 220;
const LEAST_READING_MS = 900;
const END_MS = 5000;

/**
 * Sets steps one after the other: typed as a person does, shown as long as reading takes. How long a command took is
 * as it was.
 */
export function timelineOf(steps: readonly Step[]): {
	timed: Timed[];
	/** Of all, in milliseconds. */
	duration: number;
} {
	const timed: Timed[] = [];
	let now = 0;
	for (const step of steps) {
		const prompt = now;
		const typing = prompt + BEFORE_TYPING_MS;
		const typed = typing + step.line.length * CHARACTER_MS;
		const entered = typed + BEFORE_ENTER_MS;
		const last = step.frames.at(-1);
		const done = entered + (last?.at ?? 0);
		timed.push({ step, prompt, typing, typed, entered, done });
		const lines = last?.lines.length ?? 0;
		now = done + Math.max(LEAST_READING_MS, lines * READING_LINE_MS);
	}
	return { timed, duration: Math.round(now + END_MS) };
}
