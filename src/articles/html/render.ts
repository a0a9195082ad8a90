import { BLOCKS } from "./tags.ts";
import { collapsed, preformatted } from "./text.ts";
import { type Element, walk } from "./tree.ts";

const CELL_SEPARATOR = " | ";
// A longer one is text that a page lays out as a table.
const MAX_CELL = 200;
// What stands over a gap that an advertisement was in.
const LABEL =
	/^(?:advert|advertisement|advertising|(?:article|story) continues below(?: advertisement)?|anzeige|werbung|publicité|publicidad)$/iu;

interface Table {
	/** How many blocks there were before each cell of the row. */
	cells: number[];
	/** Whether a cell of the row holds a table. */
	nested: boolean;
}

/**
 * The text of an element: paragraphs, headings and items of lists are blocks of one line, a row of a table is one with
 * its cells separated by “ | ”, preformatted text keeps its lines. Blocks are separated by a blank line.
 */
export function textOf(root: Element): string {
	const blocks: string[] = [];
	const tables: Table[] = [];
	let inline: string[] = [];
	let breaks = 0;
	let preformattedDepth = 0;

	function endBlock(): void {
		const text = inline.join("");
		inline = [];
		breaks = 0;
		const block = preformattedDepth > 0 ? preformatted(text) : collapsed(text);
		if (block !== "" && !LABEL.test(block)) blocks.push(block);
	}

	function addText(text: string): void {
		if (preformattedDepth === 0 && /\S/u.test(text)) {
			// One break wraps a line, two end a paragraph.
			if (breaks > 1) endBlock();
			breaks = 0;
		}
		inline.push(text);
	}

	function endRow(): void {
		const table = tables.at(-1);
		const first = table?.cells[0];
		if (!table || first === undefined) return;
		const row = blocks.slice(first);
		const isData = table.cells.every(
			(start, index) =>
				(table.cells[index + 1] ?? blocks.length) - start <= 1 &&
				(blocks[start]?.length ?? 0) <= MAX_CELL,
		);
		if (isData && !table.nested && row.length > 1) {
			blocks.splice(first, row.length, row.join(CELL_SEPARATOR));
		}
		table.cells = [];
		table.nested = false;
	}

	function enter({ name }: Element): boolean {
		if (name === "br") {
			breaks += 1;
			inline.push(preformattedDepth > 0 ? "\n" : " ");
		}
		if (name === "q") addText("“");
		if (!BLOCKS.has(name)) return true;
		endBlock();
		if (name === "pre") preformattedDepth += 1;
		else if (name === "table") tables.push({ cells: [], nested: false });
		else if (name === "tr") endRow();
		else if (name === "td" || name === "th") {
			tables.at(-1)?.cells.push(blocks.length);
		}
		return true;
	}

	function leave({ name }: Element): void {
		if (name === "q") addText("”");
		if (!BLOCKS.has(name)) return;
		endBlock();
		if (name === "pre") preformattedDepth -= 1;
		else if (name === "tr") endRow();
		else if (name === "table") {
			endRow();
			tables.pop();
			const outer = tables.at(-1);
			if (outer) outer.nested = true;
		}
	}

	walk(root, { enter, text: addText, leave });
	endBlock();
	return blocks.join("\n\n");
}
