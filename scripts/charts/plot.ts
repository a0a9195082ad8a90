import { type PlotOptions, plot } from "@observablehq/plot";
import { parseHTML } from "linkedom";

/** Of all charts, in pixels: fits into a README, and is little enough to be read on a phone. */
export const WIDTH = 640;

const { document } = parseHTML("<html></html>");

/**
 * Draws with Plot, without a browser.
 *
 * @param options - Marks get their colours by `className`: those of style.ts.
 * @returns A group, as it stands in a chart.
 */
export function draw(options: PlotOptions): string {
	const svg = plot({
		...options,
		width: WIDTH,
		// Plot only makes elements with it, which linkedom does as a browser would.
		document: document as unknown as NonNullable<PlotOptions["document"]>,
	});
	// Its style is for a page around it; ours is in style.ts.
	svg.querySelector("style")?.remove();
	const markup: string = svg.innerHTML;
	const drawing = markup
		// The whole picture is described in its <desc>.
		.replaceAll(/ aria-[a-z]+="[^"]*"/gu, "")
		// Coordinates have up to 16 digits, values on a chart three at most.
		.replaceAll(/\d+\.\d{4,}/gu, (digits) => `${+Number(digits).toFixed(2)}`);
	return `<g text-anchor="middle">${drawing}</g>`;
}
