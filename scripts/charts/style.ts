/** What a bar or line stands for; each has a colour that is told from the others in grey as well. */
export type Tone =
	| "ours"
	| "other"
	| "node"
	| "keyword"
	| "semantic"
	| "hybrid"
	| "reranked";

type Colours = Record<"paper" | "ink" | "quiet" | "grid" | Tone, string>;

const LIGHT: Colours = {
	paper: "#ffffff",
	ink: "#1f2328",
	quiet: "#59636e",
	grid: "#d1d9e0",
	ours: "#0969da",
	other: "#818b98",
	node: "#818b98",
	keyword: "#afb8c1",
	semantic: "#818b98",
	hybrid: "#54aeff",
	reranked: "#0969da",
};

const DARK: Colours = {
	paper: "#0d1117",
	ink: "#f0f6fc",
	quiet: "#9198a1",
	grid: "#3d444d",
	ours: "#4493f8",
	other: "#6e7681",
	node: "#6e7681",
	keyword: "#656c76",
	semantic: "#8b949e",
	hybrid: "#1f6feb",
	reranked: "#79c0ff",
};

/** A chart paints its own paper, so that it can be read also where the page is dark and the system is not. */
export const STYLE = `
text{font-family:-apple-system,BlinkMacSystemFont,"Segoe UI","Noto Sans",Helvetica,Arial,sans-serif;font-size:16px;font-variant-numeric:tabular-nums;white-space:pre}
.title{font-size:20px;font-weight:600}
.subtitle{font-size:15px}
.heading{font-weight:600}
.note{font-size:13px}
.tick text,.aside{font-size:13px}
.aside{font-weight:400}
${rules(LIGHT)}
@media(prefers-color-scheme:dark){
${rules(DARK)}
}`;

function rules({ paper, ink, quiet, grid, ...tones }: Colours): string {
	return [
		`.paper{fill:${paper}}`,
		`svg{fill:${ink}}`,
		`.subtitle,.note,.aside,.tick text{fill:${quiet}}`,
		// A line behind a value must not strike it through.
		`.label text{stroke:${paper};stroke-width:4px;paint-order:stroke}`,
		`.grid{stroke:${grid}}`,
		`.zero{stroke:${quiet}}`,
		...Object.entries(tones).map(
			([tone, colour]) =>
				`rect.${tone},.${tone} rect,.${tone} circle{fill:${colour}}.${tone} path{stroke:${colour}}`,
		),
	].join("\n");
}
