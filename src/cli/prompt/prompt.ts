import { createInterface } from "node:readline";
import { setImmediate, setTimeout } from "node:timers/promises";
import { AbortPromptError, ExitPromptError } from "@inquirer/core";
import { SearchError } from "../../errors.ts";
import { askOptions, type Lookup } from "../../lookup/options.ts";
import { Paths } from "../../paths.ts";
import { checkOptions } from "../../searcher/options.ts";
import { openIndex } from "../../searcher/searcher.ts";
import { type Context, indexFolder } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { FullScreen } from "./full-screen.ts";
import { lookUpIn } from "./look-up.ts";
import { Opener } from "./opener.ts";
import { type Ending, screen, type View } from "./screen.ts";
import { Searching } from "./searching.ts";
import { stagesOf } from "./stages.ts";
import type { Scene } from "./state.ts";
import { untilKilled } from "./until-killed.ts";
import { welcomeTo } from "./welcome.ts";

export interface PromptOptions extends Lookup {
	/** The index folder. */
	index?: string | undefined;
}

/** What is looked for where nobody says how many: a few screens. */
const TOP = 20;
// Of an escape sequence the rest comes at once; readline itself would wait half a second after Esc.
const ESCAPE_MS = 50;
const BLANK: View = { question: "", choice: null, first: 0, note: null };

/**
 * Asks for questions on a terminal, and looks them up while they are typed, until the reader leaves.
 *
 * Standard input and standard output have to be a terminal.
 *
 * @throws {SearchError} As a lookup does, before anything is drawn; `USAGE` for a terminal that moves no cursor.
 */
export async function prompt(
	context: Context,
	options: PromptOptions,
): Promise<ExitCode> {
	const { environment, signal } = context;
	if (environment.TERM === "dumb") {
		throw new SearchError(
			"USAGE",
			"no question, and this terminal cannot show a prompt",
			'ask one: ask "what did Rutte pledge", or see ask --help',
		);
	}
	const asked = { top: TOP, ...askOptions(options) };
	checkOptions(asked);
	const dir = indexFolder(options.index, environment);
	return untilKilled(signal, async (stopped) => {
		const paths = new Paths(dir);
		const index = await openIndex({ index: dir });
		const lookUp = lookUpIn(index, options.stale);
		const searching = new Searching(lookUp, stagesOf(asked), rest);
		const opener = new Opener(index, paths, environment);
		try {
			const welcome = await welcomeTo(index, { ...asked, signal: stopped });
			const scene: Scene = {
				look: context.terminal.outLook,
				welcome,
				marksWords: asked.mode !== "semantic",
				toAbsolute: (path) => paths.toAbsolute(path),
			};
			searching.warmUp(welcome.example);
			return await converse({ scene, searching, opener, signal: stopped });
		} finally {
			await searching.stop();
			await opener.close();
			await index.close();
		}
	});
}

interface Conversation {
	scene: Scene;
	searching: Searching;
	opener: Opener;
	signal: AbortSignal;
}

/** Shows the prompt, and again after everything that it was left for. */
async function converse({
	scene,
	searching,
	opener,
	signal,
}: Conversation): Promise<ExitCode> {
	shortenEscape();
	let view = BLANK;
	for (;;) {
		const ending = await show({ view, scene, searching }, signal);
		if (ending === "interrupted") return EXIT.interrupted;
		if (ending.kind === "leave") return EXIT.found;
		view = ending.view;
		if (ending.kind === "open") {
			view = { ...view, note: await opener.open(ending.result, signal) };
		} else {
			process.kill(process.pid, "SIGTSTP");
			// Where nobody could continue this process, it goes on at once.
			await setImmediate();
		}
	}
}

async function show(
	asked: Pick<Conversation, "scene" | "searching"> & { view: View },
	signal: AbortSignal,
): Promise<Ending | "interrupted"> {
	const full = new FullScreen(process.stdout);
	full.enter();
	try {
		return await screen(
			{
				...asked,
				size: () => full.size(),
				onResize: (listener) => full.onResize(listener),
			},
			{
				input: process.stdin,
				output: full.output(),
				clearPromptOnDone: true,
				signal,
			},
		);
	} catch (error) {
		if (error instanceof ExitPromptError) return "interrupted";
		if (error instanceof AbortPromptError) return "interrupted";
		throw error;
	} finally {
		full.leave();
	}
}

async function rest(ms: number, signal: AbortSignal): Promise<void> {
	await setTimeout(ms, undefined, { signal });
}

/** The first to read keys from a stream decides for all how long an Esc may be the beginning of something. */
function shortenEscape(): void {
	createInterface({
		input: process.stdin,
		output: process.stdout,
		terminal: true,
		escapeCodeTimeout: ESCAPE_MS,
	}).close();
}
