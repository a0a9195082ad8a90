import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The folder that holds all pages. */
export const ROOT: string = fileURLToPath(new URL("../..", import.meta.url));

/** All pages, by their paths. */
export const PAGES: readonly string[] = [
	"README.md",
	...readdirSync(`${ROOT}/docs`)
		.filter((name) => name.endsWith(".md"))
		.map((name) => `docs/${name}`),
];

/** A fenced block of a page. */
export interface Block {
	language: string;
	/** What its first line says behind the language. */
	info: string;
	code: string;
	/** Line of the page on which its code begins, from 1. */
	line: number;
}

/** Something that a page tells its reader to run, and what it says of it. */
export interface Example {
	line: number;
	/** What is run: lines of a shell, or a module. */
	code: string;
	language: "sh" | "ts";
	/** What is printed, as {@link agrees} reads it; null where the page does not say. */
	prints: string | null;
	/** Exit codes other than 0 that the page announces, in order. */
	exitCodes: number[];
	/** Whether it goes on until the page ends, as a server does. */
	background: boolean;
	/** Why it cannot be run here; null where it can. */
	noRun: string | null;
}

/** What a fenced block can be written in. */
export const LANGUAGES: readonly string[] = [
	"",
	"text",
	"sh",
	"console",
	"ts",
	"json",
	"markdown",
];

const FENCE =
	/^(?<fence>`{3,})(?<language>\S*)[ \t]*(?<info>.*)\n(?<code>(?:.*\n)*?)\k<fence>[ \t]*$/gmu;

/** All fenced blocks of a page, in order. */
export function blocksOf(page: string): Block[] {
	return [...page.matchAll(FENCE)].map(({ index, groups }) => ({
		language: groups?.language ?? "",
		info: groups?.info?.trim() ?? "",
		code: groups?.code ?? "",
		line: page.slice(0, index).split("\n").length + 1,
	}));
}

/** A page without its fenced blocks: its lines keep their numbers. */
export function proseOf(page: string): string {
	return page.replace(FENCE, (block) => block.replace(/[^\n]/gu, ""));
}

/**
 * What a page tells its reader to run. Its blocks are
 *
 * - `sh`: commands, run as one script. One that fails says so: `# exit code 1`.
 * - `console`: commands behind `$ `, lines that go on behind `> `, and below each all that it prints.
 * - `ts`: a module that imports the library by its name.
 * - `text`, right below one of `sh` or `ts`: all that this prints.
 *
 * Behind the language may stand `background` (it goes on while the rest of the page is run) or `no-run: ` and why.
 *
 * @throws {Error} If something else stands there.
 */
export function examplesOf(page: string): Example[] {
	const blocks = blocksOf(page);
	return blocks.flatMap((block, at) => {
		const { language, code, line } = block;
		const marks = marksOf(block);
		if (language === "console") {
			return typedIn(block).map((typed) => ({ ...typed, ...marks }));
		}
		if (language !== "sh" && language !== "ts") return [];
		const exitCodes = language === "sh" ? announced(code) : [];
		const prints = outputBelow(page, block, blocks[at + 1]);
		return [{ line, code, language, prints, exitCodes, ...marks }];
	});
}

function marksOf({
	language,
	info,
	line,
}: Block): Pick<Example, "background" | "noRun"> {
	const [, noRun = null] = /^no-run: (\S.*)$/u.exec(info) ?? [];
	const background = info === "background";
	if (info !== "" && !background && noRun === null) {
		throw new Error(`line ${line}: what does "${language} ${info}" mean?`);
	}
	return { background, noRun };
}

/** The codes of comments such as `# exit code 1`. */
function announced(code: string): number[] {
	return [...code.matchAll(/# exit code (\d+)/gu)].map(([, exit]) =>
		Number(exit),
	);
}

/** The block of text right below another one: what that prints. */
function outputBelow(
	page: string,
	{ code, line }: Block,
	next: Block | undefined,
): string | null {
	if (next?.language !== "text") return null;
	const end = line + code.split("\n").length;
	const between = page.split("\n").slice(end - 1, next.line - 2);
	return between.every((each) => each === "") ? next.code : null;
}

type Typed = Omit<Example, "background" | "noRun">;

/** The commands of a session in a terminal, each with what it prints. */
function typedIn({ code, line }: Block): Typed[] {
	const typed: (Typed & { prints: string })[] = [];
	for (const [at, text] of code.split("\n").slice(0, -1).entries()) {
		const last = typed.at(-1);
		if (text.startsWith("$ ")) {
			typed.push({
				line: line + at,
				code: `${text.slice(2)}\n`,
				language: "sh",
				prints: "",
				exitCodes: announced(text),
			});
		} else if (last && /^>(?: |$)/u.test(text) && last.prints === "") {
			last.code += `${text.slice(2)}\n`;
			last.exitCodes.push(...announced(text));
		} else if (last) {
			last.prints += `${text}\n`;
		} else {
			throw new Error(`line ${line}: a console begins with "$ "`);
		}
	}
	for (const command of typed) {
		command.prints = command.prints.replace(/\n+$/u, "\n");
		// The code is printed: it is what the page says of it.
		if (/; echo \$\?$/mu.test(command.code)) {
			const shown = Number(command.prints.trimEnd().split("\n").at(-1));
			if (shown !== 0) command.exitCodes.push(shown);
		}
	}
	return typed;
}

// What no two machines print alike: times, sizes, and scores, which depend on how a processor rounds.
const VARIES = [
	[/\b\d+\.\d s$/gmu, "0.0 s"],
	[/\b\d+(?:\.\d)? [kM]B$/gmu, "0 kB"],
	[/\b[01]\.\d\d\b/gu, "0.00"],
] as const;

/**
 * Whether a page shows what was printed. A line `…` stands for any lines, and `…` in a line for the rest of it or
 * anything between; times, sizes and scores may differ.
 */
export function agrees(shown: string, printed: string): boolean {
	const lines = comparable(shown).split("\n");
	const pattern = lines
		.map((line, at) => {
			if (line === "…") return "(?:.*\\n)*?";
			const end = at === lines.length - 1 ? "" : "\\n";
			return line.split("…").map(escaped).join(".*") + end;
		})
		.join("");
	return new RegExp(`^${pattern}$`, "u").test(comparable(printed));
}

/** Text as {@link agrees} compares it. */
export function comparable(text: string): string {
	return VARIES.reduce((changed, [what, by]) => changed.replace(what, by), text)
		.trimEnd()
		.concat("\n");
}

function escaped(text: string): string {
	return text.replace(/[$()*+./?[\\\]^{|}]/gu, "\\$&");
}
