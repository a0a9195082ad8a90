import type { Interface } from "node:readline";
import {
	createPrompt,
	useEffect,
	useKeypress,
	useRef,
	useState,
} from "@inquirer/core";
import type { Result } from "../../types.ts";
import { drawFrame } from "./frame.ts";
import { commandOf } from "./keys.ts";
import type { Searching } from "./searching.ts";
import {
	type Choice,
	type Line,
	type Scene,
	type Size,
	type State,
	selectedOf,
} from "./state.ts";

/** What a prompt was left with, to come back to it. */
export interface View {
	question: string;
	choice: State["choice"];
	first: number;
	note: string | null;
}

/** How a prompt ended: for good, or to come back. */
export type Ending =
	| { kind: "leave" }
	| { kind: "suspend"; view: View }
	| { kind: "open"; view: View; result: Result };

export interface ScreenOptions {
	view: View;
	scene: Scene;
	searching: Pick<Searching, "search" | "subscribe" | "lookFor">;
	size(): Size;
	/** @returns What ends that. */
	onResize(listener: (size: Size) => void): () => void;
}

type Readline = Parameters<Parameters<typeof useEffect>[0]>[0];

/** The prompt as it is seen, until a key ends it. */
export const screen = createPrompt<Ending, ScreenOptions>((options, done) => {
	const { view, scene, searching } = options;
	const [line, setLine] = useState<Line>(lineAtEnd(view.question));
	const [search, setSearch] = useState(searching.search);
	const [size, setSize] = useState<Size>(options.size());
	const [choice, setChoice] = useState<Choice | null>(view.choice);
	const [note, setNote] = useState(view.note);
	const first = useRef(view.first);

	const results = line.text.trim() === "" ? [] : (search.found?.results ?? []);
	const selected = selectedOf(results, choice);
	const frame = drawFrame(
		{ line, search, choice, first: first.current, note },
		size,
		scene,
	);
	first.current = frame.first;
	const left = (): View => ({
		question: line.text,
		choice,
		first: first.current,
		note: null,
	});

	/** The question as readline has edited it. */
	const takeLine = (rl: Readline) => {
		const typed = lineOf(rl);
		// Always a new object: also where only the cursor moved, a frame puts it where it belongs.
		setLine(typed);
		if (typed.text !== line.text) setChoice(null);
		searching.lookFor(typed.text);
	};
	const replaceLine = (rl: Readline, text: string) => {
		rl.clearLine(0);
		rl.write(text);
		takeLine(rl);
	};
	const move = (by: number) => {
		const at = Math.max(0, Math.min(selected + by, results.length - 1));
		const result = results[at];
		if (result) setChoice({ id: result.citation.id, at });
	};

	useEffect((rl) => {
		rl.on("close", () => done({ kind: "leave" }));
		// What was typed before the first frame is in readline already.
		replaceLine(rl, view.question + rl.line);
		const unsubscribe = searching.subscribe(setSearch);
		const unwatch = options.onResize(setSize);
		return () => {
			unsubscribe();
			unwatch();
		};
	}, []);
	useEffect(
		(rl) => {
			const suspend = () => done({ kind: "suspend", view: left() });
			rl.on("SIGTSTP", suspend);
			put(rl, `\u001b[${frame.column + 1}G`);
			return () => rl.removeListener("SIGTSTP", suspend);
		},
		// After every frame: inquirer has put the cursor where a question would end that fits the line.
		[frame],
	);

	useKeypress((key, rl) => {
		setNote(null);
		const pageful = Math.max(1, frame.end - frame.first);
		const result = results[selected];
		switch (commandOf(key)) {
			case "up":
				move(-1);
				break;
			case "down":
				move(1);
				break;
			case "page up":
				move(-pageful);
				break;
			case "page down":
				move(pageful);
				break;
			case "leave":
				done({ kind: "leave" });
				return;
			case "escape":
				if (line.text === "") done({ kind: "leave" });
				else replaceLine(rl, "");
				return;
			case "open":
				if (result) done({ kind: "open", view: left(), result });
				break;
			case "tab":
				if (line.text === "") {
					replaceLine(rl, scene.welcome.example);
					return;
				}
				if (result) {
					const { id } = result.citation;
					put(rl, `\u001b]52;c;${Buffer.from(id).toString("base64")}\u0007`);
					setNote(`sent to the terminal's clipboard: ${id}`);
				}
				break;
			case null:
				takeLine(rl);
				return;
		}
		// Readline took the key for its own: Enter for the end of the line, Up for an older one, Tab for a tab.
		if (rl.line !== line.text) replaceLine(rl, line.text);
		else setLine(lineOf(rl));
	});

	return [frame.input, frame.below.join("\n")];
});

function lineAtEnd(text: string): Line {
	return { text, cursor: text.length };
}

function lineOf(rl: Readline): Line {
	// Inquirer's type leaves the cursor out.
	const { line, cursor } = rl as Readline & Pick<Interface, "cursor">;
	return { text: line, cursor };
}

/** Writes beside the frame. */
function put(rl: Readline, control: string): void {
	rl.output.unmute();
	rl.output.write(control);
	rl.output.mute();
}
