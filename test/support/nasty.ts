import type { Workspace } from "./workspace.ts";

const SENTENCE = "The council met on Tuesday and agreed on nothing at all. ";

/** Articles that are hard to cite, by name; all of them are to be read. */
export const NASTY: Record<string, string> = {
	"bom.txt": "\ufeffMarket day\n\nThe market opened at dawn. Nobody came.\n",
	"crlf.txt":
		"Bridge reopens\r\n\r\nThe bridge reopened on Monday.\r\nCars crossed it.\r\n\r\nNobody fell.\r\n",
	"emoji.txt":
		"The mayor posted 🙂👩‍👩‍👧‍👦🇺🇦 and left. “It is over 🎉,” she said. Then 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 came.\n",
	"cjk.txt":
		"日本の首相は記者会見で述べた。新しい計画は来年始まる。\n中国外交部发言人表示反对。\n",
	"decomposed.txt":
		"Le pre\u0301sident de l\u2019E\u0301lyse\u0301e a parle\u0301. Il n\u2019a rien dit.\n",
	"twice.txt":
		"The same paragraph stands here twice, and must be told apart.\n\nSomething else was said in between by a minister.\n\nThe same paragraph stands here twice, and must be told apart.\n",
	"long-line.txt": SENTENCE.repeat(Math.ceil(60_000 / SENTENCE.length)),
	"long-word.txt": `Before it. ${"abcdefghij".repeat(6_000)} After it.`,
	"long-cjk.txt": "新".repeat(20_000),
	"empty.txt": "",
	"blank.txt": " \n\t\r\n\u00a0\n",
	"it's a “name”.txt": "A name with spaces, an apostrophe and quotes.\n",
	"new\nline#c1-2@00000000.txt": "A name that looks like a citation.\n",
	"front-matter.md":
		"\ufeff---\r\ntitle: 'Harbour: the plan'\r\ndate: 2024-05-01\r\n---\r\n# Harbour\r\n\r\nThe harbour will be rebuilt.\r\n\r\n- one\r\n- two\r\n",
	"lone-cr.txt": "One line.\rStill the same line.\nThe second line.\n",
	"separators.txt":
		"First.\u2028Second.\u2029Third.\u0085Fourth.\u000bFifth.\n",
	"marks.txt": `e${"\u0301".repeat(3_000)} and so on.\n`,
};

/** Files that are to be skipped, each for the reason given. */
export const UNREADABLE: Record<string, { bytes: Buffer; reason: RegExp }> = {
	"latin1.txt": {
		bytes: Buffer.from("caf\xe9 ferm\xe9", "latin1"),
		reason: /not valid UTF-8/,
	},
	"nul.txt": { bytes: Buffer.from("a\0b"), reason: /NUL/ },
	"utf16.txt": {
		bytes: Buffer.from("\ufeffhello", "utf16le"),
		reason: /UTF-16/,
	},
};

export function writeNasty(workspace: Workspace, folder: string): void {
	for (const [name, text] of Object.entries(NASTY)) {
		workspace.write(`${folder}/${name}`, text);
	}
	for (const [name, { bytes }] of Object.entries(UNREADABLE)) {
		workspace.write(`${folder}/${name}`, bytes);
	}
}
