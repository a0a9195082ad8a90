import { inWords } from "../service/progress.ts";
import type { Progress } from "../types.ts";
import { type Html, html } from "./html.ts";
import { sentence } from "./sentence.ts";

/** How far the process has got that builds or updates the index. */
export function renderBuilding(progress: Progress, isUpdate: boolean): Html {
	const { done, total } = progress;
	const words = sentence(inWords(progress));
	return html`
<div id="building" class="building" data-building="${isUpdate ? "update" : "first"}">
<p id="building-words">${isUpdate ? html`The index is being updated. ` : ""}${words}</p>
${
	total === null
		? html`<progress aria-labelledby="building-words"></progress>`
		: html`<progress value="${done}" max="${Math.max(total, 1)}" aria-labelledby="building-words"></progress>`
}
</div>`;
}

/** What stands there once the update that was shown is over. */
export function renderBuilt(): Html {
	return html`
<div id="building" class="building"><p>The update of the index is over. <a href="">Ask again</a> to see what is new.</p></div>`;
}
